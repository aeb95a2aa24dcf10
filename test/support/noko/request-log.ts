/** One request as it is kept for assertions; no values of headers (but `User-Agent`) or of the query. */
export interface RecordedRequest {
  readonly method: string;
  /** As asked for, without the query. */
  readonly path: string;
  /** The documented path behind it: the same unless an opaque URL was followed; null for an unknown opaque one. */
  readonly documentedPath: string | null;
  /** Such as `PUT /v2/projects/:id/timer/start`; null where nothing answers there. */
  readonly route: string | null;
  /** True where the client followed an opaque URL. */
  readonly opaque: boolean;
  readonly queryNames: readonly string[];
  readonly headerNames: readonly string[];
  readonly userAgent: string | null;
  readonly address: string;
  /** Epoch milliseconds, and monotonic milliseconds, of its arrival. */
  readonly at: number;
  readonly monotonicAt: number;
}

export interface RecordedAnswer {
  readonly request: RecordedRequest;
  readonly status: number;
}

/** More than any test asks for, and little enough for a server that runs for weeks. */
const mostKept = 10_000;

/** What was asked and answered, kept for assertions and announced as it happens. */
export class RequestLog {
  readonly #requests: RecordedRequest[] = [];
  readonly #answers: RecordedAnswer[] = [];
  readonly #requestListeners = new Set<(request: RecordedRequest) => void>();
  readonly #answerListeners = new Set<(answer: RecordedAnswer) => void>();

  get requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  get answers(): readonly RecordedAnswer[] {
    return this.#answers;
  }

  onRequest(listener: (request: RecordedRequest) => void): () => void {
    this.#requestListeners.add(listener);
    return () => void this.#requestListeners.delete(listener);
  }

  onAnswer(listener: (answer: RecordedAnswer) => void): () => void {
    this.#answerListeners.add(listener);
    return () => void this.#answerListeners.delete(listener);
  }

  addRequest(request: RecordedRequest): void {
    keep(this.#requests, request);
    for (const listener of this.#requestListeners) listener(request);
  }

  addAnswer(answer: RecordedAnswer): void {
    keep(this.#answers, answer);
    for (const listener of this.#answerListeners) listener(answer);
  }
}

function keep<T>(list: T[], item: T): void {
  list.push(item);
  if (list.length > mostKept) list.splice(0, list.length - mostKept);
}
