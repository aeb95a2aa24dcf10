import type { Clock, Random } from "../platform/ports.ts";
import { dayOf } from "./dates.ts";
import { createAccountEvents } from "./account-events.ts";
import { blankAsNull } from "./blank.ts";
import { EntryBook } from "./entries.ts";
import type { EntryInput } from "./entries.ts";
import { allPermissions } from "./permissions.ts";
import type { Permissions } from "./permissions.ts";
import { notFound } from "./problems.ts";
import { ProjectBook } from "./projects.ts";
import { SubscriptionBook } from "./subscriptions.ts";
import type { DemoEntry, DemoProject, DemoTimer, DemoUser, TimerEvent, TimerMessage } from "./state.ts";
import { hashtagsIn, TagBook } from "./tags.ts";
import { adjusted, elapsedMilliseconds, paused, started } from "./timer-machine.ts";

const firstTimerId = 123_456;
const firstAccountId = 3344;
const firstReceiverId = 77_885_522;
const firstReceiverUrlId = 987_654;
const firstWebhookId = 654_321;

export interface DemoAccountOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly user: DemoUser;
  /** Other people of the account; their entries are in the list of all entries. */
  readonly colleagues?: readonly DemoUser[];
  readonly projects: readonly DemoProject[];
  /** What the account may do now. */
  readonly permissions?: () => Permissions;
  /** Added to every number that the account gives, so that two accounts share none. Default 0. */
  readonly idOffset?: number;
}

export interface LogInput {
  readonly entryDate?: string | undefined;
  readonly minutes?: number | undefined;
  readonly description?: string | undefined;
}

/**
 * One fictional Noko account. The HTTP routes use these operations, and so may anything that plays "another
 * device". Every change of a timer is announced as a message; operations throw `DemoRefusal` where the API
 * would answer 404 or a validation error, and nothing else.
 */
export class DemoAccount {
  readonly user: DemoUser;
  readonly colleagues: readonly DemoUser[];
  readonly id: number;
  readonly name = "Quill & Marsh";
  readonly events = createAccountEvents();
  readonly tags: TagBook;
  readonly projectBook: ProjectBook;
  readonly entries: EntryBook;
  readonly receivers: SubscriptionBook;
  readonly webhooks: SubscriptionBook;

  readonly #clock: Clock;
  readonly #permissions: () => Permissions;
  readonly #firstTimerId: number;
  readonly #timers = new Map<number, DemoTimer>();
  readonly #listeners = new Set<(message: TimerMessage) => void>();
  #timersMade = 0;
  #order = 0;

  constructor(options: DemoAccountOptions) {
    this.#clock = options.clock;
    this.#permissions = options.permissions ?? (() => allPermissions);
    this.user = options.user;
    this.colleagues = options.colleagues ?? [];
    const idOffset = options.idOffset ?? 0;
    const { clock, random } = options;
    const { events } = this;
    const permissions = this.#permissions;
    this.id = firstAccountId + idOffset;
    this.#firstTimerId = firstTimerId + idOffset;
    this.tags = new TagBook(events, idOffset);
    this.projectBook = new ProjectBook(options.projects, { events, permissions, idOffset });
    this.entries = new EntryBook({ clock, tags: this.tags, projects: this.projectBook, permissions, events, idOffset });
    this.receivers = new SubscriptionBook({
      random,
      firstId: firstReceiverId + idOffset,
      firstUrlId: firstReceiverUrlId + idOffset,
    });
    this.webhooks = new SubscriptionBook({
      random,
      firstId: firstWebhookId + idOffset,
      firstUrlId: firstWebhookId + idOffset,
    });
  }

