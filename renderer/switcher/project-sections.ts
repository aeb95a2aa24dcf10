import type { ProjectUsage } from "../../app/search/search.ts";
import type { Project } from "../../app/model/project.ts";

export type SectionKind = "paused" | "favourites" | "recent" | "everything" | "running";

export interface ProjectSection {
  readonly kind: SectionKind;
  readonly projects: readonly Project[];
}

/**
 * Every project once, in the section where it is expected: by its timer, as a favourite, as used lately, by name. The
 * running one comes last, since starting it changes nothing. Empty sections are left out.
 */
export function projectSections(projects: readonly Project[], usage: ProjectUsage): readonly ProjectSection[] {
  const used = new Set([...usage.timers.map(({ projectId }) => projectId), ...usage.favourites, ...usage.recent]);
  const byId = new Map(projects.filter(({ id }) => used.has(id)).map((project) => [project.id, project]));
  const take = (ids: readonly number[]): readonly Project[] =>
    ids.flatMap((id) => {
      const project = byId.get(id);
      byId.delete(id);
      return project === undefined ? [] : [project];
    });
  const running = take(idsOf(usage, true));
  const sections: readonly ProjectSection[] = [
    { kind: "paused", projects: take(idsOf(usage, false)) },
    { kind: "favourites", projects: take(usage.favourites) },
    { kind: "recent", projects: take(usage.recent) },
    { kind: "everything", projects: projects.filter(({ id }) => !used.has(id)) },
    { kind: "running", projects: running },
  ];
  return sections.filter((section) => section.projects.length > 0);
}

function idsOf({ timers }: ProjectUsage, running: boolean): readonly number[] {
  return timers.filter(({ state }) => (state === "running") === running).map(({ projectId }) => projectId);
}
