/**
 * Takes back what was logged here last. The API has no undo, so the timer is made anew, with its day, words and time, and
 * then the entry is deleted: whatever fails in between leaves the time in the account, and what was made is taken back.
 */
import type { CommandResult } from "../../contract/requests.ts";
import type { Problem } from "../../contract/problem.ts";
import type { UndoOffer } from "../../contract/snapshot.ts";
import { problemOf } from "../../commands/problems.ts";
import type { MirrorSync } from "../../mirror/mirror-sync.ts";
import { toProject } from "../../mirror/view.ts";
import { loggedMinutes, roundUpMinutes } from "../../model/format.ts";
import type { NokoApi } from "../../noko/api.ts";
import { ApiError } from "../../noko/errors.ts";
import type { NokoEntry } from "../../noko/resources.ts";
import type { CancelTimeout, Clock } from "../../platform/ports.ts";
import { entriesMadeBy } from "../made-entries.ts";
import { lockProblem } from "../locks.ts";
import type { LoggedTimer } from "./log-many.ts";

const offeredFor = 30_000;
const byUser = { priority: "user-action" } as const;

export interface LogUndoPorts {
  readonly clock: Clock;
  readonly api: Pick<NokoApi, "listMyEntries" | "getEntry" | "deleteEntry">;
  readonly mirror: Pick<MirrorSync, "run" | "state">;
  readonly onChange: () => void;
  readonly onProblem: (problem: Problem | null) => void;
  /** What is logged is different now. */
  readonly onEntriesChanged: () => void;
}

/** Why one log can't be taken back; nothing of it was. */
class NotTakenBack extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.kind);
    this.name = "NotTakenBack";
    this.problem = problem;
  }
}

export class LogUndo {
  readonly #ports: LogUndoPorts;
  #logged: readonly LoggedTimer[] = [];
  #endsAt = 0;
  #cancelEnd: CancelTimeout | null = null;

  constructor(ports: LogUndoPorts) {
    this.#ports = ports;
  }

  offer(): UndoOffer | null {
    const last = this.#logged.at(-1);
    if (last === undefined) return null;
    const minutes = this.#logged.reduce((sum, logged) => sum + minutesOf(logged), 0);
    const count = this.#logged.length;
    return { kind: "log", project: toProject(last.timer.project), seconds: minutes * 60, count, endsAt: this.#endsAt };
  }

  /** Several in a row, as of a review, are taken back together. */
  note(logged: LoggedTimer): void {
    this.#logged = [...this.#logged, logged];
    this.#endsAt = this.#ports.clock.monotonicNow() + offeredFor;
    this.#cancelEnd?.();
    this.#cancelEnd = this.#ports.clock.setTimeout(() => {
      this.forget();
      this.#ports.onChange();
    }, offeredFor);
    this.#ports.onChange();
  }

  forget(): void {
    this.#cancelEnd?.();
    this.#logged = [];
  }

  /** What can't be taken back stays logged, and the result says why. */
  async run(): Promise<CommandResult> {
    // One that ran comes last: each that is started would pause it again.
    const logged = this.#logged.toSorted((one, other) => Number(isRunning(one)) - Number(isRunning(other)));
    const running = [...this.#ports.mirror.state().timers.values()].find(({ state }) => state === "running");
    this.forget();
    this.#ports.onChange();
    let problem: Problem | null = null;
    for (const each of logged) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- each start pauses the one before
        await this.#takeBack(each, running?.resource.project.id ?? null);
      } catch (error) {
        problem ??= problemFrom(error);
      }
    }
    this.#ports.onEntriesChanged();
    this.#ports.onProblem(problem);
    return problem === null ? { kind: "done" } : { kind: "failed", problem };
  }

  async #takeBack(logged: LoggedTimer, runningBefore: number | null): Promise<void> {
    const { api, mirror } = this.#ports;
    const { timer } = logged;
    const projectId = timer.project.id;
    const entry = await this.#entryOf(logged);
    const locked = lockProblem(entry);
    if (locked !== null) throw new NotTakenBack(locked);
    if (mirror.state().timers.has(projectId)) throw new NotTakenBack({ kind: "timer-in-the-way" });
    // A blank date of a timer is that of its entry.
    const entryDate = timer.date ?? entry.date;
    await mirror.run({ kind: "start", projectId, entryDate, description: timer.description ?? "" });
    try {
      if (timer.seconds > 0) await mirror.run({ kind: "adjust", projectId, seconds: Math.floor(timer.seconds) });
      await this.#settle(logged, runningBefore);
      await api.deleteEntry(entry.url, byUser);
    } catch (error) {
      if (await this.#isDeleted(error, entry)) return;
      await mirror.run({ kind: "discard", projectId });
      throw error;
    }
  }

  /** As it was before: one that waited waits, and the start of this one has paused the one that ran. */
  async #settle({ timer }: LoggedTimer, runningBefore: number | null): Promise<void> {
    const { mirror } = this.#ports;
    if (runningBefore !== null) await mirror.run({ kind: "start", projectId: runningBefore });
    else if (timer.state !== "running") await mirror.run({ kind: "pause", projectId: timer.project.id });
  }

  async #entryOf({ timer, command, sentAt }: LoggedTimer): Promise<NokoEntry> {
    const { id: projectId, billingIncrement } = timer.project;
    const date = command.entryDate ?? timer.date;
    if (date === null) throw new NotTakenBack({ kind: "entry-unclear" });
    const { value } = await this.#ports.api.listMyEntries({ from: date, to: date, projectIds: [projectId] }, byUser);
    const minutes = command.minutes ?? Math.ceil(timer.seconds / 60);
    const description = command.description ?? timer.description ?? "";
    const made = entriesMadeBy({ projectId, billingIncrement, date, minutes, description, sentAt }, value);
    const [entry] = made;
    if (entry === undefined || made.length > 1) throw new NotTakenBack({ kind: "entry-unclear" });
    return entry;
  }

  /** Whether an entry whose deletion failed is gone all the same. */
  async #isDeleted(error: unknown, entry: NokoEntry): Promise<boolean> {
    if (!(error instanceof ApiError) || error.surelyNotCarriedOut) return false;
    return (await this.#ports.api.getEntry(entry.url, byUser)).value === null;
  }
}

function isRunning({ timer }: LoggedTimer): boolean {
  return timer.state === "running";
}

function minutesOf({ timer, command }: LoggedTimer): number {
  const { billingIncrement } = timer.project;
  return command.minutes === undefined
    ? loggedMinutes(timer.seconds, billingIncrement)
    : roundUpMinutes(command.minutes, billingIncrement);
}

function problemFrom(error: unknown): Problem {
  if (error instanceof NotTakenBack) return error.problem;
  if (error instanceof ApiError) return problemOf(error.failure);
  throw error;
}
