import type { CancelTimeout, Clock } from "../platform/ports.ts";

const minute = 60_000;
const firstPause = minute;
const longestTrial = 3 * 24 * 60 * minute;
const mostRemembered = 100;

export interface WebhookPayload {
  readonly id: string;
  readonly type: string;
  readonly body: string;
}

export interface WebhookQueueOptions {
  readonly clock: Clock;
  /** How long after an event its payload leaves, in milliseconds. */
  readonly delay: number;
  readonly isEnabled: () => boolean;
  /** True for a success. */
  readonly send: (payload: WebhookPayload) => Promise<boolean>;
  /** Called when one payload failed for three days. */
  readonly onGivenUp: () => void;
}

/**
 * The payloads of one webhook, sent one after another: behind one that failed nothing is sent. It is tried again
 * after 1, 2, 4, … minutes, and for the last time three days after it failed first.
 *
 *     idle ──add──▶ due ──▶ sending ──success──▶ idle, or sending the next
 *                    ▲         │
 *                    └─failure─┘ ──three days──▶ given up: disabled
 */
export class WebhookQueue {
  readonly #options: WebhookQueueOptions;
  #waiting: readonly WebhookPayload[] = [];
  #remembered: readonly WebhookPayload[] = [];
  #failures = 0;
  #failedFirstAt = 0;
  #isSending = false;
  #ended = false;
  #cancel: CancelTimeout | null = null;

  constructor(options: WebhookQueueOptions) {
    this.#options = options;
  }

  /** Payloads that were not delivered, in order. */
  get waiting(): readonly WebhookPayload[] {
    return this.#waiting;
  }

  add(payload: WebhookPayload): void {
    this.#waiting = [...this.#waiting, payload];
    this.#remembered = [...this.#remembered.filter(({ id }) => id !== payload.id), payload].slice(-mostRemembered);
    this.#sendIn(this.#options.delay);
  }

  /** Tries now what waits, or sends again what was delivered. False for a payload that is not known. */
  retry(payloadId: string): boolean {
    const payload = this.#remembered.find(({ id }) => id === payloadId);
    if (payload === undefined) return false;
    if (this.#waiting.includes(payload)) {
      this.#rest();
      this.#sendIn(this.#options.delay);
    } else this.add(payload);
    return true;
  }

  /** Adapts to the webhook having been enabled or disabled. What waits is kept. */
  heed(): void {
    if (this.#options.isEnabled()) this.#sendIn(this.#options.delay);
    else {
      this.#rest();
      this.#failures = 0;
    }
  }

  /** Nothing is sent from here on. */
  end(): void {
    this.#ended = true;
    this.#rest();
    this.#waiting = [];
  }

  #rest(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #sendIn(milliseconds: number): void {
    if (this.#cancel !== null || this.#isSending || this.#ended || !this.#options.isEnabled()) return;
    if (this.#waiting.length === 0) return;
    this.#cancel = this.#options.clock.setTimeout(() => {
      this.#cancel = null;
      void this.#sendFirst();
    }, milliseconds);
  }

  async #sendFirst(): Promise<void> {
    const [first] = this.#waiting;
    if (first === undefined) return;
    this.#isSending = true;
    const delivered = await this.#options.send(first).catch(() => false);
    this.#isSending = false;
    if (this.#ended) return;
    if (delivered) this.#succeeded(first);
    else this.#failed();
  }

  #succeeded(payload: WebhookPayload): void {
    this.#failures = 0;
    this.#waiting = this.#waiting.filter((candidate) => candidate !== payload);
    this.#sendIn(0);
  }

  #failed(): void {
    if (!this.#options.isEnabled()) return;
    const now = this.#options.clock.monotonicNow();
    if (this.#failures === 0) this.#failedFirstAt = now;
    const left = this.#failedFirstAt + longestTrial - now;
    if (left <= 0) return this.#options.onGivenUp();
    this.#failures += 1;
    this.#sendIn(Math.min(firstPause * 2 ** (this.#failures - 1), left));
  }
}
