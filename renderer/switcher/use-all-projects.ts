import { useMemo, useState } from "react";
import type { Project } from "../../app/model/project.ts";
import type { Timer } from "../../app/model/timer.ts";

/** Projects with a timer may be missing among those that can be started: switched off since, or not read yet. */
export function useAllProjects(projects: readonly Project[], timers: readonly Timer[]): readonly Project[] {
  const known = useMemo(() => new Set(projects.map(({ id }) => id)), [projects]);
  const missing = timers.map(({ project }) => project).filter(({ id }) => !known.has(id));
  // Timers are new values with every snapshot; the index of thousands is made anew only for other projects.
  const [kept, setKept] = useState(missing);
  if (!sameProjects(kept, missing)) setKept(missing);
  return useMemo(() => (kept.length === 0 ? projects : [...kept, ...projects]), [projects, kept]);
}

function sameProjects(one: readonly Project[], other: readonly Project[]): boolean {
  return (
    one.length === other.length &&
    one.every(
      ({ id, name, group }, index) =>
        id === other[index]?.id && name === other[index]?.name && group === other[index]?.group,
    )
  );
}
