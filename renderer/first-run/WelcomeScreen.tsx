import { type ReactNode, useRef } from "react";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { firstRunTexts } from "../../app/texts/first-run.ts";
import { linkExplanation } from "../../app/texts/link-explanation.ts";
import { statusTexts } from "../../app/texts/status.ts";
import { windowTexts } from "../../app/texts/window.ts";
import type { SignedInAccount } from "../status/AccountMenu.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { CommandButton } from "../ui/CommandButton.tsx";
import { useArrival } from "./use-arrival.ts";
import { usePageFocus } from "../focus/use-page-focus.ts";
import { formatInstant } from "../ui/time-of-day.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

interface WelcomeScreenProps {
  readonly snapshot: Snapshot;
  readonly account: SignedInAccount;
  readonly onDone: () => void;
}

/** The rest of the first run, which goes on by itself: signed in, reachable, and a try that proves it. */
export function WelcomeScreen({ snapshot, account, onDone }: WelcomeScreenProps) {
  const arrival = useArrival(snapshot);
  const heading = useRef<HTMLHeadingElement>(null);
  usePageFocus(heading);
  const { link } = snapshot;
  const appeared = arrival?.running?.project.name;
  return (
    <main className="screen screen-centred welcome">
      <div>
        <h1 ref={heading} className="welcome-title" tabIndex={-1}>
          {firstRunTexts.title}
        </h1>
        <ol className="steps">
          <Step
            state="done"
            title={account.name === "" ? firstRunTexts.signedIn : firstRunTexts.signedInAs(account.name)}
          >
            {account.email}
          </Step>
          <ReachableStep link={link} onFix={onDone} />
          {arrival === null ? (
            <Step state="open" title={firstRunTexts.tryIt}>
              {link.state === "live" || link.pollSeconds === null
                ? firstRunTexts.tryItLive
                : firstRunTexts.tryItPolling(link.pollSeconds)}
            </Step>
          ) : (
            <Step
              state="done"
              title={appeared === undefined ? firstRunTexts.somethingAppeared : firstRunTexts.appeared(appeared)}
            >
              {firstRunTexts.appearedDetail}
            </Step>
          )}
        </ol>
        <div className="sheet-end">
          <BusyButton look={arrival === null ? "plain" : "primary"} busy={false} onPress={onDone}>
            {arrival === null ? firstRunTexts.skip : firstRunTexts.done}
          </BusyButton>
        </div>
      </div>
    </main>
  );
}

/** `open`: it is the person's turn. */
type StepState = "done" | "waiting" | "open" | "attention";

interface StepProps {
  readonly state: StepState;
  readonly title: string;
  readonly children: ReactNode;
}

const stateInWords: Readonly<Record<StepState, string>> = {
  done: firstRunTexts.stepDone,
  waiting: firstRunTexts.stepWaiting,
  open: firstRunTexts.stepOpen,
  attention: firstRunTexts.stepAttention,
};

function Step({ state, title, children }: StepProps) {
  return (
    <li className="step" aria-live="polite">
      <span className={`step-mark step-${state}`} aria-hidden="true">
        {state === "done" && (
          <svg viewBox="0 0 12 12">
            <path d="m2.5 6.2 2.4 2.4 4.6-5" />
          </svg>
        )}
      </span>
      <div className="step-text">
        <strong>
          <span className="visually-hidden">{stateInWords[state]} </span>
          {title}
        </strong>
        <div className="step-detail">{children}</div>
      </div>
    </li>
  );
}

function ReachableStep({ link, onFix }: { readonly link: Snapshot["link"]; readonly onFix: () => void }) {
  const { go } = useWindowPorts();
  if (link.state === "live") {
    const time = formatInstant(link.since);
    return (
      <Step state="done" title={firstRunTexts.reachable}>
        {link.relay === null ? firstRunTexts.proved(time) : firstRunTexts.through(link.relay, time)}
      </Step>
    );
  }
  if (["starting", "woken", "path-unproved"].includes(link.reason)) {
    return (
      <Step state="waiting" title={firstRunTexts.trying}>
        {firstRunTexts.tryingDetail}
      </Step>
    );
  }
  const { meaning, next } = linkExplanation(link);
  // Whether this computer can be reached is known once the account is.
  const title = link.state === "offline" ? firstRunTexts.accountFirst : firstRunTexts.unreachable;
  return (
    <Step state="attention" title={title}>
      <p>
        {meaning} {next}
      </p>
      <div className="step-verbs">
        {canChooseAnother(link) && (
          <BusyButton
            look="outlined"
            busy={false}
            onPress={() => {
              onFix();
              go({ kind: "preferences" });
            }}
          >
            {windowTexts.fix}
          </BusyButton>
        )}
        <CommandButton look="outlined" command={{ kind: "refresh" }} pending={false}>
          {statusTexts.checkNow}
        </CommandButton>
      </div>
    </Step>
  );
}

/** Where another service may help. */
function canChooseAnother({ reason }: Snapshot["link"]): boolean {
  return ["no-relay", "relay-down", "relay-untrusted", "path-unverified"].includes(reason);
}
