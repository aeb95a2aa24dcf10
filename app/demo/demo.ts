import type { Fetch } from "../platform/ports.ts";
import { DemoAccount } from "./account.ts";
import { BroadcastLog } from "./broadcast-log.ts";
import { Broadcaster } from "./broadcaster.ts";
import type { SentBroadcast } from "./broadcaster.ts";
import { CastScript } from "./cast-script.ts";
import { castColleague, castProjects, castUser, generatedProjects } from "./cast-projects.ts";
import { setScene } from "./cast.ts";
import { DemoCore } from "./core.ts";
import { deliverOverHttp } from "./deliver.ts";
import type { DemoRequest, DemoResponse, RecordedRequest } from "./exchange.ts";
import { Faults } from "./faults.ts";
import { Hypermedia } from "./hypermedia.ts";
import { loseReceiver } from "./lost-receiver.ts";
import type { ReceiverLoss } from "./lost-receiver.ts";
import { createMemoryFetch } from "./memory-fetch.ts";
import type { DemoServerOptions } from "./options.ts";
import type { RecordedAnswer } from "./request-log.ts";
import { allRoutes } from "./routes/all.ts";
import type { DemoProject } from "./state.ts";
import { systemClock, systemRandom } from "../platform/system.ts";
import { Views } from "./views.ts";

const projectsWithoutCast = 3;
const defaultInterval = 1000;

/** A demo account behind its API, with all that tests and tools may look at and turn. Reached by `http.ts` or in memory. */
export class Demo {
  /** What a client takes for the API's base: `…/v2`. */
  readonly baseUrl: string;
  readonly token: string;
  /** The account itself, for whoever plays another device. */
  readonly account: DemoAccount;
  readonly faults: Faults;
  readonly links: Hypermedia;
  readonly #origin: string;
  readonly #core: DemoCore;
  readonly #broadcaster: Broadcaster;
  readonly #broadcasts = new BroadcastLog();
  readonly #script: CastScript | null;

  constructor(origin: string, options: DemoServerOptions) {
    const { clock = systemClock, random = systemRandom, cast = "quiet", utcOffset = 0, rateLimit = true } = options;
    this.#origin = origin;
    this.baseUrl = `${origin}/v2`;
    this.token = options.token ?? Buffer.from(random.bytes(20)).toString("hex");
    const faults = new Faults(random);
    this.faults = faults;
    this.links = new Hypermedia(origin, () => faults.renamedPaths);
    this.account = new DemoAccount({
      clock,
      random,
      user: castUser(utcOffset),
      colleagues: cast === "off" ? [] : [castColleague(utcOffset)],
      projects: projectsOf(options),
      mayCreateTags: () => !faults.cannotCreateTags,
    });
    addOtherReceivers(this.account, options.receivers ?? 0);
    if (cast !== "off") setScene(this.account, clock.wallNow());
    this.#script = cast === "lively" ? new CastScript({ account: this.account, clock, random }) : null;
    const views = new Views(this.account, this.links);
    this.#core = new DemoCore({
      account: this.account,
      views,
      links: this.links,
      faults,
      tokens: new Set([this.token]),
      onUserAction: () => this.#script?.noteUserAction(),
      clock,
      routes: allRoutes({ showsPending: () => faults.pendingTimersShown }),
      rateLimit,
    });
    this.#broadcaster = new Broadcaster({
      account: this.account,
      clock,
      intervalMilliseconds: options.broadcastIntervalMilliseconds ?? defaultInterval,
      deliver: options.deliver ?? deliverOverHttp,
      faults: faults.broadcasts,
      timerUrl: (projectId) => views.timerUrl(projectId),
      onSent: (sent) => this.#broadcasts.add(sent),
    });
  }

  /** Requests in order of arrival; the latest 10,000. */
  get requests(): readonly RecordedRequest[] {
    return this.#core.log.requests;
  }

  /** Answers in order of leaving; the latest 10,000. */
  get answers(): readonly RecordedAnswer[] {
    return this.#core.log.answers;
  }

  /** Broadcasts that were sent, delivered or not; the latest 1,000. */
  get broadcasts(): readonly SentBroadcast[] {
    return this.#broadcasts.all;
  }

  /** Tells of each request as it arrives. Returns what ends that. */
  onRequest(listener: (request: RecordedRequest) => void): () => void {
    return this.#core.log.onRequest(listener);
  }

  /** Tells of each answer as it leaves. Returns what ends that. */
  onAnswer(listener: (answer: RecordedAnswer) => void): () => void {
    return this.#core.log.onAnswer(listener);
  }

  /** Tells of each broadcast once it was answered or has failed. Returns what ends that. */
  onBroadcast(listener: (sent: SentBroadcast) => void): () => void {
    return this.#broadcasts.on(listener);
  }

  /** Sends the collected broadcasts now; resolves when all that were on their way are answered. */
  flushBroadcasts(): Promise<void> {
    return this.#broadcaster.flush();
  }

  /** Takes a receiver away behind its owner's back. Without a number: the newest. */
  loseReceiver(loss: ReceiverLoss, urlId?: number): void {
    loseReceiver(this.account.receivers, loss, urlId);
  }

  /** Carries a request out without any network. Rejects with `ConnectionLost` where the connection would end. */
  handle(request: DemoRequest): Promise<DemoResponse> {
    return this.#core.handle(request);
  }

  /** An in-memory `Fetch` of a client at that IP address. */
  fetchFrom(address: string): Fetch {
    return createMemoryFetch(this.#origin, (request) => this.handle(request), address);
  }

  /** No event of the cast, no broadcast and no late answer comes after this. */
  end(): void {
    this.#script?.stop();
    this.#broadcaster.stop();
    this.#core.stop();
  }
}

function projectsOf({ cast = "quiet", projects }: DemoServerOptions): readonly DemoProject[] {
  const own = cast === "off" ? [] : castProjects();
  const wanted = projects ?? (cast === "off" ? projectsWithoutCast : own.length);
  return [...own, ...generatedProjects(Math.max(0, wanted - own.length))];
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
