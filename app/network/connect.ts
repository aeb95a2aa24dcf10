import type { Socket } from "node:net";
import type { Clock } from "../platform/ports.ts";
import { openSocket, type HostPort } from "./open-socket.ts";
import { openFirstRoute } from "./open-route.ts";
import type { Proxies } from "./proxies.ts";
import { ProxyFailure } from "./proxy-failure.ts";
import { hostAndPort } from "./route.ts";
import type { Trust } from "./trust.ts";

/** Opens a TCP connection, by whatever route leads there. `signal` gives up. */
export type Connect = (target: HostPort, signal: AbortSignal) => Promise<Socket>;

export const connectDirectly: Connect = openSocket;

export interface ConnectPorts {
  readonly proxies: Proxies;
  readonly clock: Clock;
  /** Whose word counts about a proxy that is spoken to over TLS. */
  readonly trust: Trust;
  readonly direct?: Connect;
}

/**
 * Connects as the system wants it: through its proxy where it names one for that server. Such a proxy is for the web, and
 * many refuse every port but 443 where the network itself lets others out: after a refusal the direct route is tried. Where
 * that fails as well, the proxy's word counts.
 */
export function createConnect({ proxies, clock, trust, direct = connectDirectly }: ConnectPorts): Connect {
  return async (target, signal) => {
    // Proxies are chosen by URL. What a tunnel carries is a proxy's business as little as with https.
    const origin = `https://${hostAndPort(target)}`;
    const routes = await proxies.routesTo(origin);
    try {
      return await openFirstRoute(routes, target, { carriage: "tunnel", signal, clock, trust });
    } catch (error) {
      if (!(error instanceof ProxyFailure) || error.reason !== "refused") {
        proxies.failed(origin, error);
        throw error;
      }
      return direct(target, signal).catch(() => {
        proxies.failed(origin, error);
        throw error;
      });
    }
  };
}
