import type { Clock, Fetch, Logger } from "../platform/ports.ts";
import type { NokoApi } from "./api.ts";
import { createAccountCalls } from "./account.ts";
import { createCurrentUserCalls } from "./current-user.ts";
import { createEntryCalls } from "./entries.ts";
import { createUrlGate } from "./own-url.ts";
import { createProjectCalls } from "./projects.ts";
import type { RateGate } from "./rate-gate.ts";
import { createRedirects } from "./redirects.ts";
import { createRequester } from "./request.ts";
import { createPingWebhook, createSubscriptionCalls, receivers, webhooks } from "./subscriptions.ts";
import { createTimerCalls } from "./timers.ts";

export interface NokoClientInput {
  /** Such as `https://api.nokotime.com/v2`; http is accepted on a loopback address alone. */
  readonly baseUrl: string;
  /** A personal access token. */
  readonly token: string;
  /** Of all accounts at this address. */
  readonly gate: RateGate;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The product's, for the `User-Agent` that the API requires. */
  readonly version: string;
  /** For one exchange, from its start to the end of its body. */
  readonly timeoutMilliseconds?: number;
}

const DEFAULT_TIMEOUT = 10_000;

/**
 * A client of one account. It remembers redirects, so make one per sign-in.
 * Throws a plain `Error` where `baseUrl` cannot be an API's base; every call of the result throws `ApiError` alone.
 */
export function createNokoApi(input: NokoClientInput): NokoApi {
  const { fetch, clock, logger } = input;
  const urls = createUrlGate(input.baseUrl);
  const requester = createRequester({
    urls,
    gate: input.gate,
    redirects: createRedirects(urls),
    headers: {
      Accept: "application/json",
      "User-Agent": `Tallylight/${input.version}`,
      "X-NokoToken": input.token,
    },
    tokenFitsHeader: /^[\x21-\x7e]+$/.test(input.token),
    fetch,
    clock,
    logger,
    timeoutMilliseconds: input.timeoutMilliseconds ?? DEFAULT_TIMEOUT,
  });
  return {
    ...createAccountCalls(requester),
    ...createCurrentUserCalls(requester),
    ...createTimerCalls(requester),
    ...createProjectCalls(requester),
    ...createEntryCalls(requester),
    receivers: createSubscriptionCalls(requester, receivers),
    webhooks: { ...createSubscriptionCalls(requester, webhooks), ping: createPingWebhook(requester) },
    clockOffset: () => requester.clockOffset(),
    isOwnUrl: (url) => urls.isOwnResource(url),
  };
}
