import { systemClock, systemRandom } from "../platform/system.ts";
import { DemoAccount } from "./account.ts";
import { Broadcaster } from "./broadcaster.ts";
import { castColleague, castProjects, castUser, idOffsetOf } from "./cast-projects.ts";
import { CastScript } from "./cast-script.ts";
import { setScene } from "./cast.ts";
import { createCore } from "./core.ts";
import { deliverOverHttp } from "./deliver.ts";
import type { Handle } from "./exchange.ts";
import { createLinks } from "./links.ts";
import type { DemoOptions } from "./options.ts";
import { allPermissions } from "./permissions.ts";
import { RateLimiter } from "./rate-limiter.ts";
import { createResponder } from "./responder.ts";
import { allRoutes } from "./routes/all.ts";
import { Views } from "./views.ts";
import { createWebhookSender } from "./webhook-sender.ts";
import type { WebhookSender } from "./webhook-sender.ts";

const defaultInterval = 1000;
const defaultWebhookDelay = 250;

/** A demo account behind its API, without sockets. */
export interface Demo {
  /** What a client takes for the API's base: `…/v2`. */
  readonly baseUrl: string;
  readonly token: string;
  /** The account itself: its operations are those of "another device". */
  readonly account: DemoAccount;
  readonly webhooks: WebhookSender;
  readonly handle: Handle;
  /** Sends the collected broadcasts now; resolves when all that were sent are answered. */
  flushBroadcasts(): Promise<void>;
  /** No event of the cast, no broadcast and no late answer comes after this. */
  end(): void;
}

/** Makes the account and its API; `origin` such as `http://127.0.0.1:4321`. */
export function createDemo(origin: string, options: DemoOptions): Demo {
  const { clock = systemClock, random = systemRandom, cast = "lively", utcOffset = 0, layers = {} } = options;
  const { permissions = () => allPermissions, number = 0, projects = castProjects(number), rateLimiter } = options;
  const token = options.token ?? Buffer.from(random.bytes(20)).toString("hex");
  const stop = new AbortController();
  const account = new DemoAccount({
    clock,
    random,
    user: castUser(utcOffset, number),
    colleagues: cast === "off" ? [] : [castColleague(utcOffset, number)],
    projects,
    permissions,
    idOffset: idOffsetOf(number),
  });
  if (cast !== "off") setScene(account, clock.wallNow(), number);
  const script = cast === "lively" ? new CastScript({ account, clock, random, number }) : null;
  const links = layers.links ?? createLinks(origin);
  const views = new Views(account, links);
  const deliver = options.deliver ?? deliverOverHttp;
  const delay = options.webhookDelayMilliseconds ?? defaultWebhookDelay;
  const webhooks = createWebhookSender({ account, views, clock, random, deliver, delay });
  const respond = createResponder({
    account,
    views,
    links,
    routes: allRoutes({ showsPending: options.showsPendingTimers ?? (() => false) }),
    token,
    webhooks,
    permissions,
    onUserAction: () => script?.noteUserAction(),
  });
  const broadcaster = new Broadcaster({
    account,
    clock,
    intervalMilliseconds: options.broadcastIntervalMilliseconds ?? defaultInterval,
    deliver,
    timerUrl: (projectId) => views.timerUrl(projectId),
    ...(layers.dispatch === undefined ? {} : { dispatch: layers.dispatch }),
  });
  return {
    baseUrl: `${origin}/v2`,
    token,
    account,
    webhooks,
    handle: createCore({
      clock,
      application: (request) => Promise.resolve(respond(request)),
      limiter: rateLimiter === undefined ? new RateLimiter(clock) : rateLimiter,
      layers,
      stopped: stop.signal,
    }),
    flushBroadcasts: () => broadcaster.flush(),
    end: () => {
      script?.stop();
      broadcaster.stop();
      webhooks.stop();
      stop.abort();
    },
  };
}
