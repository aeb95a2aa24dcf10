import { assertNever } from "../model/assert-never.ts";
import type { CancelTimeout, Clock } from "../platform/ports.ts";
import { acceptedAt, type AcceptedRequests } from "./accepted-requests.ts";
import { isFresh, SenderClock } from "./freshness.ts";
import { type Counters, type Reason, ReasonCounter } from "./reasons.ts";
import type { ReadBody, Reader } from "./reader.ts";
import { ReplayGuard } from "./replay-guard.ts";
import { bodyLimit, type RequestHead, type HeadVerdict, validateHead } from "./validate-head.ts";
import { verifySignature } from "./signature.ts";
import { StaleRateLimit } from "./stale-rate-limit.ts";
import { type Arrival, type Effect, noEffect, type Verdict, verdict } from "./verdict.ts";

/** A whole request as a plain value, for a caller without a socket. */
export interface IntakeRequest extends RequestHead {
  readonly body: Uint8Array;
}

export interface IntakeOptions {
  readonly clock: Clock;
  /** The account's clock minus ours in milliseconds; null while unknown. */
  readonly clockOffset: () => number | null;
  /** Called with every effect but `none`, after the verdict has been acted on. Must not throw. */
  readonly onEffect: (effect: Arrival) => void;
  readonly reader: Reader;
}

/** Judges requests. Until `configure` was called, and after `configure(null)`, every one is refused. */
export interface Intake {
  configure(accepting: AcceptedRequests | null): void;
  /** First half: what can be decided before a body is read. */
  validateHead(head: RequestHead): HeadVerdict;
  /** Second half: the raw bytes of a body and the signature that the first half let pass. */
  judge(body: Uint8Array, signature: string): Verdict;
  /** Counts a verdict and lets its effect happen; to be called once, after the answer has been sent. */
  act(verdict: Verdict): void;
  /** Counts what ended before it became a request. */
  count(reason: Reason): void;
  /** All of it at once. */
  receive(request: IntakeRequest): Verdict;
  counters(): Counters;
  /** Drops effects that were put off. */
  close(): void;
}

export function createIntake(options: IntakeOptions): Intake {
  const { clock } = options;
  const counter = new ReasonCounter();
  const guard = new ReplayGuard();
  const putOff = new Set<CancelTimeout>();
  const staleLimit = new StaleRateLimit(clock);
  const senderClock = new SenderClock();
  let accepting: AcceptedRequests | null = null;

  function emit(effect: Effect): void {
    if (effect.kind !== "none") options.onEffect(effect);
  }

  function judge(body: Uint8Array, signature: string): Verdict {
    if (body.byteLength > bodyLimit) return verdict("too-long");
    const secrets = acceptedAt(accepting?.secrets ?? [], clock.monotonicNow()).map(({ secret }) => secret);
    if (!verifySignature(secrets, body, signature)) return verdict("wrong-signature");
    const read = options.reader(body);
    return read.kind === "read" ? judgeGenuine(body, read) : verdict(read.kind);
  }

  function judgeGenuine(body: Uint8Array, read: Extract<ReadBody, { kind: "read" }>): Verdict {
    const { sentAt, fresh: news, stale, isUnique } = read;
    const now = clock.monotonicNow();
    const sighting = guard.see(body, now);
    // Its signature is the account's: what is newer than all before it tells the sender's time.
    const fresh = senderClock.agrees(sentAt, now) || isFresh(sentAt, clock.wallNow(), options.clockOffset());
    senderClock.note(sentAt, now);
    if (!fresh) return verdict("stale", sighting.kind === "first" && staleLimit.take() ? stale : noEffect);
    if (isUnique && sighting.kind !== "first") return verdict("repeated");
    switch (sighting.kind) {
      case "first":
        return news;
      case "late":
        return verdict("repeated");
      case "soon":
        if (sighting.repeats === 1) return verdict("repeated-soon", news.effect);
        // However often it is repeated: one more fetch at the end of the window covers all of them.
        if (sighting.repeats === 2) putOffEffect(news.effect, sighting.windowEndsIn);
        return verdict("repeated-soon");
      default:
        return assertNever(sighting, "sighting");
    }
  }

  function putOffEffect(effect: Effect, milliseconds: number): void {
    const cancel = clock.setTimeout(() => {
      putOff.delete(cancel);
      emit(effect);
    }, milliseconds);
    putOff.add(cancel);
  }

  function act(decided: Verdict): void {
    counter.add(decided.reason);
    emit(decided.effect);
  }

  return {
    configure: (next) => {
      accepting = next;
    },
    validateHead: (head) => validateHead(head, accepting, clock.monotonicNow()),
    judge,
    act,
    count: (reason) => counter.add(reason),
    receive: (request) => {
      const headVerdict = validateHead(request, accepting, clock.monotonicNow());
      const decided = headVerdict.kind === "decided" ? headVerdict.verdict : judge(request.body, headVerdict.signature);
      act(decided);
      return decided;
    },
    counters: () => counter.read(),
    close: () => {
      for (const cancel of putOff) cancel();
      putOff.clear();
    },
  };
}
