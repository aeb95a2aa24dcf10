import { ConnectionLost } from "../../../app/demo/exchange.ts";
import type { DemoRequest, DemoResponse, Handle } from "../../../app/demo/exchange.ts";
import type { Fetch, FetchResponse } from "../../../app/platform/ports.ts";

/**
 * A `Fetch` that reaches the server in memory, as a client at `address`. Rejects like the platform's: with the signal's
 * reason when aborted, with a `TypeError` when the connection is lost or the URL is not the server's.
 */
export function createMemoryFetch(origin: string, handle: Handle, address: string): Fetch {
  return async (url, init) => {
    const asked = new URL(url);
    if (asked.origin !== origin) {
      throw new TypeError(`fetch failed: nothing but the demo server is reachable, not ${asked.origin}`);
    }
    init.signal.throwIfAborted();
    const request: DemoRequest = {
      method: init.method,
      target: `${asked.pathname}${asked.search}`,
      headers: Object.fromEntries(Object.entries(init.headers).map(([name, value]) => [name.toLowerCase(), value])),
      body: new TextEncoder().encode(init.body ?? ""),
      address,
      signal: init.signal,
    };
    try {
      return responseOf(init.method, await handle(request));
    } catch (error) {
      init.signal.throwIfAborted();
      if (error instanceof ConnectionLost) throw new TypeError("fetch failed", { cause: error });
      throw error;
    }
  };
}

function responseOf(method: string, response: DemoResponse): FetchResponse {
  return {
    status: response.status,
    headers: { get: (name) => response.headers[name.toLowerCase()] ?? null },
    text: () => Promise.resolve(method === "HEAD" ? "" : response.body),
  };
}
