import type { BroadcastDelivery, Deliver } from "../../../app/demo/broadcaster.ts";

const mostKept = 1000;

/** What became of a broadcast; `status` is null where there was no answer. */
export interface SentBroadcast {
  readonly delivery: BroadcastDelivery;
  readonly status: number | null;
}

/** Broadcasts that were sent, whatever became of them, announced as they are answered. */
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

  /** Delivers by `deliver`, and keeps what became of it. */
  recording(deliver: Deliver): Deliver {
    return async (delivery) => {
      const answer = await deliver(delivery).catch(() => null);
      this.#add({ delivery, status: answer?.status ?? null });
      if (answer === null) throw new Error("The broadcast was not answered");
      return answer;
    };
  }

  #add(sent: SentBroadcast): void {
    this.#sent.push(sent);
    if (this.#sent.length > mostKept) this.#sent.shift();
    for (const listener of this.#listeners) listener(sent);
  }
}
