/**
 * Every outcome of a request to the listener, with the status that answers it. The one table from
 * which verdicts, counters and the page `docs/intake.md` are made.
 */
export const statusOfReason = {
  // Genuine broadcasts: each is answered 200, because the sender has done nothing wrong and never retries.
  accepted: 200,
  "unknown-event": 200,
  "unknown-subject": 200,
  "foreign-subject": 200,
  "repeated-soon": 200,
  repeated: 200,
  stale: 200,
  // Sent because we asked for it, by the path of the webhook.
  pinged: 200,
  // Our own question through the public path.
  probed: 200,
  // Decided from the request line and the headers alone, in this order.
  "no-host": 400,
  "wrong-host": 421,
  "wrong-path": 404,
  "wrong-method": 405,
  "from-browser": 403,
  "wrong-type": 415,
  "wrong-encoding": 415,
  "no-signature": 401,
  "malformed-signature": 401,
  "too-long": 413,
  // Decided from the body.
  "wrong-signature": 401,
  "not-json": 400,
  unreadable: 422,
  // Never became a request: ended by the HTTP parser or a limit of the server.
  "malformed-http": 400,
  "timed-out": 408,
  "headers-too-large": 431,
  "unknown-expectation": 417,
  // Ended without an answer (0): there was nobody to answer, or nothing that deserves one.
  "connect-attempt": 0,
  "gone-away": 0,
  "too-many-connections": 0,
  "server-error": 0,
} as const satisfies Readonly<Record<string, number>>;

export type Reason = keyof typeof statusOfReason;

/** How often each reason occurred since the start; every reason is present. */
export type Counters = Readonly<Record<Reason, number>>;

export const allReasons: readonly Reason[] = Object.keys(statusOfReason).filter(isReason);

/** Counts by reason. */
export class ReasonCounter {
  readonly #counts = noCounts();

  add(reason: Reason): void {
    this.#counts[reason] += 1;
  }

  read(): Counters {
    return { ...this.#counts };
  }
}

function noCounts(): Record<Reason, number> {
  const counts: Record<Reason, number> = { ...statusOfReason };
  for (const reason of allReasons) counts[reason] = 0;
  return counts;
}

function isReason(text: string): text is Reason {
  return Object.hasOwn(statusOfReason, text);
}