  /** Today for the user, `YYYY-MM-DD`. */
  get today(): string {
    return dayOf(this.#clock.wallNow(), this.user.utcOffset);
  }

  get users(): readonly DemoUser[] {
    return [this.user, ...this.colleagues];
  }

  projects(): readonly DemoProject[] {
    return this.projectBook.all();
  }

  /** Throws where there is none of that number. */
  project(projectId: number): DemoProject {
    return this.projectBook.get(projectId);
  }

  /** Adds a project, or replaces the one of the same id (renamed, archived, … on another device). */
  putProject(project: DemoProject): void {
    this.projectBook.put(project);
  }

  /** The running one first, then the rest, the most recently used first. Includes pending ones. */
  timers(): readonly DemoTimer[] {
    return [...this.#timers.values()].toSorted(
      (left, right) =>
        Number(right.run.kind === "running") - Number(left.run.kind === "running") || right.usedOrder - left.usedOrder,
    );
  }

  runningTimer(): DemoTimer | null {
    return this.timers().find((timer) => timer.run.kind === "running") ?? null;
  }

  /** The project's timer in any state, or null. Throws for an unknown project. */
  timer(projectId: number): DemoTimer | null {
    return this.#timers.get(this.project(projectId).id) ?? null;
  }

  /** Whole seconds on a timer now. */
  secondsOf(timer: DemoTimer): number {
    return Math.floor(elapsedMilliseconds(timer, this.#clock.monotonicNow()) / 1000);
  }

  /** Starts or resumes; the one that runs is paused. Starting the running one changes nothing but its text. */
  startTimer(projectId: number, description?: string, entryDate?: string): DemoTimer {
    const known = this.timer(projectId);
    const now = this.#clock.monotonicNow();
    const running = this.runningTimer();
    if (running !== null && running.projectId !== projectId) this.#put(paused(running, now), "paused");
    const timer = started(known ?? this.#newTimer(projectId), now, entryDate ?? null);
    const described = this.#withText(timer, description);
    return described === known ? known : this.#put(described, "running");
  }

  /** Unchanged, and not announced, unless it runs. */
  pauseTimer(projectId: number): DemoTimer {
    const known = this.#existing(projectId);
    const timer = paused(known, this.#clock.monotonicNow());
    return timer === known ? known : this.#put(timer, "paused");
  }

  /** Creates a pending timer where there is none. */
  describeTimer(projectId: number, description?: string): DemoTimer {
    const known = this.timer(projectId);
    const timer = this.#withText(known ?? this.#newTimer(projectId), description);
    return timer === known ? known : this.#put(timer, timer.run.kind);
  }

  /** `seconds` may be negative; a timer never goes below zero. */
  adjustTimer(projectId: number, seconds: number): DemoTimer {
    const known = this.#existing(projectId);
    const timer = adjusted(known, this.#clock.monotonicNow(), seconds * 1000);
    return seconds === 0 || timer === known ? known : this.#put(timer, timer.run.kind);
  }

  /** Makes an entry, minutes rounded up to the project's increment, and ends the timer. */
  logTimer(projectId: number, input: LogInput = {}): DemoEntry {
    const timer = this.#existing(projectId);
    const entry = this.entries.add({
      userId: this.user.id,
      projectId,
      date: input.entryDate ?? timer.date,
      minutes: input.minutes ?? Math.ceil(this.secondsOf(timer) / 60),
      description: input.description === undefined ? timer.description : blankAsNull(input.description),
      sourceUrl: null,
    });
    this.#remove(timer);
    return entry;
  }

  discardTimer(projectId: number): void {
    this.#remove(this.#existing(projectId));
  }

  /** An entry that was not made by a timer. */
  addEntry(
    input: Pick<EntryInput, "date" | "minutes" | "description" | "projectId">,
    userId = this.user.id,
  ): DemoEntry {
    return this.entries.add({ ...input, userId, sourceUrl: null });
  }

  /** Calls `listener` with every change of a timer, as it happens. Returns a function that unsubscribes. */
  onTimerMessage(listener: (message: TimerMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #existing(projectId: number): DemoTimer {
    const timer = this.timer(projectId);
    if (timer === null) throw notFound(`timer on project ${projectId}`);
    return timer;
  }

  #newTimer(projectId: number): DemoTimer {
    this.#timersMade += 1;
    return {
      id: this.#firstTimerId + this.#timersMade - 1,
      projectId: this.project(projectId).id,
      run: { kind: "pending" },
      collected: 0,
      date: this.today,
      description: null,
      usedOrder: 0,
    };
  }

  #withText(timer: DemoTimer, text: string | undefined): DemoTimer {
    const description = text === undefined ? timer.description : blankAsNull(text);
    if (description === timer.description) return timer;
    if (this.#permissions().createTags) for (const name of hashtagsIn(description ?? "")) this.tags.ensure(name);
    return { ...timer, description };
  }

  #put(timer: DemoTimer, event: TimerEvent): DemoTimer {
    this.#order += 1;
    const kept = { ...timer, usedOrder: this.#order };
    this.#timers.set(timer.projectId, kept);
    this.#announce({ projectId: timer.projectId, event });
    return kept;
  }

  #remove(timer: DemoTimer): void {
    this.#timers.delete(timer.projectId);
    this.#announce({ projectId: timer.projectId, event: "stopped" });
  }

  #announce(message: TimerMessage): void {
    for (const listener of this.#listeners) listener(message);
  }
}
