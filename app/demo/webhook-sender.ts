import type { Clock, Random } from "../platform/ports.ts";
import type { DemoAccount } from "./account.ts";
import { signatureOf } from "./broadcaster.ts";
import type { Deliver } from "./broadcaster.ts";
import { timestampOf } from "./dates.ts";
import { railsJson } from "./rails-json.ts";
import type { DemoSubscription } from "./state.ts";
import type { Views } from "./views.ts";
import { contentOf, pingContent, webhookReference } from "./webhook-payload.ts";
import type { PayloadContent } from "./webhook-payload.ts";
import { WebhookQueue } from "./webhook-queue.ts";
import type { WebhookPayload } from "./webhook-queue.ts";

export interface WebhookSenderOptions {
  readonly account: DemoAccount;
  readonly views: Views;
  readonly clock: Clock;
  readonly random: Random;
  readonly deliver: Deliver;
  /** How long after an event its payload leaves, in milliseconds. */
  readonly delay: number;
}

/** Has the account's webhooks hear of what happens. */
export interface WebhookSender {
  /** False where there is no such webhook. A disabled one is sent nothing. */
  ping(urlId: number): boolean;
  /** False where there is no such webhook, or it has no such payload. */
  retry(urlId: number, payloadId: string): boolean;
  /** Payloads that were not delivered, in order. */
  waiting(urlId: number): readonly WebhookPayload[];
  stop(): void;
}

/** A payload's body is written when the event happens; it is signed, and addressed, each time that it is sent. */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { account, views, clock, random, deliver, delay } = options;
  const { webhooks } = account;
  const queues = new Map<number, WebhookQueue>();

  function enqueue(webhook: DemoSubscription, contentFor: (payloadId: string) => PayloadContent): void {
    if (!webhook.enabled) return;
    const id = uuidOf(random.bytes(16));
    const { type, fields } = contentFor(id);
    const body = railsJson({
      webhook: webhookReference(webhook),
      type,
      created_at: timestampOf(clock.wallNow()),
      ...fields,
    });
    queues.get(webhook.urlId)?.add({ id, type, body });
  }

  async function send(urlId: number, { id, type, body }: WebhookPayload): Promise<boolean> {
    const webhook = webhooks.byUrlId(urlId);
    if (webhook === null) return false;
    const headers = {
      "Content-Type": "application/json",
      "X-Noko-EventCategory": type.split(".")[0] ?? type,
      "X-Noko-Delivery": id,
      "X-Noko-Signature": signatureOf(body, webhook.secret),
      "User-Agent": "Noko-Webhooks",
    };
    const { status } = await deliver({ url: webhook.payloadUri, headers, body });
    return status >= 200 && status < 300;
  }

  webhooks.onChange((urlId) => {
    const webhook = webhooks.byUrlId(urlId);
    const queue = queues.get(urlId);
    if (webhook === null) {
      queue?.end();
      queues.delete(urlId);
    } else if (queue === undefined) {
      const isEnabled = (): boolean => webhooks.byUrlId(urlId)?.enabled ?? false;
      const onGivenUp = (): void => void webhooks.update(urlId, { enabled: false });
      queues.set(
        urlId,
        new WebhookQueue({ clock, delay, isEnabled, send: (payload) => send(urlId, payload), onGivenUp }),
      );
      enqueue(webhook, pingContent);
    } else queue.heed();
  });
  const unsubscribe = account.events.on((event) => {
    const wanting = webhooks.all().filter(({ subjects }) => subjects.includes(event.type) || subjects.includes("*"));
    if (wanting.length === 0) return;
    const content = contentOf(event, views);
    for (const webhook of wanting) enqueue(webhook, () => content);
  });

  return {
    ping: (urlId) => {
      const webhook = webhooks.byUrlId(urlId);
      if (webhook === null) return false;
      enqueue(webhook, pingContent);
      return true;
    },
    retry: (urlId, payloadId) => queues.get(urlId)?.retry(payloadId) ?? false,
    waiting: (urlId) => queues.get(urlId)?.waiting ?? [],
    stop: () => {
      unsubscribe();
      for (const queue of queues.values()) queue.end();
    },
  };
}

/** A random UUID (version 4) of 16 random bytes. */
function uuidOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString("hex");
  const variant = ((Number.parseInt(hex[16] ?? "0", 16) & 3) | 8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-");
}
