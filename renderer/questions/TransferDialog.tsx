import { AlertDialog } from "@base-ui/react/alert-dialog";
import { useRef } from "react";
import type { ShownTransfer, Snapshot } from "../../app/contract/snapshot.ts";
import { transferTexts } from "../../app/texts/transfer.ts";
import { useCommand } from "../bridge/use-command.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { useDuration } from "../ui/use-duration.ts";
import { QuestionFrame } from "./QuestionFrame.tsx";

interface TransferDialogProps {
  readonly transfer: ShownTransfer;
  readonly snapshot: Pick<Snapshot, "projects" | "timers">;
}

/** Time may be counted twice, and nothing is decided unasked. */
export function TransferDialog({ transfer, snapshot }: TransferDialogProps) {
  const { bridge } = useWindowPorts();
  const { send, sending } = useCommand();
  const duration = useDuration();
  const leave = useRef<HTMLButtonElement>(null);
  const { projects, timers } = snapshot;
  const nameOf = (wanted: number | null): string | null =>
    (projects.find(({ id }) => id === wanted) ?? timers.find(({ projectId }) => projectId === wanted)?.project)?.name ??
    null;
  const from =
    nameOf(transfer.fromProjectId) ?? (transfer.fromProjectId === null ? transferTexts.anEntry : transferTexts.aTimer);
  const to = targetName(transfer, nameOf(transfer.toProjectId));
  const time = duration(transfer.seconds);
  return (
    <QuestionFrame onEscape={() => void bridge.hideWindow().catch(() => undefined)} initialFocus={leave}>
      <AlertDialog.Title className="sheet-title">{transferTexts.title(time)}</AlertDialog.Title>
      <AlertDialog.Description className="sheet-text" dir="auto">
        {transferTexts.detail(time, from, to)}
      </AlertDialog.Description>
      <div className="sheet-end sheet-choices">
        <BusyButton
          variant="outlined"
          busy={sending}
          onPress={() => void send({ kind: "answer-transfer", answer: "finish" })}
        >
          {transferTexts.finish(time, from)}
        </BusyButton>
        <BusyButton
          variant="outlined"
          busy={sending}
          onPress={() => void send({ kind: "answer-transfer", answer: "take-back" })}
        >
          {transferTexts.takeBack(time, to)}
        </BusyButton>
        <button
          ref={leave}
          type="button"
          className="button button-primary"
          onClick={() => void send({ kind: "answer-transfer", answer: "leave" })}
        >
          {transferTexts.leave}
        </button>
      </div>
    </QuestionFrame>
  );
}

function targetName({ toEntry }: ShownTransfer, project: string | null): string {
  if (toEntry) return project === null ? transferTexts.anEntry : transferTexts.anEntryOf(project);
  return project ?? transferTexts.aTimer;
}
