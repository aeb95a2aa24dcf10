import type { CancelTimeout, Clock } from "../platform/ports.ts";
import { type Attempt, beginAttempt } from "./attempt.ts";
import type { TryOut } from "./relay.ts";
import type { RelayCandidate } from "./tunnel.ts";

/** How often the preferred relay is tried beside the one in use, in milliseconds. */
const interval = 10 * 60_000;
/** How long one try may take. */
const timeout = 30_000;

export interface FailbackPorts {
  readonly clock: Clock;
  readonly localPort: number;
  readonly candidate: RelayCandidate;
  readonly tryOut: TryOut;
  /** It is up and leads here. From now on it belongs to the subscriber, and so do the two events below. */
  readonly onWorks: (attempt: Attempt) => void;
  readonly onAddress: (attempt: Attempt) => void;
  readonly onEnd: Parameters<typeof beginAttempt>[2]["onEnd"];
}

/** Tries the preferred relay now and then while another is in use, without disturbing that one. */
export class Failback {
  readonly #ports: FailbackPorts;
  #attempt: Attempt | null = null;
  #cancelTimer: CancelTimeout | null = null;

  constructor(ports: FailbackPorts) {
    this.#ports = ports;
  }

  /** Goes on until `cancel`, or until it works. Calling it again changes nothing. */
  plan(): void {
    if (this.#cancelTimer === null) this.#wait();
  }

  cancel(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#attempt?.tunnel.close();
    this.#attempt = null;
  }

  #wait(): void {
    this.cancel();
    this.#cancelTimer = this.#ports.clock.setTimeout(() => this.#begin(), interval);
  }

  #begin(): void {
    const { clock, candidate, localPort } = this.#ports;
    this.#cancelTimer = clock.setTimeout(() => this.#wait(), timeout);
    this.#attempt = beginAttempt(candidate, localPort, {
      now: () => clock.monotonicNow(),
      onAddress: (attempt) => {
        if (attempt === this.#attempt) void this.#judge(attempt);
        else this.#ports.onAddress(attempt);
      },
      onEnd: (attempt, reason) => {
        if (attempt === this.#attempt) this.#wait();
        else this.#ports.onEnd(attempt, reason);
      },
    });
  }

  async #judge(attempt: Attempt): Promise<void> {
    const isOurs = attempt.address !== null && (await this.#ports.tryOut(attempt.address));
    if (attempt !== this.#attempt) return;
    if (!isOurs) return this.#wait();
    this.#attempt = null;
    this.cancel();
    this.#ports.onWorks(attempt);
  }
}
