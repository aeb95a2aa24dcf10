import type { ChangedElsewhere, Snapshot } from "../../app/contract/snapshot.ts";
import { isRunning } from "../../app/model/timer.ts";
import { AbsenceDialog } from "./AbsenceDialog.tsx";
import { ProgramQuestionDialog } from "./ProgramQuestionDialog.tsx";
import { QuestionDialog } from "./QuestionDialog.tsx";

interface QuestionsProps {
  readonly snapshot: Snapshot;
  readonly onGoAhead: (command: ChangedElsewhere["command"]) => void;
}

/** What waits for an answer, whatever the view. One at a time. */
export function Questions({ snapshot, onGoAhead }: QuestionsProps) {
  const { question, absence, timers, projects, programQuestion } = snapshot;
  if (question !== null) return <QuestionDialog question={question} projects={projects} onGoAhead={onGoAhead} />;
  if (programQuestion !== null) return <ProgramQuestionDialog question={programQuestion} />;
  if (absence?.kind !== "ran-on") return null;
  const running = timers.find(isRunning)?.projectId === absence.project.id;
  return <AbsenceDialog absence={absence} running={running} />;
}

/** While something waits for an answer, nothing else stands above the screen. */
export function isAsking({
  question,
  absence,
  programQuestion,
}: Pick<Snapshot, "question" | "absence" | "programQuestion">): boolean {
  return question !== null || programQuestion !== null || absence?.kind === "ran-on";
}
