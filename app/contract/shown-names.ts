import type { Project } from "../model/project.ts";
import { hasDoubledNames, projectName } from "../model/project-name.ts";
import type { Snapshot } from "./snapshot.ts";

/**
 * The snapshot as a surface shows it: where projects share a name, whatever is about one of them is called by its group
 * as well. The list of projects itself keeps names and groups apart, for searching.
 */
export function withShownNames(snapshot: Snapshot): Snapshot {
  const { projects, timers, undo, question, absence, today, programQuestion } = snapshot;
  if (!hasDoubledNames(projects)) return snapshot;
  const named = <Holder extends { readonly project: Project }>(holder: Holder): Holder => ({
    ...holder,
    project: { ...holder.project, name: projectName(holder.project, projects) },
  });
  return {
    ...snapshot,
    timers: timers.map(named),
    undo: undo === null ? null : named(undo),
    question: question === null || question.timer === null ? question : { ...question, timer: named(question.timer) },
    absence: absence === null ? null : named(absence),
    programQuestion: programQuestion === null ? null : { ...programQuestion, verb: named(programQuestion.verb) },
    today: today === null ? null : { ...today, minutes: today.minutes.map((part) => nameShare(part, projects)) },
  };
}

function nameShare<Share extends { readonly project: Project | null }>(
  share: Share,
  projects: readonly Project[],
): Share {
  const { project } = share;
  return project === null ? share : { ...share, project: { ...project, name: projectName(project, projects) } };
}
