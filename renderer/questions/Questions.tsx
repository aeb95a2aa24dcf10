import type { ChangedElsewhere, Snapshot } from "../../app/contract/snapshot.ts";
import { isRunning } from "../../app/model/timer.ts";
import { AbsenceDialog } from "./AbsenceDialog.tsx";
import { QuestionDialog } from "./QuestionDialog.tsx";
import { TransferDialog } from "./TransferDialog.tsx";

interface QuestionsProps {
  readonly snapshot: Snapshot;
  readonly onGoAhead: (command: ChangedElsewhere["command"]) => void;
}

/** What waits for an answer, whatever the view. One at a time. */
export function Questions({ snapshot, onGoAhead }: QuestionsProps) {
  const { question, absence, transfer, timers, projects } = snapshot;
  if (question !== null) return <QuestionDialog question={question} projects={projects} onGoAhead={onGoAhead} />;
  if (transfer !== null) return <TransferDialog transfer={transfer} snapshot={snapshot} />;
  if (absence?.kind !== "ran-on") return null;
  const running = timers.find(isRunning)?.projectId === absence.project.id;
  return <AbsenceDialog absence={absence} running={running} projects={snapshot} />;
}

/** While something waits for an answer, nothing else stands above the screen. */
export function isAsking({
  question,
  absence,
  transfer,
}: Pick<Snapshot, "question" | "absence" | "transfer">): boolean {
  return question !== null || transfer !== null || absence?.kind === "ran-on";
}
