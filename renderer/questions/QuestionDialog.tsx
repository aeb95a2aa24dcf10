import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef } from "react";
import type { ChangedElsewhere, Snapshot } from "../../app/contract/snapshot.ts";
import { questionTexts } from "../../app/texts/questions.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import { loggedMinutes, roundUpMinutes } from "../../app/model/format.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { useCommand } from "../bridge/use-command.ts";
import { useDuration } from "../ui/use-duration.ts";
import { useTicking } from "../ui/use-ticking.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { QuestionFrame } from "./QuestionFrame.tsx";

interface QuestionDialogProps {
  readonly question: ChangedElsewhere;
  readonly projects: Snapshot["projects"];
  /** The verb is carried out after all. */
  readonly onGoAhead: (command: ChangedElsewhere["command"]) => void;
}

/** A verb waits: its timer changed elsewhere since it was shown. Says how it is now and asks again. */
export function QuestionDialog({ question, projects, onGoAhead }: QuestionDialogProps) {
  const { send, sending } = useCommand();
  const { drafts } = useWindowPorts();
  const leave = useRef<HTMLButtonElement>(null);
  const { timer, command } = question;
  const project = timer?.project ?? projects.find(({ id }) => id === command.projectId);
  const name = project?.name ?? questionTexts.thisTimer;
  const leaveIt = (): void => void send({ kind: "answer-question", goAhead: false });

  async function goAhead(): Promise<void> {
    onGoAhead(command);
    const result = await send({ kind: "answer-question", goAhead: true });
    // After a failure what was written is there for the next try.
    if (result?.kind === "done") drafts.drop(command);
  }

  return (
    <QuestionFrame onEscape={leaveIt} initialFocus={leave}>
      <AlertDialog.Title className="sheet-title">
        {timer === null ? questionTexts.gone(name) : questionTexts.changed(name)}
      </AlertDialog.Title>
      <AlertDialog.Description className="sheet-text" render={<div />}>
        {timer === null ? questionTexts.goneDetail : <AsItIsNow timer={timer} command={command} />}
      </AlertDialog.Description>
      <div className="sheet-end">
        {timer !== null && (
          <BusyButton busy={sending} onPress={() => void goAhead()}>
            <GoAhead command={command} timer={timer} />
          </BusyButton>
        )}
        <button ref={leave} type="button" className="button button-primary" onClick={leaveIt}>
          {timer === null ? windowTexts.close : questionTexts.leave}
        </button>
      </div>
    </QuestionFrame>
  );
}

function AsItIsNow({ command, timer }: GoAheadProps) {
  const duration = useDuration();
  const time = useTicking(isRunning(timer) ? timer.anchor : null, (now) => duration(elapsedSeconds(timer, now)));
  const { description } = timer;
  return (
    <>
      <p>{isRunning(timer) ? questionTexts.nowRunning(time) : questionTexts.nowPaused(time)}</p>
      <p dir="auto" className="sheet-quote" title={description}>
        {description.trim() === "" ? questionTexts.noDescription : questionTexts.description(description)}
      </p>
      {command.kind === "describe" && <Yours description={command.description} />}
    </>
  );
}

/** What would replace the description. */
function Yours({ description }: { readonly description: string }) {
  return (
    <p dir="auto" className="sheet-quote" title={description}>
      {description.trim() === "" ? questionTexts.yoursIsEmpty : questionTexts.yours(description)}
    </p>
  );
}

interface GoAheadProps {
  readonly command: ChangedElsewhere["command"];
  readonly timer: Timer;
}

/** The verb with what it would do to the timer as it is now. */
function GoAhead({ command, timer }: GoAheadProps) {
  const duration = useDuration();
  return useTicking(isRunning(timer) ? timer.anchor : null, (now) => {
    const seconds = elapsedSeconds(timer, now);
    switch (command.kind) {
      case "log":
        return questionTexts.logAnyway(duration(loggedSeconds(command, timer, seconds)));
      case "describe":
        return questionTexts.saveAnyway;
      case "discard":
        return questionTexts.discardAnyway(duration(seconds));
      case "adjust":
        return command.seconds < 0
          ? questionTexts.removeAnyway(duration(-command.seconds))
          : questionTexts.addAnyway(duration(command.seconds));
      default:
        return assertNever(command, "command of a question");
    }
  });
}

function loggedSeconds(
  command: Extract<ChangedElsewhere["command"], { kind: "log" }>,
  { project }: Timer,
  seconds: number,
): number {
  const { minutes } = command;
  if (minutes === undefined) return loggedMinutes(seconds, project.billingIncrement) * 60;
  return roundUpMinutes(minutes, project.billingIncrement) * 60;
}
