/** Opens a connection by one of several routes: directly, through an HTTP proxy's `CONNECT`, or through SOCKS. */
import type { Socket } from "node:net";
import { assertNever } from "../model/assert-never.ts";
import type { Clock } from "../platform/ports.ts";
import { openSocket, type HostPort } from "./open-socket.ts";
import { openSocks } from "./open-socks.ts";
import { openToProxy, openTunnel } from "./open-tunnel.ts";
import { ProxyFailure } from "./proxy-failure.ts";
import type { Route, Routes } from "./route.ts";
import type { Trust } from "./trust.ts";

export interface RouteOptions {
  /**
   * - `tunnel`: bytes reach the server itself, whatever they are.
   * - `forward`: an HTTP proxy is spoken to itself, with the whole address in each request.
   */
  readonly carriage: "tunnel" | "forward";
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Whose word counts about a proxy that is spoken to over TLS. */
  readonly trust: Trust;
}

/** In milliseconds: how long a route may take to open where there is another one, and where there is none. */
const patience = { withAnother: 4_000, last: 30_000 };

/**
 * The first route that opens. Rejects with a `ProxyFailure`, or with the system's error of a direct connection: in both
 * cases nothing was sent to the destination. Where a proxy wanted credentials, or was not trusted, that is the error.
 */
export async function openFirstRoute(routes: Routes, target: HostPort, options: RouteOptions): Promise<Socket> {
  const { signal } = options;
  let failure: unknown = null;
  for (const [index, route] of routes.entries()) {
    try {
      const milliseconds = index < routes.length - 1 ? patience.withAnother : patience.last;
      return await withinTime(milliseconds, options, (limit) =>
        openRoute(route, target, { ...options, signal: limit }),
      );
    } catch (error) {
      signal.throwIfAborted();
      if (!namesRemedy(failure)) failure = error;
    }
  }
  throw failure;
}

/** True where the user can do something about it, unlike about a network that is away. */
function namesRemedy(failure: unknown): boolean {
  if (!(failure instanceof ProxyFailure)) return false;
  return failure.reason === "wants-credentials" || failure.reason === "untrusted";
}

/** Runs `open` with a signal that ends when the options' does, or when time is up. */
async function withinTime(
  milliseconds: number,
  { signal, clock }: RouteOptions,
  open: (limit: AbortSignal) => Promise<Socket>,
): Promise<Socket> {
  signal.throwIfAborted();
  const limit = new AbortController();
  const end = (): void => limit.abort();
  const cancel = clock.setTimeout(end, milliseconds);
  signal.addEventListener("abort", end, { once: true });
  try {
    return await open(limit.signal);
  } finally {
    cancel();
    signal.removeEventListener("abort", end);
  }
}

function openRoute(route: Route, target: HostPort, { carriage, signal, trust }: RouteOptions): Promise<Socket> {
  switch (route.kind) {
    case "direct":
      return openSocket(target, signal);
    case "http-proxy":
      return carriage === "tunnel" ? openTunnel(route, target, signal, trust) : openToProxy(route, signal, trust);
    case "socks-proxy":
      return openSocks(route, target, signal);
    default:
      return assertNever(route, "route");
  }
}
