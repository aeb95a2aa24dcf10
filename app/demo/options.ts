import type { Clock, Random } from "../platform/ports.ts";
import type { Deliver } from "./broadcaster.ts";
import type { DemoLayers } from "./layers.ts";
import type { Permissions } from "./permissions.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import type { DemoProject } from "./state.ts";

/**
 * `lively`: the fictional account, where "another device" does something every few seconds.
 * `quiet`: the same account, where nothing happens by itself. `off`: no timer, no entry, no colleague.
 */
export type Cast = "lively" | "quiet" | "off";

export interface DemoOptions {
  /** Default: a random one. */
  readonly token?: string;
  /** Default `lively`. */
  readonly cast?: Cast;
  /** Which of the demo accounts it is; each has numbers and names of its own. Default 0, the first. */
  readonly number?: number;
  /** Default: the cast's own 12. */
  readonly projects?: readonly DemoProject[];
  /** Default 1000. */
  readonly broadcastIntervalMilliseconds?: number;
  /** How long after an event a webhook's payload leaves. Default 250. */
  readonly webhookDelayMilliseconds?: number;
  /** The documented limit of 2 requests a second; null for none. Servers may share one. Default: one of its own. */
  readonly rateLimiter?: RateLimiter | null;
  /** The user's offset from UTC in seconds. Default 0. */
  readonly utcOffset?: number;
  /** What the account may do now. Default: everything. */
  readonly permissions?: () => Permissions;
  /** Whether lists and lookups of timers show pending ones now. Default: never. */
  readonly showsPendingTimers?: () => boolean;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default: the machine's. */
  readonly random?: Random;
  /** How broadcasts and payloads of webhooks leave. Default: over HTTP or HTTPS. */
  readonly deliver?: Deliver;
  readonly layers?: DemoLayers;
}
