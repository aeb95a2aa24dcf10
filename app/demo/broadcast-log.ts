import type { SentBroadcast } from "./broadcaster.ts";

const mostKept = 1000;

/** Broadcasts that were sent, whatever became of them, and who wants to hear of the next one. */
export class BroadcastLog {
  readonly #sent: SentBroadcast[] = [];
  readonly #listeners = new Set<(sent: SentBroadcast) => void>();

  get all(): readonly SentBroadcast[] {
    return this.#sent;
  }

  on(listener: (sent: SentBroadcast) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  add(sent: SentBroadcast): void {
    this.#sent.push(sent);
    if (this.#sent.length > mostKept) this.#sent.shift();
    for (const listener of this.#listeners) listener(sent);
  }
}
