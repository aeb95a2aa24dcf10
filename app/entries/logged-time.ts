/**
 * Keeps up with what is logged: the present day's total, and once the last days for the projects they name. The
 * account announces no entries, so they are read again whenever there is a reason to. All of it is a courtesy, asked
 * for after everything else and delays nothing; what fails is read at the next occasion.
 */
import type { LoggedDay } from "../contract/snapshot.ts";
import { dayOf, daysBefore, endOfDay, millisecondsToNextDay } from "../model/day.ts";
import type { NokoApi } from "../noko/api.ts";
import { ApiError, describeFailure } from "../noko/errors.ts";
import type { NokoEntry } from "../noko/resources.ts";
import type { CancelTimeout, Clock, Logger } from "../platform/ports.ts";
import type { Timer } from "../model/timer.ts";
import { type AwaitedEntry, awaitedEntry, type LogCommand } from "./awaited-entries.ts";
import { loggedDayOf, projectsOf } from "./logged-day.ts";

const minute = 60_000;
const hour = 60 * minute;
const historyDays = 14;
/** How old the total may be when the user is about to see it. */
const freshFor = 5 * minute;

export interface LoggedTimePorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly api: Pick<NokoApi, "listMyEntries" | "clockOffset">;
  /** Ends what is being read. */
  readonly signal: AbortSignal;
  /** Null: a day has begun of which nothing was read yet. */
  readonly onToday: (today: LoggedDay | null) => void;
  /** Projects of the last days' entries, the latest first. */
  readonly onHistory: (projectIds: readonly number[]) => void;
  /** An hour has passed, or the day has changed: time to ask the account for the time zone, and then to `read`. */
  readonly onDue: () => void;
  /** Whether the mirror holds a timer of that project. */
  readonly hasTimer: (projectId: number) => boolean;
  /** Compares the mirror with the account now. Answers whether that could be done. */
  readonly compareTimers: () => Promise<boolean>;
}

export class LoggedTime {
  readonly #ports: LoggedTimePorts;
  /** Seconds from UTC; null before the account answered. */
  #utcOffset: number | null = null;
  #date: string | null = null;
  #historyRead = false;
  #readAt = Number.NEGATIVE_INFINITY;
  /** URLs of the entries that were read last. */
  #known: ReadonlySet<string> = new Set();
  /** What was read last of the present day; null before the first time. */
  #read: { readonly entries: readonly NokoEntry[]; readonly endsAt: number } | null = null;
  #awaited: readonly AwaitedEntry[] = [];
  /** Our own Log commands that are under way, by project. */
  readonly #logging = new Map<number, LogCommand>();
  #reading = false;
  #readAgain = false;
  /** Due, or failed, and not yet read. */
  #wanted = false;
  #cancelDue: CancelTimeout | null = null;
  #stopped = false;

  constructor(ports: LoggedTimePorts) {
    this.#ports = ports;
  }

  /** Reads the present day of that time zone, now and whenever it is due. */
  read(utcOffset: number): void {
    this.#utcOffset = utcOffset;
    this.refresh();
    this.#scheduleDue();
  }

