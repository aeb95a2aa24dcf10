import http from "node:http";
import https from "node:https";
import { isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { openSocket, type Place } from "./open-socket.ts";
import { ProxyFailure } from "./proxy-failure.ts";
import { hostAndPort, type Route } from "./route.ts";

type HttpProxy = Extract<Route, { kind: "http-proxy" }>;

const wantsCredentials = 407;

/**
 * A connection to `place` through a proxy's `CONNECT`. By Node's own client and no library: those hand a refusal on as
 * if it came from the place, and a proxy's 401 must not pass for one of the account. Rejects with a `ProxyFailure`.
 */
export function openTunnel(
  proxy: HttpProxy,
  place: Place,
  signal: AbortSignal,
  authorities: readonly string[] | null,
): Promise<Socket> {
  const { host, port, secure } = proxy;
  const to = hostAndPort(place);
  const name = hostAndPort(proxy);
  const options = {
    host,
    port,
    method: "CONNECT",
    path: to,
    headers: { Host: to, "User-Agent": "Tallylight", Connection: "keep-alive", "Proxy-Connection": "keep-alive" },
    agent: false,
    signal,
  };
  return new Promise((resolve, reject) => {
    const request = secure ? https.request({ ...options, ...trusting(host, authorities) }) : http.request(options);
    request.once("connect", (response, socket: Socket, head) => {
      const status = response.statusCode ?? 0;
      socket.on("error", () => undefined);
      if (status < 200 || status > 299) {
        socket.destroy();
        reject(new ProxyFailure(status === wantsCredentials ? "wants-credentials" : "refused", name, status));
        return;
      }
      // An SSH server speaks first, and its words may come with the proxy's.
      if (head.length > 0) socket.unshift(head);
      socket.setNoDelay(true);
      resolve(socket);
    });
    request.on("error", () => reject(new ProxyFailure("unreachable", name)));
    request.end();
  });
}

/** A connection to the proxy itself, to be told in each request where to. Rejects with a `ProxyFailure`. */
export async function openToProxy(
  proxy: HttpProxy,
  signal: AbortSignal,
  authorities: readonly string[] | null,
): Promise<Socket> {
  try {
    const socket = await openSocket(proxy, signal);
    return proxy.secure ? await secured(socket, proxy.host, signal, authorities) : socket;
  } catch {
    throw new ProxyFailure("unreachable", hostAndPort(proxy));
  }
}

function secured(
  socket: Socket,
  host: string,
  signal: AbortSignal,
  authorities: readonly string[] | null,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const secure = connectTls({ socket, host, ...trusting(host, authorities) });
    const giveUp = (): void => void secure.destroy(new Error("No answer in time"));
    signal.addEventListener("abort", giveUp, { once: true });
    secure.on("error", reject);
    secure.once("secureConnect", () => {
      signal.removeEventListener("abort", giveUp);
      resolve(secure);
    });
  });
}

/** Whose certificate the proxy must show: its own, while `Host` names the place behind it. An address has no such name. */
function trusting(
  host: string,
  authorities: readonly string[] | null,
): { readonly servername: string; readonly ca?: string[] } {
  const servername = isIP(host) === 0 ? host : "";
  return authorities === null ? { servername } : { servername, ca: [...authorities] };
}
