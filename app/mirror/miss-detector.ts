/**
 * Notices broadcasts that never came. Noko neither retries nor records a failed broadcast, so the only trace of
 * a lost one is a change that a whole list shows and that nobody announced.
 */
import type { CancelTimeout, Clock } from "../platform/ports.ts";

/** A broadcast may come this long before or after we see the change by ourselves: they are sent in batches. */
const announcementWindow = 30_000;
const degradedAfterMisses = 2;
const degradedWithin = 10 * 60_000;

export interface MissDetector {
  noteBroadcast(subjectUrl: string): void;
  /** We caused a change ourselves: it needs no announcement. */
  noteOwnAction(subjectUrl: string): void;
  /**
   * A list was read at a time when broadcasts should have been arriving, and showed that these subjects (perhaps
   * none) had changed.
   */
  noteFound(subjectUrls: readonly string[]): void;
  /** Broadcasts may have been lost for a known reason: none that is still awaited counts as missed. */
  noteGap(): void;
  /** Broadcasts take another way from now on: what was missed by the one before says nothing of it. */
  noteNewWay(): void;
  /** Changes that no broadcast announced, since broadcasts take the present path. */
  misses(): number;
  /** True from the second miss within ten minutes until a broadcast arrived and the list after it held no surprise. */
  degraded(): boolean;
  stop(): void;
}

/** `onChange` is called when the count or the verdict changes. */
export function createMissDetector(clock: Clock, onChange: () => void): MissDetector {
  return new AnnouncementLedger(clock, onChange);
}

class AnnouncementLedger implements MissDetector {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #explained = new Map<string, number>();
  readonly #awaited = new Map<string, CancelTimeout>();
  #missTimes: readonly number[] = [];
  #misses = 0;
  #degraded = false;
  /** Degraded, but a broadcast has come: one of several may have been lost all the same. */
  #recovering = false;

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  noteBroadcast(subjectUrl: string): void {
    this.#explain(subjectUrl);
    this.#recovering = this.#degraded;
  }

  noteOwnAction(subjectUrl: string): void {
    this.#explain(subjectUrl);
  }

  noteFound(subjectUrls: readonly string[]): void {
    const surprises = subjectUrls.filter((url) => !this.#isExplained(url));
    if (this.#recovering && surprises.length === 0) this.#recover();
    this.#recovering = false;
    for (const url of surprises) {
      if (this.#awaited.has(url)) continue;
      this.#awaited.set(
        url,
        this.#clock.setTimeout(() => {
          this.#awaited.delete(url);
          this.#countMiss();
        }, announcementWindow),
      );
    }
  }

  noteGap(): void {
    for (const cancel of this.#awaited.values()) cancel();
    this.#awaited.clear();
  }

  noteNewWay(): void {
    this.noteGap();
    this.#misses = 0;
    this.#recover();
  }

  misses(): number {
    return this.#misses;
  }

  degraded(): boolean {
    return this.#degraded;
  }

  stop(): void {
    this.noteGap();
  }

  #explain(url: string): void {
    const now = this.#clock.monotonicNow();
    for (const [known, at] of this.#explained) if (now - at > announcementWindow) this.#explained.delete(known);
    this.#explained.set(url, now);
    this.#awaited.get(url)?.();
    this.#awaited.delete(url);
  }

  #isExplained(url: string): boolean {
    const at = this.#explained.get(url);
    return at !== undefined && this.#clock.monotonicNow() - at <= announcementWindow;
  }

  #recover(): void {
    this.#degraded = false;
    this.#recovering = false;
    this.#missTimes = [];
    this.#onChange();
  }

  #countMiss(): void {
    const now = this.#clock.monotonicNow();
    this.#misses += 1;
    this.#missTimes = [...this.#missTimes, now].filter((at) => now - at <= degradedWithin);
    if (this.#missTimes.length >= degradedAfterMisses) this.#degraded = true;
    this.#onChange();
  }
}
