import type { CancelTimeout, Clock } from "../platform/ports.ts";
import type { ProbeOutcome } from "./probe.ts";

/** Milliseconds after the relay came up at which the path is tried, until one try succeeds. */
const firstProbes = [0, 2_000, 5_000, 10_000];
const probeInterval = 5 * 60_000;
/** While the path does not answer as ours. */
const probeRetryInterval = 30_000;
/** While something else answers: a person may be signing in to the network at this moment. */
const interceptedRetryInterval = 15_000;
/** Probes that fail within so many milliseconds fail for one cause: a cut connection ends all that are under way. */
const sameFailureWithin = 1_000;

export interface ProbeRoundPorts {
  readonly clock: Clock;
  /** Asks once through the address. Never rejects. */
  readonly probe: (publicUrl: string) => Promise<ProbeOutcome>;
  /** Whether the path counts as proved at present, be it by an earlier round. */
  readonly isProved: () => boolean;
  /** Resolves when what follows from it is done. */
  readonly onVerified: () => Promise<void>;
  /** `failures`: so many in a row, this one among them. */
  readonly onFailed: (outcome: Exclude<ProbeOutcome["kind"], "verified">, failures: number) => void;
}

/**
 * When one public address is probed: often at first, every five minutes while it leads here, every thirty seconds
 * while it does not. A round is over when what it finds out no longer matters: another address, a wake,
 * the end.
 */
export class ProbeRound {
  readonly publicUrl: string;
  readonly #ports: ProbeRoundPorts;
  #failures = 0;
  #lastFailureAt = Number.NEGATIVE_INFINITY;
  /** How many probes were begun, and up to which of them the answers no longer matter. */
  #probes = 0;
  #settledProbes = 0;
  #cancelNext: CancelTimeout | null = null;
  #isOver = false;

  constructor(publicUrl: string, ports: ProbeRoundPorts) {
    this.publicUrl = publicUrl;
    this.#ports = ports;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Probes at once, and from then on by itself. Resolves with the first outcome, and what follows from it. */
  begin(): Promise<void> {
    return this.#probe(this.#ports.clock.monotonicNow());
  }

  /** Replaces the wait for the next probe; the first waits are counted from now. */
  probeIn(milliseconds: number): void {
    this.#again(this.#ports.clock.monotonicNow(), milliseconds);
  }

  /** Nothing is heard of it afterwards. */
  end(): void {
    this.#isOver = true;
    this.#cancelNext?.();
  }

  async #probe(began: number): Promise<void> {
    const { probe, isProved, onVerified, onFailed } = this.#ports;
    const number = (this.#probes += 1);
    const wasProved = isProved();
    // The next try does not wait for this one's answer: for some seconds a relay may lead to a connection that is dead.
    if (!wasProved) this.#again(began, this.#waitAfterFailure(began));
    const outcome = await probe(this.publicUrl);
    if (this.#isOver || number <= this.#settledProbes) return;
    if (outcome.kind === "verified") {
      this.#failures = 0;
      this.#settledProbes = this.#probes;
      this.#again(began, probeInterval);
      return onVerified();
    }
    if (wasProved || outcome.kind === "intercepted") this.#again(began, this.#waitAfterFailure(began, outcome.kind));
    const now = this.#ports.clock.monotonicNow();
    if (now - this.#lastFailureAt < sameFailureWithin) return;
    this.#lastFailureAt = now;
    this.#failures += 1;
    onFailed(outcome.kind, this.#failures);
  }

  #waitAfterFailure(began: number, outcome: ProbeOutcome["kind"] = "unreachable"): number {
    const passed = this.#ports.clock.monotonicNow() - began;
    const next = firstProbes.find((at) => at > passed);
    if (next !== undefined) return next - passed;
    return outcome === "intercepted" ? interceptedRetryInterval : probeRetryInterval;
  }

  #again(began: number, wait: number): void {
    this.#cancelNext?.();
    this.#cancelNext = this.#ports.clock.setTimeout(() => void this.#probe(began), wait);
  }
}
