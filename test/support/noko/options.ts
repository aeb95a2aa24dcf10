import type { Cast, DemoOptions } from "../../../app/demo/options.ts";

export interface DemoServerOptions extends Omit<
  DemoOptions,
  "cast" | "projects" | "layers" | "permissions" | "showsPendingTimers"
> {
  /** Default `quiet`. */
  readonly cast?: Cast;
  /** How many projects there are; generated ones fill up to it. Default: the cast's own 12, or 3 without a cast. */
  readonly projects?: number;
  /** How many receivers of other apps the account has already, all disabled. Default 0. */
  readonly receivers?: number;
  /** Whether the documented rate limit holds. Default true. */
  readonly rateLimit?: boolean;
}
