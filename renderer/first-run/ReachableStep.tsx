import type { Snapshot } from "../../app/contract/snapshot.ts";
import { firstRunTexts } from "../../app/texts/first-run.ts";
import { linkExplanation } from "../../app/texts/link-explanation.ts";
import { statusTexts } from "../../app/texts/status.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { CommandButton } from "../ui/CommandButton.tsx";
import { formatInstant } from "../ui/time-of-day.ts";
import { Step } from "./Step.tsx";

interface ReachableStepProps {
  readonly link: Snapshot["link"];
  readonly onFix: () => void;
}

/** Whether broadcasts reach this computer, and what can be done about it. */
export function ReachableStep({ link, onFix }: ReachableStepProps) {
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
  const { meaning, next } = linkExplanation(link, formatInstant);
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
            variant="outlined"
            busy={false}
            onPress={() => {
              onFix();
              go({ kind: "preferences" });
            }}
          >
            {windowTexts.fix}
          </BusyButton>
        )}
        <CommandButton variant="outlined" command={{ kind: "refresh" }} pending={false}>
          {statusTexts.checkNow}
        </CommandButton>
      </div>
    </Step>
  );
}

/** Another relay may help. */
function canChooseAnother({ reason }: Snapshot["link"]): boolean {
  return ["no-relay", "relay-down", "relay-untrusted", "path-unverified", "path-intercepted", "sender-late"].includes(
    reason,
  );
}
