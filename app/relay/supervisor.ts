/**
 * Keeps one of several relays up, the first that works.
 *
 *   try ──► up ──► proved ──(lost)──► try again, by back-off
 *    │       │                          │
 *    └───────┴── 3 failures, 3 failed probes, or 60 s without proof ──► the next one, and so on in a circle
 *
 * While a later one is in use, the first is tried beside it now and then, and taken back once it is proved to lead
 * here. Once all were given up, that is said, and trying goes on.
 */
import type { CancelTimeout, Clock, Logger, Random } from "../platform/ports.ts";
import { type Attempt, beginAttempt } from "./attempt.ts";
import { FailoverList } from "./failover-list.ts";
import type { Relay, RelayDownReason, RelayState, RunningRelay, TryOut } from "./relay.ts";
import { Failback } from "./failback.ts";
import { RetryPacing } from "./retry-pacing.ts";
import type { RelayCandidate } from "./tunnel.ts";

/** A relay has so long to prove itself while there is another to try. */
const patience = 60_000;
/** And so long once none of them could: our own probe may be what is blocked. */
const longPatience = 10 * 60_000;
/** The previous connection stays so long: what was sent to its address may still be under way. */
const lingering = 60_000;

export interface SupervisorPorts {
  readonly clock: Clock;
  readonly random: Pick<Random, "fraction">;
  readonly logger: Logger;
}

/** One relay out of several, in order of preference. */
export function createSupervisedRelay(
  name: string,
  candidates: readonly [RelayCandidate, ...RelayCandidate[]],
  ports: SupervisorPorts,
): Relay {
  return {
    name,
    start: (localPort, onState, tryOut) => {
      const supervision = new Supervision(candidates, ports, localPort, onState, tryOut);
      // Later, so that the caller holds the running relay before it hears of it.
      queueMicrotask(() => supervision.begin());
      return supervision;
    },
  };
}

class Supervision implements RunningRelay {
  readonly #circle: FailoverList;
  readonly #ports: SupervisorPorts;
  readonly #localPort: number;
  readonly #onState: (state: RelayState) => void;
  readonly #return: Failback;
  #current: Attempt | null = null;
  #previous: Attempt | null = null;
  #state: RelayState = { kind: "starting" };
  readonly #pacing: RetryPacing;
  #unprovedSince = 0;
  #cancelRetry: CancelTimeout | null = null;
  #cancelPatience: CancelTimeout | null = null;
  #cancelLingering: CancelTimeout | null = null;
  #stopped = false;

