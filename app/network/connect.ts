import type { Socket } from "node:net";
import type { Clock } from "../ports.ts";
import { openSocket, type Place } from "./open-socket.ts";
import { openWay } from "./open-way.ts";
import type { Proxies } from "./proxies.ts";
import { hostAndPort } from "./route.ts";

/** Opens a TCP connection, by whatever way leads there. `signal` gives up. */
export type Connect = (place: Place, signal: AbortSignal) => Promise<Socket>;

export const connectDirectly: Connect = openSocket;

/** Connects as the system wants it: through its proxy where it names one for that place. */
export function createConnect(proxies: Proxies, clock: Clock): Connect {
  return async (place, signal) => {
    // Proxies are chosen by URL. What a tunnel carries is a proxy's business as little as with https.
    const origin = `https://${hostAndPort(place)}`;
    const routes = await proxies.routesTo(origin);
    try {
      return await openWay(routes, place, { carriage: "tunnel", signal, clock, authorities: null });
    } catch (error) {
      proxies.failed(origin, error);
      throw error;
    }
  };
}
