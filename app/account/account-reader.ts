/** Reads who is signed in and what a timer can be started on, and reads again what could not be read. */
import type { Project } from "../model/project.ts";
import { toProject } from "../mirror/view.ts";
import type { NokoApi } from "../noko/api.ts";
import { ApiError, describeFailure } from "../noko/errors.ts";
import type { CurrentUser, NokoProject } from "../noko/resources.ts";
import type { Clock, Logger } from "../platform/ports.ts";

/** How old the list of projects may be, in milliseconds, when the user is about to see it. */
const freshFor = 5 * 60_000;

export interface AccountReaderPorts {
  readonly clock: Pick<Clock, "wallNow">;
  readonly logger: Logger;
  readonly api: Pick<NokoApi, "currentUser" | "listProjects">;
  readonly onUser: (user: CurrentUser) => void;
  readonly onProjects: (projects: readonly Project[], loaded: "some" | "all") => void;
  /** The projects were refused before they were ever all read. */
  readonly onProjectsFailed: () => void;
  /** Ends what is being read. */
  readonly signal: AbortSignal;
}

type Reading = "unread" | "reading" | "read" | "failed";

export class AccountReader {
  readonly #ports: AccountReaderPorts;
  #user: Reading = "unread";
  #projects: Reading = "unread";
  /** Wall clock, since the other one may stand still while the machine sleeps; null before the first time. */
  #projectsReadAt: number | null = null;
  /** How many are shown before they were all read. */
  #shownSoFar = 0;

  constructor(ports: AccountReaderPorts) {
    this.#ports = ports;
  }

  /** The account answers again: what failed is read now. */
  retry(): void {
    if (this.#user === "failed") void this.readUser();
    if (this.#projects === "failed") void this.readProjects();
  }

  /** The user is about to see them: reads the projects where that was long ago. Before the first time, all is under way. */
  freshen(): void {
    if (this.#projectsReadAt === null) return;
    // Forward or back: the clock may have been set back since.
    if (Math.abs(this.#ports.clock.wallNow() - this.#projectsReadAt) >= freshFor) void this.readProjects();
  }

  async readUser(): Promise<void> {
    if (this.#user === "reading") return;
    this.#user = "reading";
    try {
      const { api, signal } = this.#ports;
      const { value } = await api.currentUser({ priority: "reconcile", signal });
      this.#user = "read";
      this.#ports.onUser(value);
    } catch (error) {
      this.#user = this.#failed("The account could not be read", error);
    }
  }

  async readProjects(): Promise<void> {
    if (this.#projects === "reading") return;
    this.#projects = "reading";
    const { api, clock, onProjects, signal } = this.#ports;
    // A second reading replaces the list at its end: it must not grow shorter first.
    const onPage = this.#projectsReadAt === null ? this.#showSome : undefined;
    // A large account has a hundred pages: the user waits for the first ones, and nothing is to wait for them.
    const options = { priority: "reconcile", laterPages: "background", signal } as const;
    try {
      const { value } = await api.listProjects({ enabled: true }, options, onPage);
      this.#projects = "read";
      this.#projectsReadAt = clock.wallNow();
      onProjects(startable(value), "all");
    } catch (error) {
      this.#projects = this.#failed("The projects could not be read", error);
      if (this.#projectsReadAt === null && !signal.aborted) this.#ports.onProjectsFailed();
    }
  }

  /** At twice as many each time: all that show them do it anew, and a large account has a hundred pages. */
  readonly #showSome = (soFar: readonly NokoProject[]): void => {
    if (soFar.length < 2 * this.#shownSoFar) return;
    this.#shownSoFar = soFar.length;
    this.#ports.onProjects(startable(soFar), "some");
  };

  /** A name and a list are courtesies: the mirror's own retries tell the state of the connection. */
  #failed(message: string, error: unknown): "failed" {
    if (!(error instanceof ApiError)) throw error;
    if (!this.#ports.signal.aborted) this.#ports.logger.warn(message, { failure: describeFailure(error.failure) });
    return "failed";
  }
}

function startable(projects: readonly NokoProject[]): readonly Project[] {
  const collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });
  return projects
    .filter((project) => project.enabled)
    .map(toProject)
    .toSorted((one, other) => collator.compare(one.name, other.name));
}
