/**
 * Whether somebody uses this computer. Chooses the first source that works here, and another one where that ends or
 * says what cannot be. While none is heard, nobody is called idle.
 *
 *   unasked ──wanted──► opening ──► heard ──ended──► lost ──1 s, 2 s, … 64 s──► opening
 *                          └──nothing works here──► none
 */
import type { InputReport } from "../../contract/application.ts";
import type { IdleKind } from "../../contract/idle-kinds.ts";
import type { Instant } from "../../model/instant.ts";
import type { CancelTimeout, Clock, Logger } from "../../platform/ports.ts";
import type { IdleSource } from "./idle-source.ts";

/** The shortest time without input that is noticed, in milliseconds: until then somebody is there. */
export const noticedAfter = 60_000;
const firstRetry = 1_000;
const longestRetry = 64_000;
/** Whoever is at the computer uses it: a source that says otherwise this long after a command is wrong. */
const absurdAfter = 5_000;

export interface InputMonitorPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Those that may work on this computer, in the order in which they are to be tried. */
  readonly sources: () => Promise<readonly IdleSource[]>;
  /** What the system answers at once; null where it does not. */
  readonly secondsSinceInput: () => number | null;
  /** Nobody has used the computer since then, for as long as was wanted. */
  readonly onIdle: (since: Instant) => void;
  readonly onActive: () => void;
  /** The report is another one. */
  readonly onChange?: () => void;
}

export class InputMonitor {
  readonly #ports: InputMonitorPorts;
  readonly #demoted = new Set<IdleKind>();
  #state: InputReport["state"] = "unasked";
  #source: IdleKind | null = null;
  #wanted: number | null = null;
  #idleSince: Instant | null = null;
  #activeAt = Number.NEGATIVE_INFINITY;
  #heardAt = 0;
  /** When the source last said that an idle time ended. */
  #idleEndedAt = Number.NEGATIVE_INFINITY;
  /** When a person gave a command while the source said that nobody is there, on the monotonic clock. */
  #contradictedAt: number | null = null;
  #retry = firstRetry;
  /** Counts what was begun: what an earlier one still reports is nothing. */
  #turn = 0;
  #close: (() => void) | null = null;
  #cancelRetry: CancelTimeout | null = null;

  constructor(ports: InputMonitorPorts) {
    this.#ports = ports;
  }

