import { assertNever } from "../../../app/model/assert-never.ts";
import type { Random } from "../../../app/platform/ports.ts";
import type { TimerEvent } from "../../../app/demo/state.ts";

/** A broadcast that is about to be sent, as a fault sees it. */
export interface BroadcastAtFate {
  readonly receiverUrlId: number;
  readonly payloadUri: string;
  readonly event: TimerEvent;
  readonly projectId: number;
}

export type BroadcastFate =
  | { readonly kind: "deliver" }
  | { readonly kind: "drop" }
  /** Sent `copies` times, byte for byte the same. */
  | { readonly kind: "duplicate"; readonly copies: number }
  /** Sent `milliseconds` after its time, with the `sent_at` and signature of its time. */
  | { readonly kind: "late"; readonly milliseconds: number };

/** Rates are between 0 and 1; the first of drop, duplicate, late that strikes decides. */
export class BroadcastFaults {
  dropRate = 0;
  duplicateRate = 0;
  lateRate = 0;
  lateMilliseconds = 30_000;
  /** Turns the order of each batch around. */
  reversed = false;
  /** Decides each broadcast's fate; null leaves it to the rates. */
  decide: ((broadcast: BroadcastAtFate) => BroadcastFate) | null = null;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  fateOf(broadcast: BroadcastAtFate): BroadcastFate {
    if (this.decide !== null) return this.decide(broadcast);
    if (this.#strikes(this.dropRate)) return { kind: "drop" };
    if (this.#strikes(this.duplicateRate)) return { kind: "duplicate", copies: 2 };
    if (this.#strikes(this.lateRate)) return { kind: "late", milliseconds: this.lateMilliseconds };
    return { kind: "deliver" };
  }

  /** The batch in the order in which it is sent. */
  ordered<T>(batch: readonly T[]): readonly T[] {
    if (!this.reversed) return batch;
    const turned = [...batch];
    turned.reverse();
    return turned;
  }

  clear(): void {
    this.dropRate = 0;
    this.duplicateRate = 0;
    this.lateRate = 0;
    this.lateMilliseconds = 30_000;
    this.reversed = false;
    this.decide = null;
  }

  #strikes(rate: number): boolean {
    return rate > 0 && this.#random.fraction() < rate;
  }
}

/** How often and how late a broadcast of that fate is sent. */
export function sendingOf(fate: BroadcastFate): { readonly copies: number; readonly delay: number } {
  switch (fate.kind) {
    case "deliver":
      return { copies: 1, delay: 0 };
    case "drop":
      return { copies: 0, delay: 0 };
    case "duplicate":
      return { copies: fate.copies, delay: 0 };
    case "late":
      return { copies: 1, delay: fate.milliseconds };
    default:
      return assertNever(fate, "broadcast fate");
  }
}
