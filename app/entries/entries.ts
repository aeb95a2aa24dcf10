/**
 * The user's entries of any days: read, added, changed and deleted. What is changed is fetched first and compared with
 * what the user saw. An answer that is lost is compared with what the account has then; nothing is sent twice.
 */
import type { EntryCommand, EntryValues } from "../contract/command.ts";
import type { DayEntry, Days, DaysResult } from "../contract/day.ts";
import type { Problem } from "../contract/problem.ts";
import type { CommandResult } from "../contract/requests.ts";
import type { UndoOffer } from "../contract/snapshot.ts";
import { toProject } from "../mirror/view.ts";
import { assertNever } from "../model/assert-never.ts";
import { roundUpMinutes } from "../model/format.ts";
import type { Project } from "../model/project.ts";
import type { NokoApi } from "../noko/api.ts";
import { ApiError, describeFailure } from "../noko/errors.ts";
import type { NokoEntry, WholeEntry } from "../noko/resources.ts";
import type { CancelTimeout, Clock, Logger } from "../platform/ports.ts";
import { lockOf, lockProblem } from "./locks.ts";
import { entriesMadeBy } from "./made-entries.ts";

const holdMilliseconds = 10_000;
const byUser = { priority: "user-action" } as const;

export interface EntriesPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly api: Pick<
    NokoApi,
    "listMyEntries" | "getEntry" | "createEntry" | "updateEntry" | "deleteEntry" | "clockOffset"
  >;
  readonly projects: () => readonly Project[];
  /** Ends what is being read. */
  readonly signal: AbortSignal;
  /** What is logged is different now. */
  readonly onChanged: () => void;
  /** What is offered is different now. */
  readonly onOffer: () => void;
  /** A deletion at the end of its hold failed: the entry is shown again. */
  readonly onProblem: (problem: Problem) => void;
  readonly onTokenRejected: () => void;
}

/** An entry that is deleted ten seconds later. Until then it lies in the account as it was, whatever ends the app. */
interface Held {
  readonly entry: NokoEntry;
  readonly expected: EntryValues;
  readonly endsAt: number;
  readonly cancel: CancelTimeout;
}

/** Nothing was done, for that reason. */
class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.kind);
    this.name = "Refused";
    this.problem = problem;
  }
}

export class Entries {
  readonly #ports: EntriesPorts;
  /** What was read, by number: a command can concern nothing else. */
  readonly #known = new Map<number, NokoEntry>();
  #held: Held | null = null;

  constructor(ports: EntriesPorts) {
    this.#ports = ports;
  }

