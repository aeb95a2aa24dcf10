import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import type { SecureContext } from "node:tls";
import { noProxies, type Proxies } from "./proxies.ts";
import { ProxyFailure } from "./proxy-failure.ts";
import { describeRoutes, isDirect, type Routes } from "./route.ts";
import { builtInTrust, type Trust, trustOptions, whileTrusting } from "./trust.ts";
import type { Clock, Fetch, FetchInit, FetchResponse } from "../platform/ports.ts";
import { systemClock } from "../platform/system.ts";
import { ForwardAgent, type RoutedOptions, TunnelAgent } from "./proxy-agents.ts";

export interface FetchPorts {
  /** By which route requests leave. Default: directly. */
  readonly proxies?: Proxies;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Whose word counts about a certificate. Default: the runtime's list alone. */
  readonly trust?: Trust;
}

/** No answer of the API comes near this. What is longer is not for us. */
const longestBody = 16 * 1024 * 1024;

/**
 * Requests over Node's own client, which never follows a redirect. Not Node's `fetch`: that registers clean-ups with
 * the garbage collector, and one that is waiting when Electron takes Node apart keeps the process spinning instead of
 * ending (seen in one of five exits without a network). Not Chromium's: it adds headers of a browser,
 * which our own listener refuses when it is probed.
 */
export function createFetch(ports: FetchPorts = {}): Fetch {
  const { proxies = noProxies, clock = systemClock, trust = builtInTrust } = ports;
  const tools = { clock, trust };
  const agents = { http: new ForwardAgent(tools), https: new TunnelAgent(tools) };

  return async (url, init) => {
    const { origin } = new URL(url);
    try {
      const routes = await untilAborted(proxies.routesTo(origin), init.signal);
      const sent = url.startsWith("https:")
        ? whileTrusting(trust, (context) => send(url, init, routes, context, agents))
        : send(url, init, routes, null, agents);
      return await untilAborted(sent, init.signal);
    } catch (error) {
      proxies.failed(origin, error);
      throw error;
    }
  };
}

/** `context`: whom TLS begins by; null where it does not. */
function send(
  url: string,
  { method, headers, body, signal, onWritten }: FetchInit,
  routes: Routes,
  context: SecureContext | null,
  agents: { readonly http: ForwardAgent; readonly https: TunnelAgent },
): Promise<FetchResponse> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
    const options: RoutedOptions = {
      method,
      headers: { ...headers, ...length },
      signal,
      routes,
      givenUp: signal,
    };
    const request =
      context === null
        ? http.request(url, { ...options, agent: agents.http, ...forwardedPath(url, routes) })
        : https.request(url, {
            ...options,
            agent: agents.https,
            ...trustOptions(context),
          });
    request.once("error", reject);
    if (onWritten !== undefined) request.once("finish", onWritten);
    request.once("response", (response) => {
      // Read at once: a body that nobody takes would keep its connection.
      const text = readText(response);
      text.catch(() => undefined);
      const status = response.statusCode ?? 0;
      // In a tunnel it would be the account's word; here nobody but a proxy says it.
      if (status === 407 && context === null && !isDirect(routes)) {
        reject(new ProxyFailure("wants-credentials", describeRoutes(routes), status));
        return;
      }
      resolve({ status, headers: { get: (name) => headerOf(response, name) }, text: () => text });
    });
    request.end(body);
  });
}

/** A proxy gets the whole address. Any server has to take that, too, should a direct route follow (RFC 9112, 3.2.2). */
function forwardedPath(url: string, routes: Routes): { readonly path?: string } {
  return isDirect(routes) ? {} : { path: url };
}

/** A request that waits for its connection does not hear of being given up, and another one may be slow as well. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(aborted());
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}

function aborted(): Error {
  return new DOMException("The operation was aborted", "AbortError");
}

function headerOf(response: IncomingMessage, name: string): string | null {
  const value = response.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(", ") : (value ?? null);
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > longestBody) throw new Error("The answer is longer than any the API gives.");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}
