import type { AccountEvents } from "./account-events.ts";
import type { Permissions } from "./permissions.ts";
import { invalid, notFound } from "./problems.ts";
import type { DemoProject } from "./state.ts";

/** The documented default of a new project. */
const defaultIncrement = 15;
const firstCreatedId = 60_001;

/** The account's projects, in the order in which they came to be. */
export class ProjectBook {
  readonly #events: AccountEvents;
  readonly #permissions: () => Permissions;
  readonly #firstId: number;
  readonly #projects = new Map<number, DemoProject>();

  constructor(
    projects: readonly DemoProject[],
    { events, permissions, idOffset }: { events: AccountEvents; permissions: () => Permissions; idOffset: number },
  ) {
    this.#events = events;
    this.#permissions = permissions;
    this.#firstId = firstCreatedId + idOffset;
    for (const project of projects) this.#projects.set(project.id, project);
  }

  all(): readonly DemoProject[] {
    return [...this.#projects.values()];
  }

  /** Throws where there is none of that number. */
  get(projectId: number): DemoProject {
    const project = this.#projects.get(projectId);
    if (project === undefined) throw notFound(`project ${projectId}`);
    return project;
  }

  has(projectId: number): boolean {
    return this.#projects.has(projectId);
  }

  /** Adds a project, or replaces the one of the same id (renamed, archived, … on another device). */
  put(project: DemoProject): void {
    const before = this.#projects.get(project.id);
    this.#projects.set(project.id, project);
    if (before === undefined) this.#events.emit({ kind: "project", type: "project.created", object: project });
    else this.#events.emit({ kind: "project", type: changeOf(before, project), object: project, before });
  }

  /** The project of that name, without regard to case, made if it is missing. Throws where none may be made. */
  ensure(name: string): DemoProject {
    const wanted = name.toLowerCase();
    const known = this.all().find((project) => project.name.toLowerCase() === wanted);
    if (known !== undefined) return known;
    const { createProjects, projectLimit } = this.#permissions();
    if (!createProjects) throw refused("cannot_create_projects");
    const active = this.all().filter((project) => project.enabled).length;
    if (projectLimit !== null && active >= projectLimit) throw refused("reached_project_limit");
    const project: DemoProject = {
      id: this.#nextId(),
      name,
      billingIncrement: defaultIncrement,
      enabled: true,
      billable: true,
      color: null,
      group: null,
      budgetedMinutes: null,
    };
    this.put(project);
    return project;
  }

  #nextId(): number {
    return Math.max(this.#firstId, ...this.all().map(({ id }) => id + 1));
  }
}

function refused(code: "cannot_create_projects" | "reached_project_limit") {
  return invalid({ resource: "Entry", field: "project_name", code });
}

function changeOf(before: DemoProject, after: DemoProject) {
  if (before.enabled && !after.enabled) return "project.updated.archived";
  if (!before.enabled && after.enabled) return "project.updated.unarchived";
  return "project.updated";
}
