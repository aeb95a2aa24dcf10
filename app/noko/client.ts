import { assertNever } from "../model/assert-never.ts";
import type { Clock, Fetch, Logger, Random } from "../platform/ports.ts";
import type { NokoApi } from "./api.ts";
import { createCurrentUserCalls } from "./current-user.ts";
import { createEntryCalls } from "./entries.ts";
import { createUrlGate } from "./own-url.ts";
import { createProjectCalls } from "./projects.ts";
import { createRateGate } from "./rate-gate.ts";
import { createReceiverCalls } from "./receivers.ts";
import { createRedirects } from "./redirects.ts";
import { createRequester } from "./request.ts";
import { createTimerCalls } from "./timers.ts";

/** A personal access token or what OAuth gave us: the documentation has a header for each. */
export interface Credentials {
  readonly kind: "personal-token" | "oauth";
  readonly token: string;
}

export interface NokoClientInput {
  /** Such as `https://api.nokotime.com/v2`; http is accepted on a loopback address alone. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The product's, for the `User-Agent` that the API requires. */
  readonly version: string;
  /** For one exchange, from its start to the end of its body. */
  readonly timeoutMilliseconds?: number;
}

const DEFAULT_TIMEOUT = 10_000;

/**
 * A client of one account. Its requests share one rate gate and one memory of redirects, so make one per sign-in.
 * Throws a plain `Error` where `baseUrl` cannot be an API's base; every call of the result throws `ApiError` alone.
 */
export function createNokoApi(input: NokoClientInput): NokoApi {
  const { fetch, clock, random, logger } = input;
  const urls = createUrlGate(input.baseUrl);
  const requester = createRequester({
    urls,
    gate: createRateGate({ clock, random }),
    redirects: createRedirects(urls),
    headers: {
      Accept: "application/json",
      "User-Agent": `Tallylight/${input.version}`,
      ...tokenHeader(input.credentials),
    },
    tokenFitsHeader: /^[\x21-\x7e]+$/.test(input.credentials.token),
    fetch,
    clock,
    logger,
    timeoutMilliseconds: input.timeoutMilliseconds ?? DEFAULT_TIMEOUT,
  });
  return {
    ...createCurrentUserCalls(requester),
    ...createTimerCalls(requester),
    ...createProjectCalls(requester),
    ...createEntryCalls(requester),
    ...createReceiverCalls(requester),
    clockOffset: () => requester.clockOffset(),
    isOwnUrl: (url) => urls.isOwnResource(url),
  };
}

function tokenHeader({ kind, token }: Credentials): Readonly<Record<string, string>> {
  switch (kind) {
    case "personal-token":
      return { "X-NokoToken": token };
    case "oauth":
      return { Authorization: `Bearer ${token}` };
    default:
      return assertNever(kind, "kind of credentials");
  }
}
