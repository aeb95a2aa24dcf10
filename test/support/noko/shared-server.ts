import type { Handle } from "../../../app/demo/exchange.ts";
import { listenOnLoopback } from "../../../app/demo/http.ts";
import { splitTarget } from "../../../app/demo/links.ts";
import { RateLimiter } from "../../../app/demo/rate-limiter.ts";
import { tokenOf } from "../../../app/demo/responder.ts";
import type { Fetch } from "../../../app/platform/ports.ts";
import { systemClock } from "../../../app/platform/system.ts";
import { Demo } from "./demo.ts";
import { createMemoryFetch } from "./memory-fetch.ts";
import type { DemoServerOptions } from "./options.ts";

/** Accounts behind one API address, as Noko has them: the token says whose a request is, the rate limit is one. */
export interface SharedDemoServer {
  readonly baseUrl: string;
  /** In the order of the options; no two share a number, a token or the name of a project. */
  readonly accounts: readonly Demo[];
  /** Reaches them in memory, as a client at that IP address. */
  fetchFrom(address: string): Fetch;
  stop(): Promise<void>;
}

/** Makes a server without sockets. All accounts need the same clock. */
export function createSharedDemoServer(options: readonly DemoServerOptions[]): SharedDemoServer {
  return sharing("https://demo.invalid", options).server;
}

/** Starts a server on a free port of 127.0.0.1. */
export async function startSharedDemoServer(options: readonly DemoServerOptions[]): Promise<SharedDemoServer> {
  const listener = await listenOnLoopback(0);
  const { server, handle } = sharing(listener.origin, options);
  listener.serve(handle);
  const stop = async (): Promise<void> => {
    await server.stop();
    await listener.close();
  };
  return { ...server, stop };
}

function sharing(
  origin: string,
  options: readonly DemoServerOptions[],
): { readonly server: SharedDemoServer; readonly handle: Handle } {
  const rateLimiter = new RateLimiter(options[0]?.clock ?? systemClock);
  const accounts = options.map((option, number) => new Demo(origin, { number, rateLimiter, ...option }));
  const [first] = accounts;
  if (first === undefined) throw new Error("A server needs an account");
  const handle: Handle = (request) => {
    const token = tokenOf(request.headers, splitTarget(request.target));
    return (accounts.find((account) => account.token === token) ?? first).handle(request);
  };
  const server: SharedDemoServer = {
    baseUrl: first.baseUrl,
    accounts,
    fetchFrom: (address) => createMemoryFetch(origin, handle, address),
    stop: () => {
      for (const account of accounts) account.end();
      return Promise.resolve();
    },
  };
  return { server, handle };
}
