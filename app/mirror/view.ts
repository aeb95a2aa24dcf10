import type { Project } from "../model/project.ts";
import type { Timer } from "../model/timer.ts";
import type { NokoProject } from "../noko/resources.ts";
import type { MirroredTimer, MirrorState } from "./reducer.ts";

/** The mirror's timers as surfaces show them: the running one first, then the most recently used. */
export function timersOf(state: MirrorState): readonly Timer[] {
  return [...state.timers.values()].toSorted(byUse).map(toTimer);
}

function byUse(one: MirroredTimer, other: MirroredTimer): number {
  const running = Number(other.state === "running") - Number(one.state === "running");
  if (running !== 0) return running;
  if (one.touchedAt !== other.touchedAt) return other.touchedAt - one.touchedAt;
  return one.resource.project.id - other.resource.project.id;
}

function toTimer(mirrored: MirroredTimer): Timer {
  return {
    id: mirrored.resource.id,
    projectId: mirrored.resource.project.id,
    project: toProject(mirrored.resource.project),
    state: mirrored.state,
    anchor: mirrored.anchor,
    date: mirrored.resource.date,
    description: mirrored.resource.description ?? "",
    provenance: mirrored.provenance,
  };
}

/** Without its URLs: those are for the main process alone. */
export function toProject(project: NokoProject): Project {
  return {
    id: project.id,
    name: project.name,
    group: project.group,
    color: project.color,
    billingIncrement: project.billingIncrement,
    billable: project.billable,
    enabled: project.enabled,
  };
}
