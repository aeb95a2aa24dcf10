import type { DemoAccount } from "../../../app/demo/account.ts";
import { castProjects } from "../../../app/demo/cast-projects.ts";
import type { Deliver } from "../../../app/demo/broadcaster.ts";
import { deliverOverHttp } from "../../../app/demo/deliver.ts";
import { createDemo, type Demo as ProductDemo } from "../../../app/demo/demo.ts";
import type { DemoRequest, DemoResponse } from "../../../app/demo/exchange.ts";
import { allPermissions, type Permissions } from "../../../app/demo/permissions.ts";
import type { DemoProject } from "../../../app/demo/state.ts";
import type { WebhookSender } from "../../../app/demo/webhook-sender.ts";
import type { Fetch } from "../../../app/platform/ports.ts";
import { systemClock, systemRandom } from "../../../app/platform/system.ts";
import { BroadcastLog, type SentBroadcast } from "./broadcast-log.ts";
import { createFaultyDispatch } from "./faulty-dispatch.ts";
import { createFaultyLayers } from "./faulty-layers.ts";
import { Faults } from "./faults.ts";
import { generatedProjects } from "./generated-projects.ts";
import { loseReceiver, type ReceiverLoss } from "./lost-receiver.ts";
import { createMemoryFetch } from "./memory-fetch.ts";
import { OpaqueLinks } from "./opaque-links.ts";
import type { DemoServerOptions } from "./options.ts";
import { RequestLog, type RecordedAnswer, type RecordedRequest } from "./request-log.ts";

const projectsWithoutCast = 3;

/** The demo account with a layer around it that records and, where a test says so, goes wrong. */
export class Demo {
  readonly faults: Faults;
  /** What the account may do; the faults take from it. */
  permissions: Permissions = allPermissions;
  readonly links: OpaqueLinks;
  readonly #origin: string;
  readonly #demo: ProductDemo;
  readonly #log = new RequestLog();
  readonly #broadcasts = new BroadcastLog();
  readonly #payloads = new BroadcastLog();
  readonly #stop = new AbortController();

  constructor(origin: string, options: DemoServerOptions) {
    const { clock = systemClock, random = systemRandom, cast = "quiet", projects, receivers, rateLimit } = options;
    this.#origin = origin;
    const faults = new Faults(random);
    this.faults = faults;
    this.links = new OpaqueLinks(origin, () => faults.renamedPaths);
    const token = options.token ?? Buffer.from(random.bytes(20)).toString("hex");
    this.#demo = createDemo(origin, {
      ...options,
      clock,
      random,
      cast,
      token,
      ...(rateLimit === false ? { rateLimiter: null } : {}),
      projects: projectsOf(cast === "off", options.number ?? 0, projects),
      permissions: () => ({
        ...this.permissions,
        ...(faults.cannotCreateTags ? { createTags: false } : {}),
        ...(faults.forbiddenBroadcasts ? { broadcasts: false } : {}),
        ...(faults.forbiddenWebhooks ? { webhooks: false } : {}),
      }),
      showsPendingTimers: () => faults.pendingTimersShown,
      deliver: this.#recorded(options.deliver ?? deliverOverHttp),
      layers: {
        ...createFaultyLayers({ clock, faults, links: this.links, log: this.#log, token, stopped: this.#stop.signal }),
        links: this.links,
        dispatch: createFaultyDispatch(faults.broadcasts, clock, this.#stop.signal),
      },
    });
    addOtherReceivers(this.account, receivers ?? 0);
  }

  /** What a client takes for the API's base: `…/v2`. */
  get baseUrl(): string {
    return this.#demo.baseUrl;
  }

  get token(): string {
    return this.#demo.token;
  }

  /** The account itself: its operations are those of another device. */
  get account(): DemoAccount {
    return this.#demo.account;
  }

  /** Requests in order of arrival; the latest 10,000. */
  get requests(): readonly RecordedRequest[] {
    return this.#log.requests;
  }

  /** Answers in order of leaving; the latest 10,000. */
  get answers(): readonly RecordedAnswer[] {
    return this.#log.answers;
  }

  /** Broadcasts that were sent, delivered or not; the latest 1,000. */
  get broadcasts(): readonly SentBroadcast[] {
    return this.#broadcasts.all;
  }

  /** Payloads of webhooks that were sent, each attempt of its own; the latest 1,000. */
  get payloads(): readonly SentBroadcast[] {
    return this.#payloads.all;
  }

  /** Pings and retries, and what is still waiting to be delivered. */
  get webhooks(): WebhookSender {
    return this.#demo.webhooks;
  }

  /** Calls `listener` with each request as it arrives. Returns a function that unsubscribes. */
  onRequest(listener: (request: RecordedRequest) => void): () => void {
    return this.#log.onRequest(listener);
  }

  /** Calls `listener` with each answer as it leaves. Returns a function that unsubscribes. */
  onAnswer(listener: (answer: RecordedAnswer) => void): () => void {
    return this.#log.onAnswer(listener);
  }

  /** Calls `listener` with each broadcast once it was answered or has failed. Returns a function that unsubscribes. */
  onBroadcast(listener: (sent: SentBroadcast) => void): () => void {
    return this.#broadcasts.on(listener);
  }

  /** Calls `listener` with each payload of a webhook once it was answered or has failed. Returns a function that unsubscribes. */
  onPayload(listener: (sent: SentBroadcast) => void): () => void {
    return this.#payloads.on(listener);
  }

  /** Sends the collected broadcasts now; resolves when all that were sent are answered. */
  flushBroadcasts(): Promise<void> {
    return this.#demo.flushBroadcasts();
  }

  /** Takes a receiver away behind its owner's back. Without a number: the newest. */
  loseReceiver(loss: ReceiverLoss, urlId?: number): void {
    loseReceiver(this.account.receivers, loss, urlId);
  }

  /** Carries a request out without any network. Rejects with `ConnectionLost` where the connection would end. */
  handle(request: DemoRequest): Promise<DemoResponse> {
    return this.#demo.handle(request);
  }

  /** An in-memory `Fetch` of a client at that IP address. */
  fetchFrom(address: string): Fetch {
    return createMemoryFetch(this.#origin, (request) => this.handle(request), address);
  }

  /** No event of the cast, no broadcast and no late answer comes after this. */
  end(): void {
    this.#stop.abort();
    this.#demo.end();
  }

  #recorded(deliver: Deliver): Deliver {
    const carry: Deliver = (delivery) =>
      this.faults.nothingDelivered ? Promise.reject(new Error("Not delivered")) : deliver(delivery);
    const broadcasts = this.#broadcasts.recording(carry);
    const payloads = this.#payloads.recording(carry);
    return (delivery) => ("X-Noko-BroadcastSubject" in delivery.headers ? broadcasts : payloads)(delivery);
  }
}

function projectsOf(withoutCast: boolean, number: number, wanted: number | undefined): readonly DemoProject[] {
  const own = withoutCast ? [] : castProjects(number);
  const count = wanted ?? (withoutCast ? projectsWithoutCast : own.length);
  return [...own, ...generatedProjects(Math.max(0, count - own.length), number)];
}

function addOtherReceivers(account: DemoAccount, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const receiver = account.receivers.create({
      name: `Other app ${index + 1}`,
      payloadUri: `https://other-app-${index + 1}.example/broadcasts`,
      subjects: ["timer"],
    });
    account.receivers.update(receiver.urlId, { enabled: false });
  }
}