  /** Watches for that long without input, in milliseconds; null: for nothing. */
  watch(afterMilliseconds: number | null): void {
    if (afterMilliseconds === this.#wanted) return;
    this.#wanted = afterMilliseconds;
    this.#end();
    if (afterMilliseconds === null) return this.#become("unasked");
    this.#retry = firstRetry;
    void this.#open(afterMilliseconds);
    return undefined;
  }

  /** Learns once whether anything here tells it, for surfaces that offer a rule about it. */
  async probe(): Promise<void> {
    if (this.#state !== "unasked" || this.#ports.secondsSinceInput() !== null) return;
    const ignore = {
      spans: [noticedAfter],
      onIdle: () => undefined,
      onActive: () => undefined,
      onLost: () => undefined,
    };
    const turn = this.#turn;
    for (const source of await this.#ports.sources().catch(() => [])) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other: the first that works is enough
      const close = await source.open(ignore).catch(() => null);
      close?.();
      if (close !== null) return;
    }
    if (this.#turn === turn) this.#become("none");
  }

  stop(): void {
    this.watch(null);
  }

  /** How long ago the computer was used, in seconds; null where that is not known. Less than a minute may be less. */
  secondsSinceInput(): number | null {
    const { clock, secondsSinceInput } = this.#ports;
    if (this.#state !== "heard" || this.#source === "system") return secondsSinceInput();
    const now = clock.monotonicNow();
    if (this.#idleSince !== null) return Math.max(0, now - this.#idleSince.monotonic) / 1000;
    return Math.min(noticedAfter, now - this.#activeAt) / 1000;
  }

  /** A person gave a command here. */
  present(): void {
    const now = this.#ports.clock.monotonicNow();
    if (this.#state !== "heard" || this.#idleSince === null) return;
    if (this.#contradictedAt === null) this.#contradictedAt = now;
    else if (now - this.#contradictedAt >= absurdAfter) this.#demote("idle while commands are given");
  }

  /** The screen was locked for so long, in milliseconds, while the computer was on. */
  lockEnded(milliseconds: number): void {
    // A screen that stays locked is used by nobody, not even for the shortest time that a source notices.
    const lockedAt = this.#now() - milliseconds;
    const wasIdle = this.#idleSince !== null || this.#idleEndedAt >= lockedAt;
    if (this.#state !== "heard" || wasIdle || this.#heardAt > lockedAt) return;
    if (milliseconds >= 10 * noticedAfter) this.#demote("never idle behind a locked screen");
  }

  report(): InputReport {
    return {
      source: this.#source,
      state: this.#state,
      idleSince: this.#idleSince?.wall ?? null,
      demoted: [...this.#demoted],
    };
  }

  async #open(afterMilliseconds: number): Promise<void> {
    const turn = (this.#turn += 1);
    const isCurrent = (): boolean => this.#turn === turn;
    const sources = await this.#ports.sources().catch(() => []);
    const spans = [...new Set([noticedAfter, afterMilliseconds])].toSorted((a, b) => a - b);
    for (const source of sources) {
      if (!isCurrent()) return;
      if (this.#demoted.has(source.kind)) continue;
      try {
        // oxlint-disable-next-line no-await-in-loop -- one after the other: the first that works is taken
        const close = await source.open({
          spans,
          onIdle: (since, span) => {
            if (isCurrent()) this.#idle(since, span >= afterMilliseconds);
          },
          onActive: () => {
            if (isCurrent()) this.#active();
          },
          onLost: () => {
            if (isCurrent()) this.#lost(afterMilliseconds);
          },
        });
        if (!isCurrent()) return close();
        return this.#heard(source.kind, close);
      } catch {
        // Not here: the next one is tried.
      }
    }
    if (!isCurrent()) return;
    if (this.#state === "lost") this.#openLater(afterMilliseconds);
    else this.#become("none");
  }

  #heard(kind: IdleKind, close: () => void): void {
    this.#close = close;
    this.#source = kind;
    this.#heardAt = this.#now();
    this.#activeAt = this.#heardAt;
    this.#ports.logger.info("The use of the computer is heard", { source: kind });
    this.#become("heard");
  }

  #idle(since: Instant, isLongEnough: boolean): void {
    // Each span is reported with what was measured then: the first is the nearest to the input itself.
    this.#idleSince ??= since;
    if (isLongEnough) this.#ports.onIdle(this.#idleSince);
  }

  #active(): void {
    if (this.#idleSince !== null) this.#idleEndedAt = this.#now();
    this.#idleSince = null;
    this.#contradictedAt = null;
    this.#activeAt = this.#now();
    this.#ports.onActive();
  }

  #lost(afterMilliseconds: number): void {
    this.#ports.logger.warn("The use of the computer is heard no longer", { source: this.#source });
    // One that ends again and again is tried less and less often.
    if (this.#now() - this.#heardAt >= longestRetry) this.#retry = firstRetry;
    this.#end();
    this.#become("lost");
    this.#openLater(afterMilliseconds);
  }

  #demote(why: string): void {
    const kind = this.#source;
    const wanted = this.#wanted;
    if (kind === null || wanted === null) return;
    this.#ports.logger.warn("What a source says of the use of this computer cannot be", { source: kind, why });
    this.#demoted.add(kind);
    this.#end();
    void this.#open(wanted);
  }

  #openLater(afterMilliseconds: number): void {
    this.#cancelRetry = this.#ports.clock.setTimeout(() => void this.#open(afterMilliseconds), this.#retry);
    this.#retry = Math.min(longestRetry, this.#retry * 2);
  }

  #end(): void {
    this.#turn += 1;
    this.#cancelRetry?.();
    this.#close?.();
    this.#close = null;
    this.#source = null;
    const wasIdle = this.#idleSince !== null;
    this.#idleSince = null;
    this.#contradictedAt = null;
    // Nobody is called idle by something that is not heard.
    if (wasIdle) this.#ports.onActive();
  }

  #become(state: InputReport["state"]): void {
    this.#state = state;
    this.#ports.onChange?.();
  }

  #now(): number {
    return this.#ports.clock.monotonicNow();
  }
}
