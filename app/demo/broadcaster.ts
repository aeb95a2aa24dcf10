import { createHmac } from "node:crypto";
import type { Clock } from "../platform/ports.ts";
import type { DemoAccount } from "./account.ts";
import { sendingOf } from "./broadcast-faults.ts";
import type { BroadcastFaults } from "./broadcast-faults.ts";
import { timestampOf } from "./dates.ts";
import { railsJson } from "./rails-json.ts";
import type { DemoReceiver, TimerMessage } from "./state.ts";

export interface BroadcastDelivery {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Carries one broadcast out and answers its status. A rejection is a failed broadcast: gone, as documented. */
export type Deliver = (delivery: BroadcastDelivery) => Promise<{ readonly status: number }>;

/** What became of a broadcast; `status` is null where there was no answer. */
export interface SentBroadcast {
  readonly delivery: BroadcastDelivery;
  readonly status: number | null;
}

export interface BroadcasterOptions {
  readonly account: DemoAccount;
  readonly clock: Clock;
  readonly intervalMilliseconds: number;
  readonly deliver: Deliver;
  readonly faults: BroadcastFaults;
  readonly timerUrl: (projectId: number) => string;
  readonly onSent: (sent: SentBroadcast) => void;
}

/**
 * "Collects the latest messages and POSTs them at a regular interval": of several changes of one timer only
 * the last is told, nothing is repeated, and a failure leaves no trace. No timeout is set while there is nothing to tell.
 */
export class Broadcaster {
  readonly #options: BroadcasterOptions;
  readonly #began: number;
  readonly #latest = new Map<number, TimerMessage>();
  readonly #queues = new Map<number, Promise<void>>();
  readonly #cancels = new Set<() => void>();
  readonly #unsubscribe: () => void;
  #armed = false;
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
    for (const message of this.#options.faults.ordered(batch)) this.#send(message);
    await Promise.all(this.#queues.values());
  }

  /** Nothing is sent from here on. */
  stop(): void {
    this.#stopped = true;
    this.#unsubscribe();
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    this.#latest.clear();
  }

  #collect(message: TimerMessage): void {
    this.#latest.delete(message.projectId);
    this.#latest.set(message.projectId, message);
    if (this.#armed) return;
    this.#armed = true;
    const { clock, intervalMilliseconds } = this.#options;
    const intoInterval = (clock.monotonicNow() - this.#began) % intervalMilliseconds;
    this.#later(intervalMilliseconds - intoInterval, () => {
      this.#armed = false;
      void this.flush();
    });
  }

  #send(message: TimerMessage): void {
    for (const receiver of this.#options.account.receivers.all()) {
      if (!receiver.enabled || !wantsTimers(receiver)) continue;
      const fate = this.#options.faults.fateOf({
        receiverUrlId: receiver.urlId,
        payloadUri: receiver.payloadUri,
        ...message,
      });
      const { copies, delay } = sendingOf(fate);
      const delivery = this.#deliveryOf(receiver, message);
      for (let copy = 0; copy < copies; copy += 1) {
        if (delay > 0) this.#later(delay, () => void this.#deliver(delivery));
        else this.#enqueue(receiver, delivery);
      }
    }
  }

  /** One after another for one receiver, so that they arrive in the order in which they were sent. */
  #enqueue(receiver: DemoReceiver, delivery: BroadcastDelivery): void {
    const before = this.#queues.get(receiver.urlId) ?? Promise.resolve();
    const queue = before.then(() => this.#deliver(delivery));
    this.#queues.set(receiver.urlId, queue);
    void queue.then(() => {
      if (this.#queues.get(receiver.urlId) === queue) this.#queues.delete(receiver.urlId);
    });
  }

  async #deliver(delivery: BroadcastDelivery): Promise<void> {
    if (this.#stopped) return;
    const status = await this.#options.deliver(delivery).then(
      (answer) => answer.status,
      () => null,
    );
    this.#options.onSent({ delivery, status });
  }

  #deliveryOf(receiver: DemoReceiver, message: TimerMessage): BroadcastDelivery {
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

  #later(milliseconds: number, run: () => void): void {
    const cancel = this.#options.clock.setTimeout(() => {
      this.#cancels.delete(cancel);
      run();
    }, milliseconds);
    this.#cancels.add(cancel);
  }
}

/** Lower-case hex HMAC-SHA-256 of the raw body, keyed with the receiver's secret. */
export function signatureOf(body: string, secret: string): string {
  return createHmac("sha256", secret).update(body, "utf8").digest("hex");
}

function wantsTimers(receiver: DemoReceiver): boolean {
  return receiver.subjects.includes("timer") || receiver.subjects.includes("*");
}
