import type { Random } from "../platform/ports.ts";
import type { DemoReceiver } from "./state.ts";

const firstReceiverId = 77_885_522;
const firstUrlId = 987_654;
const secretBytes = 32;

export interface NewReceiver {
  readonly name: string;
  readonly payloadUri: string;
  readonly subjects: readonly string[];
}

/** The account's broadcast receivers, addressed by the number in their URL. */
export class ReceiverBook {
  readonly #random: Random;
  #receivers: readonly DemoReceiver[] = [];
  readonly #idOffset: number;
  #made = 0;

  constructor(random: Random, idOffset: number) {
    this.#random = random;
    this.#idOffset = idOffset;
  }

  /** Newest first, as the list endpoint documents. */
  all(): readonly DemoReceiver[] {
    return this.#receivers;
  }

  byUrlId(urlId: number): DemoReceiver | null {
    return this.#receivers.find((receiver) => receiver.urlId === urlId) ?? null;
  }

  /** Starts enabled, with a secret of its own. */
  create(input: NewReceiver): DemoReceiver {
    const receiver: DemoReceiver = {
      ...input,
      id: firstReceiverId + this.#idOffset + this.#made,
      urlId: firstUrlId + this.#idOffset + this.#made,
      enabled: true,
      secret: this.#newSecret(),
    };
    this.#made += 1;
    this.#receivers = [receiver, ...this.#receivers];
    return receiver;
  }

  /** Null where there is none of that number. */
  update(urlId: number, change: Partial<Omit<DemoReceiver, "id" | "urlId" | "secret">>): DemoReceiver | null {
    return this.#replace(urlId, change);
  }

  /** Null where there is none of that number. */
  rerollSecret(urlId: number): DemoReceiver | null {
    return this.#replace(urlId, { secret: this.#newSecret() });
  }

  /** False where there was none of that number. */
  delete(urlId: number): boolean {
    const before = this.#receivers.length;
    this.#receivers = this.#receivers.filter((receiver) => receiver.urlId !== urlId);
    return this.#receivers.length < before;
  }

  #replace(urlId: number, change: Partial<DemoReceiver>): DemoReceiver | null {
    const known = this.byUrlId(urlId);
    if (known === null) return null;
    const changed = { ...known, ...change };
    this.#receivers = this.#receivers.map((receiver) => (receiver === known ? changed : receiver));
    return changed;
  }

  #newSecret(): string {
    return Buffer.from(this.#random.bytes(secretBytes)).toString("hex");
  }
}
