import type { RelayDownReason } from "./relay.ts";
import type { RelayCandidate } from "./tunnel.ts";

/** So many connections to one that never worked, or so many failed probes, and the next one is tried. */
const failuresUntilNext = 3;

/**
 * Whose turn it is among several relays, in order of preference and then from the first again, and what each has
 * shown so far. Knows no clock and no connection.
 */
export class FailoverList {
  readonly #candidates: readonly [RelayCandidate, ...RelayCandidate[]];
  #at = 0;
  /** Of the present candidate since it was last proved, or since it was chosen. */
  #failures = 0;
  #failedProbes = 0;
  /** Those that led here at least once. */
  readonly #proved = new Set<RelayCandidate>();
  /** Why each was given up, since any was last proved. */
  readonly #givenUp = new Map<RelayCandidate, RelayDownReason>();

  constructor(candidates: readonly [RelayCandidate, ...RelayCandidate[]]) {
    this.#candidates = candidates;
  }

  get present(): RelayCandidate {
    return this.#candidates[this.#at] ?? this.#candidates[0];
  }

  get isAtFirst(): boolean {
    return this.#at === 0;
  }

  get isAlone(): boolean {
    return this.#candidates.length === 1;
  }

  get allGivenUp(): boolean {
    return this.#givenUp.size === this.#candidates.length;
  }

  /** What to say once all were given up. */
  get whyGivenUp(): RelayDownReason {
    // A key that changed must be explained, whatever else went wrong.
    const reasons = [...this.#givenUp.values()];
    return reasons.find((each) => each === "untrusted") ?? reasons.at(-1) ?? "unreachable";
  }

  hasLedHere(candidate: RelayCandidate): boolean {
    return this.#proved.has(candidate);
  }

  /** A connection to the present one ended. True where it never worked and was tried often enough. */
  connectionEnded(): boolean {
    this.#failures += 1;
    return !this.#proved.has(this.present) && this.#failures >= failuresUntilNext;
  }

  /** The present one did not lead here. True where that happened often enough. */
  probeFailed(): boolean {
    this.#failedProbes += 1;
    return this.#failedProbes >= failuresUntilNext;
  }

  /** The present one leads here. */
  wasProved(): void {
    this.#proved.add(this.present);
    this.#givenUp.clear();
    this.#failures = 0;
    this.#failedProbes = 0;
  }

  /** It stays the present one until `next`. */
  giveUp(reason: RelayDownReason): void {
    this.#givenUp.set(this.present, reason);
  }

  /** All of them get another chance. */
  forgive(): void {
    this.#givenUp.clear();
  }

  next(): void {
    this.#choose((this.#at + 1) % this.#candidates.length);
  }

  backToFirst(): void {
    this.#choose(0);
  }

  #choose(at: number): void {
    this.#at = at;
    this.#failures = 0;
    this.#failedProbes = 0;
  }
}