  /** Something was logged, perhaps. */
  refresh(): void {
    if (this.#stopped || this.#utcOffset === null) return;
    this.#beginToday();
    if (this.#reading) this.#readAgain = true;
    else void this.#readUntilCurrent();
  }

  /** The computer was away: on Linux timeouts stand still while it sleeps, so the wait for the next day begins anew. */
  wake(): void {
    this.refresh();
    this.#scheduleDue();
  }

  /** Carries out a Log command by `run`, then reads its entry. */
  async log(command: LogCommand, run: () => Promise<unknown>): Promise<void> {
    this.#logging.set(command.projectId, command);
    try {
      await run();
    } finally {
      this.#logging.delete(command.projectId);
    }
    this.refresh();
  }

  /** The account holds these timers no more: they count to `today` until their entries do. */
  timersEnded(timers: readonly Timer[]): void {
    const date = this.#date;
    if (date === null) return;
    const now = this.#ports.clock.monotonicNow();
    const ended = timers.flatMap((timer) => awaitedEntry(timer, this.#logging.get(timer.projectId), date, now) ?? []);
    this.#awaited = [...this.#awaited, ...ended];
  }

  /** What is logged on the present day; null until it was read. */
  today(): LoggedDay | null {
    if (this.#read === null || this.#date === null) return null;
    const { entries, endsAt } = this.#read;
    return { ...loggedDayOf(this.#date, entries, this.#awaited), endsAt };
  }

  /** The user is about to see it: entries made by hand are announced by nothing. */
  freshen(): void {
    if (this.#ports.clock.monotonicNow() - this.#readAt >= freshFor) this.refresh();
  }

  /** The account answers again. */
  retry(): void {
    if (this.#wanted) this.refresh();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelDue?.();
  }

  /** What is today is the account's word: a desktop's clock is wrong often. */
  #accountNow(): number {
    return this.#ports.clock.wallNow() + this.#clockCorrection();
  }

  /** Whole minutes: less is only an answer's travel and the seconds that its date cuts off. */
  #clockCorrection(): number {
    return Math.round((this.#ports.api.clockOffset() ?? 0) / minute) * minute;
  }

  #beginToday(): void {
    if (this.#utcOffset === null) return;
    const date = dayOf(this.#accountNow(), this.#utcOffset);
    if (this.#date === date) return;
    this.#date = date;
    this.#read = null;
    this.#awaited = [];
    this.#ports.onToday(null);
  }

  async #readUntilCurrent(): Promise<void> {
    this.#reading = true;
    do {
      this.#readAgain = false;
      await this.#readOnce();
    } while (this.#readAgain && !this.#stopped);
    this.#reading = false;
  }

  async #readOnce(): Promise<void> {
    const date = this.#date;
    const utcOffset = this.#utcOffset;
    if (date === null || utcOffset === null) return;
    const from = this.#historyRead ? date : daysBefore(date, historyDays - 1);
    const awaited = this.#awaited;
    try {
      const { api, signal } = this.#ports;
      const { value, leftOut } = await api.listMyEntries({ from, to: date }, { priority: "background", signal });
      this.#wanted = false;
      // A sum without them would be wrong.
      if (leftOut.length > 0) throw new ApiError({ kind: "unreadable-answer", at: leftOut[0]?.url ?? "entry" }, false);
      // The answer carried the account's clock: before it, another day may have been asked for.
      this.#beginToday();
      if (this.#date !== date) {
        this.#readAgain = true;
        return;
      }
      if (!(await this.#isApartFromTimers(value))) this.#wanted = true;
      if (this.#wanted || this.#stopped || this.#date !== date) return;
      this.#stopAwaiting(awaited, value);
      this.#known = new Set(value.map(({ url }) => url));
      if (!this.#historyRead) this.#ports.onHistory(projectsOf(value));
      this.#historyRead = true;
      this.#readAt = this.#ports.clock.monotonicNow();
      const endsAt = endOfDay(date, utcOffset) - this.#clockCorrection();
      this.#read = { entries: value, endsAt };
      this.#ports.onToday(this.today());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.#stopped) return;
      // Who may not read entries may not a moment later either: the next hour asks again.
      this.#wanted = error.failure.kind !== "forbidden";
      this.#ports.logger.warn("Logged time could not be read", { failure: describeFailure(error.failure) });
    }
  }

  /** `before` ended before these entries were asked for. Where a timer ended meanwhile, a new entry of its project is its own. */
  #stopAwaiting(before: readonly AwaitedEntry[], entries: readonly NokoEntry[]): void {
    const isNew = ({ project }: AwaitedEntry): boolean =>
      entries.some((entry) => entry.project?.id === project.id && !this.#known.has(entry.url));
    this.#awaited = this.#awaited.filter((entry) => !before.includes(entry) && !isNew(entry));
  }

  /**
   * A new entry may have come of a timer that the mirror still holds, since broadcasts get lost: shown together, that
   * time would count twice. So the timers are fetched once more, after the entries.
   */
  async #isApartFromTimers(entries: readonly NokoEntry[]): Promise<boolean> {
    const { hasTimer, compareTimers } = this.#ports;
    const inDoubt = entries.some(
      ({ url, project }) => !this.#known.has(url) && project !== null && hasTimer(project.id),
    );
    return !inDoubt || this.#stopped || compareTimers();
  }

  #scheduleDue(): void {
    this.#cancelDue?.();
    if (this.#stopped || this.#utcOffset === null) return;
    const { clock, onDue } = this.#ports;
    const wait = Math.min(hour, millisecondsToNextDay(this.#accountNow(), this.#utcOffset));
    this.#cancelDue = clock.setTimeout(() => {
      this.#scheduleDue();
      this.#beginToday();
      // In case that the account can't be asked now.
      this.#wanted = true;
      onDue();
    }, wait);
  }
}
