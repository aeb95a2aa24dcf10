import { type ChangedElsewhere, type Snapshot, runningTimer } from "../../app/contract/snapshot.ts";
import { AbsenceDialog } from "./AbsenceDialog.tsx";
import { QuestionDialog } from "./QuestionDialog.tsx";

interface QuestionsProps {
  readonly snapshot: Snapshot;
  readonly onGoAhead: (command: ChangedElsewhere["command"]) => void;
}

/** What waits for an answer, whatever the view. One at a time. */
export function Questions({ snapshot, onGoAhead }: QuestionsProps) {
  const { question, absence, timers, projects } = snapshot;
  if (question !== null) return <QuestionDialog question={question} projects={projects} onGoAhead={onGoAhead} />;
  if (absence?.kind !== "ran-on") return null;
  const running = runningTimer({ timers })?.projectId === absence.project.id;
  return <AbsenceDialog absence={absence} running={running} />;
}

/** While something waits for an answer, nothing else stands above the screen. */
export function isAsking({ question, absence }: Pick<Snapshot, "question" | "absence">): boolean {
  return question !== null || absence?.kind === "ran-on";
}
