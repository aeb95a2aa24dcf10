/** What the system tells of sleeping, locking and the network, and what a session makes of it. */
import type { WakeReason } from "../contract/application.ts";
import type { AbsenceReason } from "../contract/absence-reasons.ts";
import { assertNever } from "../model/assert-never.ts";
import type { Instant } from "../model/instant.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import type { Session } from "../account/session.ts";
import { watchForSleep } from "./sleep-watch.ts";

/**
 * One end of a sleep may be told by the system and noticed by us. In milliseconds of the wall clock, which goes on in
 * a sleep: no longer than a sleep that we notice, so that another one is never taken for the same.
 */
const sameResumeWithin = 10_000;

export interface PowerEventsPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of all accounts that are signed in at that moment. */
  readonly sessions: () => readonly Pick<Session, "wake" | "recheck" | "back" | "leave">[];
  readonly onWake: () => void;
}

export class PowerEvents {
  readonly #ports: PowerEventsPorts;
  readonly #sleepWatch;
  /** Of the last sleep, by the wall clock; null while none has ended since the last one began. */
  #resumedAt: number | null = null;

  constructor(ports: PowerEventsPorts) {
    this.#ports = ports;
    this.#sleepWatch = watchForSleep(ports.clock, (lastAwake) => {
      // Where the system told of it in time, this changes nothing any more.
      for (const session of ports.sessions()) void session.leave("sleep", { at: lastAwake, isOver: true });
      this.wake("resume");
    });
  }

  wake(reason: WakeReason): void {
    this.#ports.logger.info("Something may have been missed", { reason });
    this.#ports.onWake();
    switch (reason) {
      case "resume":
        // Now, or this sleep would be noticed once more later on.
        this.#sleepWatch.checkNow();
        return this.#resumed();
      case "unlock":
        // A sleep that nobody told of ends with a locked screen, too.
        this.#sleepWatch.checkNow();
        return this.#each((session) => {
          session.back("lock");
          session.recheck();
        });
      case "network":
        return this.#each((session) => session.wake());
      default:
        return assertNever(reason, "reason");
    }
  }

  async leave(reason: AbsenceReason): Promise<void> {
    if (reason === "sleep") this.#resumedAt = null;
    await Promise.all(this.#ports.sessions().map((session) => session.leave(reason)));
  }

  back(reason: AbsenceReason): void {
    this.#each((session) => session.back(reason));
  }

  /** Nobody has used the computer since then, for as long as the settings say. */
  idle(since: Instant): void {
    this.#each((session) => void session.leave("idle", { at: since, isOver: false }));
  }

  /** It is used again. */
  active(): void {
    this.back("idle");
  }

  stop(): void {
    this.#sleepWatch.stop();
  }

  #each(act: (session: ReturnType<PowerEventsPorts["sessions"]>[number]) => void): void {
    for (const session of this.#ports.sessions()) act(session);
  }

  #resumed(): void {
    const now = this.#ports.clock.wallNow();
    const passed = this.#resumedAt === null ? Number.POSITIVE_INFINITY : now - this.#resumedAt;
    this.back("sleep");
    // A clock that was set back says nothing.
    if (passed >= 0 && passed < sameResumeWithin) return;
    this.#resumedAt = now;
    this.#each((session) => session.wake());
  }
}