  constructor(
    candidates: readonly [RelayCandidate, ...RelayCandidate[]],
    ports: SupervisorPorts,
    localPort: number,
    onState: (state: RelayState) => void,
    tryOut: TryOut,
  ) {
    this.#circle = new FailoverList(candidates);
    this.#ports = ports;
    this.#pacing = new RetryPacing(ports.random);
    this.#localPort = localPort;
    this.#onState = onState;
    this.#return = new Failback({
      clock: ports.clock,
      localPort,
      candidate: candidates[0],
      tryOut,
      onWorks: (attempt) => this.#goBack(attempt),
      onAddress: (attempt) => this.#addressLearned(attempt),
      onEnd: (attempt, reason) => this.#ended(attempt, reason),
    });
  }

  begin(): void {
    if (this.#stopped || this.#current !== null) return;
    this.#startPatience();
    this.#connect();
  }

  reconnect(): void {
    if (this.#stopped) return;
    if (this.#circle.allGivenUp) this.#backToFirst();
    this.#pacing.restart();
    this.#circle.forgive();
    this.#drop();
    this.#startPatience();
    this.#connect();
  }

  retry(): void {
    // What is up or under way is left alone; only a wait is cut short.
    if (this.#cancelRetry !== null) this.reconnect();
  }

  probed(outcome: "verified" | "failed"): void {
    if (this.#stopped || this.#current === null || this.#current.address === null) return;
    if (outcome === "verified") return this.#wasProved();
    if (this.#cancelPatience === null) this.#startPatience();
    if (this.#circle.probeFailed() && !this.#circle.allGivenUp) this.#giveUp("unproved", this.#current);
  }

  stop(): Promise<void> {
    this.#stopped = true;
    this.#return.cancel();
    this.#cancelPatience?.();
    this.#endPrevious();
    this.#drop();
    return Promise.resolve();
  }

  #connect(): void {
    const { clock, logger } = this.#ports;
    const candidate = this.#circle.present;
    this.#cancelRetry = null;
    logger.info("A relay is tried", { relay: candidate.name });
    this.#tellWaiting();
    this.#current = beginAttempt(candidate, this.#localPort, {
      now: () => clock.monotonicNow(),
      onAddress: (attempt) => this.#addressLearned(attempt),
      onEnd: (attempt, reason) => this.#ended(attempt, reason),
    });
  }

  #addressLearned(attempt: Attempt): void {
    if (attempt !== this.#current || attempt.address === null) return;
    this.#tell({ kind: "up", publicUrl: attempt.address, via: attempt.candidate.name });
  }

  #ended(attempt: Attempt, reason: RelayDownReason): void {
    if (attempt !== this.#current) return;
    const now = this.#ports.clock.monotonicNow();
    const neverWorks = this.#circle.connectionEnded();
    this.#current = null;
    this.#pacing.ended(attempt, now);
    if (this.#cancelPatience === null) this.#startPatience();
    this.#ports.logger.warn("The connection to a relay ended", { relay: attempt.candidate.name, reason });
    const isHopeless = reason === "untrusted" || now - this.#unprovedSince >= patience || neverWorks;
    if (isHopeless || this.#circle.allGivenUp) this.#giveUp(reason, attempt);
    else this.#retryLater(attempt);
  }

  /** The time that a vain attempt took counts as waiting. */
  #retryLater(after: Attempt | null): void {
    const { clock } = this.#ports;
    const now = clock.monotonicNow();
    const waited = after === null || after.upSince !== null ? 0 : now - after.began;
    const workedBefore = after !== null && this.#circle.hasLedHere(after.candidate) && !this.#circle.allGivenUp;
    const wait = Math.max(0, this.#pacing.next(now, workedBefore) - waited);
    this.#tellWaiting();
    this.#cancelRetry = clock.setTimeout(() => this.#connect(), wait);
  }

  #giveUp(reason: RelayDownReason, attempt: Attempt | null): void {
    const circle = this.#circle;
    const relay = circle.present;
    circle.giveUp(reason);
    // There is no other: one that is up and unproved is better than none.
    if (circle.isAlone && this.#current !== null) return this.#startPatience();
    circle.next();
    if (circle.isAtFirst) this.#return.cancel();
    if (!circle.isAlone) {
      const next = circle.present.name;
      this.#ports.logger.warn("A relay is given up for now", { relay: relay.name, reason, next });
    }
    this.#drop();
    this.#startPatience();
    if (circle.allGivenUp) return this.#retryLater(attempt);
    this.#pacing.restart();
    this.#connect();
  }

  #wasProved(): void {
    this.#circle.wasProved();
    this.#cancelPatience?.();
    this.#cancelPatience = null;
    if (!this.#circle.isAtFirst) this.#return.plan();
  }

  #goBack(attempt: Attempt): void {
    this.#ports.logger.info("The preferred relay works again", { relay: attempt.candidate.name });
    this.#endPrevious();
    this.#previous = this.#current;
    this.#cancelLingering = this.#ports.clock.setTimeout(() => this.#endPrevious(), lingering);
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#current = attempt;
    this.#backToFirst();
    this.#startPatience();
    this.#addressLearned(attempt);
  }

  #backToFirst(): void {
    this.#circle.backToFirst();
    this.#return.cancel();
  }

  #startPatience(): void {
    const { clock } = this.#ports;
    this.#unprovedSince = clock.monotonicNow();
    this.#cancelPatience?.();
    this.#cancelPatience = clock.setTimeout(
      () => {
        this.#cancelPatience = null;
        const isUp = this.#current !== null && this.#current.address !== null;
        this.#giveUp(isUp ? "unproved" : "unreachable", this.#current);
      },
      this.#circle.allGivenUp ? longPatience : patience,
    );
  }

  #endPrevious(): void {
    this.#cancelLingering?.();
    this.#previous?.tunnel.close();
    this.#previous = null;
  }

  #drop(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#current?.tunnel.close();
    this.#current = null;
  }

  #tellWaiting(): void {
    this.#tell(this.#circle.allGivenUp ? { kind: "down", reason: this.#circle.whyGivenUp } : { kind: "starting" });
  }

  #tell(state: RelayState): void {
    const before = this.#state;
    if (state.kind === "starting" && before.kind === "starting") return;
    if (state.kind === "down" && before.kind === "down" && state.reason === before.reason) return;
    this.#state = state;
    if (!this.#stopped) this.#onState(state);
  }
}
