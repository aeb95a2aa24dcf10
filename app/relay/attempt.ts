import type { RelayDownReason } from "./relay.ts";
import type { RelayCandidate, Tunnel } from "./tunnel.ts";

/** One connection that was begun to one relay, and what became of it so far. */
export interface Attempt {
  readonly candidate: RelayCandidate;
  readonly tunnel: Tunnel;
  /** When it began, and when it had its first address, on the monotonic clock in milliseconds. */
  readonly began: number;
  readonly upSince: number | null;
  readonly address: string | null;
}

export interface AttemptEvents {
  readonly now: () => number;
  readonly onAddress: (attempt: Attempt) => void;
  readonly onEnd: (attempt: Attempt, reason: RelayDownReason) => void;
}

/** Begins one. Nothing is heard of it before this returns. */
export function beginAttempt(candidate: RelayCandidate, localPort: number, events: AttemptEvents): Attempt {
  const attempt: { -readonly [Field in keyof Attempt]: Attempt[Field] } = {
    candidate,
    began: events.now(),
    upSince: null,
    address: null,
    tunnel: candidate.open(localPort, {
      onAddress: (publicUrl) =>
        queueMicrotask(() => {
          attempt.address = publicUrl;
          attempt.upSince ??= events.now();
          events.onAddress(attempt);
        }),
      onEnd: (reason) => queueMicrotask(() => events.onEnd(attempt, reason)),
    }),
  };
  return attempt;
}
