import { type ChangedElsewhere, type Snapshot, runningTimer } from "../../app/contract/snapshot.ts";
import { AbsenceDialog } from "./AbsenceDialog.tsx";
import { ProgramQuestionDialog } from "./ProgramQuestionDialog.tsx";
import { QuestionDialog } from "./QuestionDialog.tsx";
import { TransferDialog } from "./TransferDialog.tsx";

interface QuestionsProps {
  readonly snapshot: Snapshot;
  readonly onGoAhead: (command: ChangedElsewhere["command"]) => void;
}

/** What waits for an answer, whatever the view. One at a time. */
export function Questions({ snapshot, onGoAhead }: QuestionsProps) {
  const { question, absence, transfer, timers, projects, programQuestion } = snapshot;
  if (question !== null) return <QuestionDialog question={question} projects={projects} onGoAhead={onGoAhead} />;
  if (transfer !== null) return <TransferDialog transfer={transfer} snapshot={snapshot} />;
  if (programQuestion !== null) return <ProgramQuestionDialog question={programQuestion} />;
  if (absence?.kind !== "ran-on") return null;
  const running = runningTimer({ timers })?.projectId === absence.project.id;
  return <AbsenceDialog absence={absence} running={running} projects={snapshot} />;
}

/** While something waits for an answer, nothing else stands above the screen. */
export function isAsking({
  question,
  absence,
  transfer,
  programQuestion,
}: Pick<Snapshot, "question" | "absence" | "transfer" | "programQuestion">): boolean {
  return question !== null || transfer !== null || programQuestion !== null || absence?.kind === "ran-on";
}
