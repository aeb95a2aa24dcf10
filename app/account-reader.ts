/** Reads who is signed in and what a timer can be started on, and reads again what could not be read. */
import type { Project } from "./model/project.ts";
import { toProject } from "./mirror/view.ts";
import type { NokoApi } from "./noko/api.ts";
import { ApiError, describeFailure } from "./noko/errors.ts";
import type { CurrentUser, NokoProject } from "./noko/resources.ts";
import type { Logger } from "./ports.ts";

export interface AccountReaderPorts {
  readonly logger: Logger;
  readonly api: Pick<NokoApi, "currentUser" | "listProjects">;
  readonly onUser: (user: CurrentUser) => void;
  readonly onProjects: (projects: readonly Project[], loaded: "some" | "all") => void;
}

type Reading = "unread" | "reading" | "read" | "failed";

export class AccountReader {
  readonly #ports: AccountReaderPorts;
  #user: Reading = "unread";
  #projects: Reading = "unread";
  #projectsShown = false;

  constructor(ports: AccountReaderPorts) {
    this.#ports = ports;
  }

  /** The account answers again: what failed is read now. */
  retry(): void {
    if (this.#user === "failed") void this.readUser();
    if (this.#projects === "failed") void this.readProjects();
  }

  async readUser(): Promise<void> {
    if (this.#user === "reading") return;
    this.#user = "reading";
    try {
      const { value } = await this.#ports.api.currentUser({ priority: "reconcile" });
      this.#user = "read";
      this.#ports.onUser(value);
    } catch (error) {
      this.#user = this.#failed("The account could not be read", error);
    }
  }

  async readProjects(): Promise<void> {
    if (this.#projects === "reading") return;
    this.#projects = "reading";
    const { api, onProjects } = this.#ports;
    // A second reading replaces the list at its end: it must not grow shorter first.
    const onPage = this.#projectsShown
      ? undefined
      : (soFar: readonly NokoProject[]): void => onProjects(startable(soFar), "some");
    try {
      const { value } = await api.listProjects({ enabled: true }, { priority: "reconcile" }, onPage);
      this.#projects = "read";
      this.#projectsShown = true;
      onProjects(startable(value), "all");
    } catch (error) {
      this.#projects = this.#failed("The projects could not be read", error);
    }
  }

  /** A name and a list are courtesies: the mirror's own retries tell the state of the connection. */
  #failed(message: string, error: unknown): "failed" {
    if (!(error instanceof ApiError)) throw error;
    this.#ports.logger.warn(message, { failure: describeFailure(error.failure) });
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
