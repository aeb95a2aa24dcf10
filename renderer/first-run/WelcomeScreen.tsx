import { useRef } from "react";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { firstRunTexts } from "../../app/texts/first-run.ts";
import type { SignedInAccount } from "../status/AccountMenu.tsx";
import { BusyButton } from "../ui/BusyButton.tsx";
import { ReachableStep } from "./ReachableStep.tsx";
import { Step } from "./Step.tsx";
import { useArrival } from "./use-arrival.ts";
import { useHeadingFocus } from "../focus/kept-focus.ts";

interface WelcomeScreenProps {
  readonly snapshot: Snapshot;
  readonly account: SignedInAccount;
  readonly onDone: () => void;
}

/** The rest of the first run, which goes on by itself: signed in, reachable, and a try that proves it. */
export function WelcomeScreen({ snapshot, account, onDone }: WelcomeScreenProps) {
  const arrival = useArrival(snapshot);
  const heading = useRef<HTMLHeadingElement>(null);
  useHeadingFocus(heading);
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
          <BusyButton variant={arrival === null ? "plain" : "primary"} busy={false} onPress={onDone}>
            {arrival === null ? firstRunTexts.skip : firstRunTexts.done}
          </BusyButton>
        </div>
      </div>
    </main>
  );
}
