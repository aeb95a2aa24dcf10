import type { RecordedRequest } from "./exchange.ts";

export interface RecordedAnswer {
  readonly request: RecordedRequest;
  readonly status: number;
}

/** More than any test asks for, and little enough for a server that runs for weeks. */
const mostKept = 10_000;

/** What was asked and answered, kept for assertions and announced to whoever waits for it. */
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
