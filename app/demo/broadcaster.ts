import { createHmac } from "node:crypto";
import type { Clock } from "../platform/ports.ts";
import type { DemoAccount } from "./account.ts";
import { timestampOf } from "./dates.ts";
import { railsJson } from "./rails-json.ts";
import type { DemoSubscription, TimerMessage } from "./state.ts";

export interface BroadcastDelivery {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Carries one broadcast out and answers its status. A rejection is a failed broadcast: gone, as documented. */
export type Deliver = (delivery: BroadcastDelivery) => Promise<{ readonly status: number }>;

/** A broadcast on its way to one receiver. */
export interface OutgoingBroadcast {
  readonly receiver: DemoSubscription;
  readonly message: TimerMessage;
  /** Delivers it, after what was sent to that receiver before. */
  readonly send: () => void;
}

export interface BroadcasterOptions {
  readonly account: DemoAccount;
  readonly clock: Clock;
  readonly intervalMilliseconds: number;
  readonly deliver: Deliver;
  readonly timerUrl: (projectId: number) => string;
  /** Sends a batch. Default: each broadcast once, in order. */
  readonly dispatch?: (batch: readonly OutgoingBroadcast[]) => void;
}

/**
 * "Collects the latest messages and POSTs them at a regular interval": of several changes of one timer only
 * the last is sent, nothing is repeated, and a failure leaves no trace. No timeout is set while nothing is collected.
 */
export class Broadcaster {
  readonly #options: BroadcasterOptions;
  readonly #began: number;
  readonly #latest = new Map<number, TimerMessage>();
  readonly #queues = new Map<number, Promise<void>>();
  readonly #unsubscribe: () => void;
  #cancel: (() => void) | null = null;
  #stopped = false;

  constructor(options: BroadcasterOptions) {
    this.#options = options;
    this.#began = options.clock.monotonicNow();
    this.#unsubscribe = options.account.onTimerMessage((message) => this.#collect(message));
  }

  /** Sends what has been collected now instead of at the next interval, and resolves when all of it was answered. */
  async flush(): Promise<void> {
    const batch = [...this.#latest.values()];
    this.#latest.clear();
    (this.#options.dispatch ?? sendEach)(batch.flatMap((message) => this.#outgoing(message)));
    await Promise.all(this.#queues.values());
  }

  /** Nothing is sent from here on. */
  stop(): void {
    this.#stopped = true;
    this.#unsubscribe();
    this.#cancel?.();
    this.#latest.clear();
  }

  #collect(message: TimerMessage): void {
    this.#latest.delete(message.projectId);
    this.#latest.set(message.projectId, message);
    if (this.#cancel !== null) return;
    const { clock, intervalMilliseconds } = this.#options;
    const intoInterval = (clock.monotonicNow() - this.#began) % intervalMilliseconds;
    this.#cancel = clock.setTimeout(() => {
      this.#cancel = null;
      void this.flush();
    }, intervalMilliseconds - intoInterval);
  }

  #outgoing(message: TimerMessage): readonly OutgoingBroadcast[] {
    return this.#options.account.receivers
      .all()
      .filter((receiver) => receiver.enabled && wantsTimers(receiver))
      .map((receiver) => {
        const delivery = this.#deliveryOf(receiver, message);
        return { receiver, message, send: () => this.#enqueue(receiver, delivery) };
      });
  }

  /** One after another for one receiver, so that they arrive in the order in which they were sent. */
  #enqueue(receiver: DemoSubscription, delivery: BroadcastDelivery): void {
    const before = this.#queues.get(receiver.urlId) ?? Promise.resolve();
    const queue = before.then(() => this.#deliver(delivery));
    this.#queues.set(receiver.urlId, queue);
    void queue.then(() => {
      if (this.#queues.get(receiver.urlId) === queue) this.#queues.delete(receiver.urlId);
    });
  }

  async #deliver(delivery: BroadcastDelivery): Promise<void> {
    if (this.#stopped) return;
    await this.#options.deliver(delivery).catch(() => undefined);
  }

  #deliveryOf(receiver: DemoSubscription, message: TimerMessage): BroadcastDelivery {
    const body = railsJson({
      broadcast_receiver: { id: receiver.id, name: receiver.name },
      sent_at: timestampOf(this.#options.clock.wallNow()),
      last_event: `timer.${message.event}`,
      subject: { type: "timer", url: this.#options.timerUrl(message.projectId) },
    });
    const headers = {
      "Content-Type": "application/json",
      "X-Noko-BroadcastSubject": "timer",
      "X-Noko-Signature": signatureOf(body, receiver.secret),
      "User-Agent": "Noko-Broadcasts",
    };
    return { url: receiver.payloadUri, headers, body };
  }
}

/** Lower-case hex HMAC-SHA-256 of the raw body, keyed with the receiver's secret. */
export function signatureOf(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body, "utf8").digest("hex");
}

function wantsTimers(receiver: DemoSubscription): boolean {
  return receiver.subjects.includes("timer") || receiver.subjects.includes("*");
}

function sendEach(batch: readonly OutgoingBroadcast[]): void {
  for (const { send } of batch) send();
}
