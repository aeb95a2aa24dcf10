import type { Random } from "../platform/ports.ts";
import type { DemoSubscription } from "./state.ts";

const secretBytes = 32;

export interface NewSubscription {
  readonly name: string;
  readonly payloadUri: string;
  readonly subjects: readonly string[];
}

export interface SubscriptionBookOptions {
  readonly random: Random;
  readonly firstId: number;
  readonly firstUrlId: number;
}

/** Broadcast receivers or webhooks of the account, addressed by the number in their URL. */
export class SubscriptionBook {
  readonly #options: SubscriptionBookOptions;
  readonly #listeners = new Set<(urlId: number) => void>();
  #all: readonly DemoSubscription[] = [];
  #made = 0;

  constructor(options: SubscriptionBookOptions) {
    this.#options = options;
  }

  /** Newest first, as the list endpoints document. */
  all(): readonly DemoSubscription[] {
    return this.#all;
  }

  byUrlId(urlId: number): DemoSubscription | null {
    return this.#all.find((candidate) => candidate.urlId === urlId) ?? null;
  }

  /** Starts enabled, with a secret of its own. */
  create(input: NewSubscription): DemoSubscription {
    const { firstId, firstUrlId } = this.#options;
    const made: DemoSubscription = {
      ...input,
      id: firstId + this.#made,
      urlId: firstUrlId + this.#made,
      enabled: true,
      secret: this.#newSecret(),
    };
    this.#made += 1;
    this.#all = [made, ...this.#all];
    this.#announce(made.urlId);
    return made;
  }

  /** Null where there is none of that number. */
  update(urlId: number, change: Partial<Omit<DemoSubscription, "id" | "urlId" | "secret">>): DemoSubscription | null {
    return this.#replace(urlId, change);
  }

  /** Null where there is none of that number. */
  rerollSecret(urlId: number): DemoSubscription | null {
    return this.#replace(urlId, { secret: this.#newSecret() });
  }

  /** False where there was none of that number. */
  delete(urlId: number): boolean {
    const before = this.#all.length;
    this.#all = this.#all.filter((candidate) => candidate.urlId !== urlId);
    if (this.#all.length === before) return false;
    this.#announce(urlId);
    return true;
  }

  /** Calls `listener` after each creation, change and deletion. */
  onChange(listener: (urlId: number) => void): void {
    this.#listeners.add(listener);
  }

  #replace(urlId: number, change: Partial<DemoSubscription>): DemoSubscription | null {
    const known = this.byUrlId(urlId);
    if (known === null) return null;
    const changed = { ...known, ...change };
    this.#all = this.#all.map((candidate) => (candidate === known ? changed : candidate));
    this.#announce(urlId);
    return changed;
  }

  #announce(urlId: number): void {
    for (const listener of this.#listeners) listener(urlId);
  }

  #newSecret(): string {
    return Buffer.from(this.#options.random.bytes(secretBytes)).toString("hex");
  }
}
