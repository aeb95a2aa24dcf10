import type { IdleKind } from "../../contract/idle-kinds.ts";
import type { Instant } from "../../model/instant.ts";

/** What is asked of a source, and what it reports. */
export interface IdleWatch {
  /** Spans without input after each of which `onIdle` is called, in milliseconds, the shortest first. */
  readonly spans: readonly number[];
  /** Nobody has used the computer since then, for at least `span`. `since` is the last input, not the end of the span. */
  readonly onIdle: (since: Instant, span: number) => void;
  /** It is used again. */
  readonly onActive: () => void;
  /** The source has ended, and reports nothing more. */
  readonly onLost: () => void;
}

/** One way to learn that nobody uses the computer. */
export interface IdleSource {
  readonly kind: IdleKind;
  /** Rejects where this desktop does not offer it. Returns a function that ends the watch. */
  open(watch: IdleWatch): Promise<() => void>;
}

/** An instant so many milliseconds ago. */
export function instantBefore({ wall, monotonic }: Instant, milliseconds: number): Instant {
  return { wall: wall - milliseconds, monotonic: monotonic - milliseconds };
}
