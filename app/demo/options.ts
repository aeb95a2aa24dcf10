import type { Clock, Random } from "../platform/ports.ts";
import type { Deliver } from "./broadcaster.ts";

/**
 * `lively`: the fictional account, where "another device" does something every few seconds.
 * `quiet`: the same account, where nothing happens by itself. `off`: generated projects, no timer, no entry.
 */
export type Cast = "lively" | "quiet" | "off";

export interface DemoServerOptions {
  /** Default: a random one. */
  readonly token?: string;
  /** Default `quiet`. */
  readonly cast?: Cast;
  /** How many projects there are; generated ones fill up to it. Default: the cast's own 12, or 3 without a cast. */
  readonly projects?: number;
  /** How many receivers of other apps the account has already, all disabled. Default 0. */
  readonly receivers?: number;
  /** Default 1000. */
  readonly broadcastIntervalMilliseconds?: number;
  /** Whether the documented rate limit holds. Default true. */
  readonly rateLimit?: boolean;
  /** The user's offset from UTC in seconds. Default 0. */
  readonly utcOffset?: number;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default: the machine's. */
  readonly random?: Random;
  /** How broadcasts leave. Default: over HTTP or HTTPS. */
  readonly deliver?: Deliver;
}