  async read(days: Days): Promise<DaysResult> {
    const { api, signal } = this.#ports;
    try {
      const { value, leftOut } = await api.listMyEntries(days, { ...byUser, signal });
      if (leftOut.length > 0) {
        return { kind: "failed", problem: { kind: "unreadable-answer", at: leftOut[0]?.url ?? "entry" } };
      }
      for (const entry of value) this.#known.set(entry.id, entry);
      return { kind: "read", entries: value.map(toDayEntry) };
    } catch (error) {
      return { kind: "failed", problem: this.#problemOf(error) };
    }
  }

  offer(): UndoOffer | null {
    if (this.#held === null) return null;
    const { entry, endsAt } = this.#held;
    const project = entry.project === null ? null : toProject(entry.project);
    return { kind: "delete-entry", project, seconds: entry.minutes * 60, entryId: entry.id, endsAt };
  }

  /** Keeps the entry that is about to be deleted. False where there is none. */
  release(): boolean {
    const held = this.#held;
    held?.cancel();
    this.#held = null;
    return held !== null;
  }

  /** Nothing is deleted any more. */
  stop(): void {
    this.release();
  }

  async dispatch(command: EntryCommand): Promise<CommandResult> {
    try {
      await this.#carryOut(command);
      return { kind: "done" };
    } catch (error) {
      return { kind: "failed", problem: this.#problemOf(error) };
    } finally {
      this.#ports.onChanged();
    }
  }

  async #carryOut(command: EntryCommand): Promise<void> {
    switch (command.kind) {
      case "add-entry":
        return this.#add(command.entry);
      case "edit-entry":
        return this.#edit(await this.#current(command.id, command.expected), command.entry);
      case "delete-entry":
        return this.#hold(await this.#current(command.id, command.expected), command.expected);
      default:
        return assertNever(command, "entry command");
    }
  }

  async #add(entry: EntryValues): Promise<void> {
    const { api, clock } = this.#ports;
    const { date } = entry;
    const sentAt = clock.wallNow() + (api.clockOffset() ?? 0);
    try {
      const { value } = await api.createEntry(entry, byUser);
      this.#known.set(value.id, value);
    } catch (error) {
      if (!isInDoubt(error)) throw error;
      const asked = { ...entry, billingIncrement: this.#incrementOf(entry.projectId), sentAt };
      // Where that can't be read either, the first problem stands: it leaves open what became of the entry.
      const { value } = await api.listMyEntries({ from: date, to: date }, byUser).catch(() => Promise.reject(error));
      if (entriesMadeBy(asked, value).length === 0) throw error;
    }
  }

  /** The whole of it is sent, and with it what the user can't see. */
  async #edit(before: NokoEntry, values: EntryValues): Promise<void> {
    const { api } = this.#ports;
    const whole: WholeEntry = { ...values, sourceUrl: before.sourceUrl };
    try {
      const { value } = await api.updateEntry(before.url, whole, byUser);
      this.#known.set(value.id, value);
    } catch (error) {
      if (!isInDoubt(error)) throw error;
      const { value: now } = await api.getEntry(before.url, byUser);
      const wanted = { ...values, minutes: roundUpMinutes(values.minutes, this.#incrementOf(values.projectId)) };
      if (now === null || !isSame(now, wanted)) throw error;
    }
  }

  async #hold(entry: NokoEntry, expected: EntryValues): Promise<void> {
    // Another deletion: the one before it has had its time.
    if (this.#held !== null) await this.#finish();
    const { clock, onOffer } = this.#ports;
    const cancel = clock.setTimeout(() => void this.#finish(), holdMilliseconds);
    this.#held = { entry, expected, endsAt: clock.monotonicNow() + holdMilliseconds, cancel };
    onOffer();
  }

  /** Deletes what is held, if the account still has it as it was. */
  async #finish(): Promise<void> {
    const held = this.#held;
    if (!this.release() || held === null) return;
    this.#ports.onOffer();
    try {
      await this.#delete(await this.#current(held.entry.id, held.expected));
    } catch (error) {
      this.#ports.onProblem(this.#problemOf(error));
    }
    this.#ports.onChanged();
  }

  async #delete(before: NokoEntry): Promise<void> {
    const { api } = this.#ports;
    try {
      await api.deleteEntry(before.url, byUser);
    } catch (error) {
      if (!isInDoubt(error)) throw error;
      if ((await api.getEntry(before.url, byUser)).value !== null) throw error;
    }
    this.#known.delete(before.id);
  }

  /** The entry as the account has it now, if it is as the user saw it and may be changed. */
  async #current(id: number, expected: EntryValues): Promise<NokoEntry> {
    const known = this.#known.get(id);
    if (known === undefined) throw new Refused({ kind: "entry-gone" });
    const { value: now } = await this.#ports.api.getEntry(known.url, byUser);
    if (now === null) throw new Refused({ kind: "entry-gone" });
    this.#known.set(now.id, now);
    if (!isSame(now, expected)) throw new Refused({ kind: "entry-changed" });
    const locked = lockProblem(now);
    if (locked !== null) throw new Refused(locked);
    return now;
  }

  #incrementOf(projectId: number | null): number | null {
    return this.#ports.projects().find(({ id }) => id === projectId)?.billingIncrement ?? null;
  }

  #problemOf(error: unknown): Problem {
    if (error instanceof Refused) return error.problem;
    if (!(error instanceof ApiError)) throw error;
    const { failure } = error;
    this.#ports.logger.warn("Entries could not be read or changed", { failure: describeFailure(failure) });
    if (failure.kind === "token-rejected") this.#ports.onTokenRejected();
    return failure.kind === "not-found" ? { kind: "entry-gone" } : failure;
  }
}

function isInDoubt(error: unknown): boolean {
  return error instanceof ApiError && !error.surelyNotCarriedOut;
}

function isSame(entry: NokoEntry, values: EntryValues): boolean {
  return (
    entry.date === values.date &&
    entry.minutes === values.minutes &&
    (entry.description ?? "").trim() === values.description.trim() &&
    (entry.project?.id ?? null) === values.projectId
  );
}

function toDayEntry(entry: NokoEntry): DayEntry {
  const { id, date, minutes, billable, description, project, tags } = entry;
  return {
    id,
    date,
    minutes,
    description: description ?? "",
    project: project === null ? null : toProject(project),
    billable,
    tags,
    lock: lockOf(entry),
  };
}
