/**
 * Turns "something changed" into as few requests as will do.
 *
 *   changed(url) ──► idle ──fetch──► running ──changed──► running + waiting ──answer──► one trailing fetch
 *                     │
 *                     └─ 3 subjects within a second ──► one list call instead (paced to one a second)
 *
 * A broadcast says no more than "fetch the newest version", so whatever arrives while a request runs is
 * answered by one trailing request, however many there were.
 */
import type { CancelTimeout, Clock } from "../platform/ports.ts";
import type { Answer, ListAnswer } from "../noko/api.ts";
import { ApiError, type ApiFailure } from "../noko/errors.ts";
import type { NokoTimer } from "../noko/resources.ts";

const burstSubjects = 3;
const burstWindow = 1000;
const listPace = 1000;

export interface RefresherPorts {
  readonly clock: Clock;
  readonly fetchTimer: (url: string) => Promise<Answer<NokoTimer | null>>;
  readonly fetchList: () => Promise<ListAnswer<NokoTimer>>;
  readonly onTimer: (url: string, answer: Answer<NokoTimer | null>) => void;
  readonly onList: (answer: ListAnswer<NokoTimer>) => void;
  /** A fetch failed, so the mirror may be wrong until the next whole list. */
  readonly onFailure: (failure: ApiFailure) => void;
}

export interface Refresher {
  /** The resource at `url` (already checked to be within the API) has changed. */
  changed(url: string): void;
  /** Fetches the whole list. Resolves when a list that was asked for after this call has been applied or has failed. */
  reconcile(): Promise<void>;
  stop(): void;
}

export function createRefresher(ports: RefresherPorts): Refresher {
  return new CoalescingRefresher(ports);
}

class CoalescingRefresher implements Refresher {
  readonly #ports: RefresherPorts;
  readonly #recent = new Map<string, number>();
  readonly #running = new Set<string>();
  readonly #waiting = new Set<string>();
  #listRunning: Promise<void> | null = null;
  #listTrailing: Promise<void> | null = null;
  #cancelPacing: CancelTimeout | null = null;
  #lastListAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(ports: RefresherPorts) {
    this.#ports = ports;
  }

  changed(url: string): void {
    if (this.#stopped) return;
    const now = this.#ports.clock.monotonicNow();
    this.#recent.set(url, now);
    for (const [subject, at] of this.#recent) if (now - at > burstWindow) this.#recent.delete(subject);
    this.#waiting.add(url);
    this.#serve();
  }

  reconcile(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    if (this.#listRunning === null) return this.#startList();
    this.#listTrailing ??= this.#listRunning.then(() => {
      this.#listTrailing = null;
      if (this.#stopped) return undefined;
      // Whatever else was waiting may have begun a newer list already.
      return this.#listRunning ?? this.#startList();
    });
    return this.#listTrailing;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelPacing?.();
    this.#waiting.clear();
  }

  /** Serves what waits: by one list where there is a burst, else each subject by itself. */
  #serve(): void {
    if (this.#stopped || this.#waiting.size === 0 || this.#cancelPacing !== null) return;
    const burst = this.#recent.size >= burstSubjects || this.#waiting.size >= burstSubjects;
    if (burst) return this.#serveByList();
    for (const url of this.#waiting) {
      if (this.#running.has(url)) continue;
      this.#waiting.delete(url);
      void this.#fetchOne(url);
    }
  }

  #serveByList(): void {
    // A list that is under way may have been answered before the change: wait for it, then fetch again.
    if (this.#listRunning !== null) return;
    const wait = this.#lastListAt + listPace - this.#ports.clock.monotonicNow();
    if (wait <= 0) {
      void this.reconcile();
      return;
    }
    this.#cancelPacing = this.#ports.clock.setTimeout(() => {
      this.#cancelPacing = null;
      this.#serve();
    }, wait);
  }

  async #fetchOne(url: string): Promise<void> {
    this.#running.add(url);
    try {
      const answer = await this.#ports.fetchTimer(url);
      if (!this.#stopped) this.#ports.onTimer(url, answer);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#running.delete(url);
    }
    this.#serve();
  }

  #startList(): Promise<void> {
    this.#lastListAt = this.#ports.clock.monotonicNow();
    this.#cancelPacing?.();
    this.#cancelPacing = null;
    // Everything known to have changed up to now is answered by this list.
    this.#waiting.clear();
    const list = this.#fetchList().finally(() => {
      this.#listRunning = null;
      this.#serve();
    });
    this.#listRunning = list;
    return list;
  }

  async #fetchList(): Promise<void> {
    try {
      const answer = await this.#ports.fetchList();
      if (!this.#stopped) this.#ports.onList(answer);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (!(error instanceof ApiError)) throw error;
    if (this.#stopped || error.failure.kind === "cancelled") return;
    this.#ports.onFailure(error.failure);
  }
}
