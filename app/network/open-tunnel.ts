import http from "node:http";
import https from "node:https";
import { isIP, type Socket } from "node:net";
import { connect as connectTls, type SecureContext } from "node:tls";
import { openSocket, type HostPort } from "./open-socket.ts";
import { ProxyFailure } from "./proxy-failure.ts";
import { hostAndPort, type Route } from "./route.ts";
import { tlsFault } from "./tls-fault.ts";
import { type Trust, type TrustOptions, trustOptions, whileTrusting } from "./trust.ts";

type HttpProxy = Extract<Route, { kind: "http-proxy" }>;

const wantsCredentials = 407;

/**
 * A connection to `address` through a proxy's `CONNECT`. By Node's own client and no library: those hand a refusal on as
 * if it came from the server, and a proxy's 401 must not pass for one of the account. Rejects with a `ProxyFailure`.
 */
export async function openTunnel(
  proxy: HttpProxy,
  target: HostPort,
  signal: AbortSignal,
  trust: Trust,
): Promise<Socket> {
  try {
    if (!proxy.secure) return await askForTunnel(proxy, target, signal, null);
    return await whileTrusting(trust, (context) => askForTunnel(proxy, target, signal, context));
  } catch (error) {
    throw asProxyFailure(error, proxy);
  }
}

/** `context`: whom TLS to the proxy begins by; null where it is spoken to without. */
function askForTunnel(
  proxy: HttpProxy,
  target: HostPort,
  signal: AbortSignal,
  context: SecureContext | null,
): Promise<Socket> {
  const { host, port } = proxy;
  const to = hostAndPort(target);
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
    const request =
      context === null ? http.request(options) : https.request({ ...options, ...trusting(host, context) });
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
    request.on("error", reject);
    request.end();
  });
}

/** A connection to the proxy itself, which needs the whole address in each request. Rejects with a `ProxyFailure`. */
export async function openToProxy(proxy: HttpProxy, signal: AbortSignal, trust: Trust): Promise<Socket> {
  try {
    if (!proxy.secure) return await openSocket(proxy, signal);
    return await whileTrusting(trust, async (context) =>
      secured(await openSocket(proxy, signal), proxy.host, signal, context),
    );
  } catch (error) {
    throw asProxyFailure(error, proxy);
  }
}

function asProxyFailure(error: unknown, proxy: HttpProxy): ProxyFailure {
  if (error instanceof ProxyFailure) return error;
  const fault = tlsFault(error);
  return new ProxyFailure(fault === null ? "unreachable" : "untrusted", hostAndPort(proxy), null, fault);
}

function secured(socket: Socket, host: string, signal: AbortSignal, context: SecureContext): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const secure = connectTls({ socket, host, ...trusting(host, context) });
    const giveUp = (): void => void secure.destroy(new Error("No answer in time"));
    signal.addEventListener("abort", giveUp, { once: true });
    secure.on("error", reject);
    secure.once("secureConnect", () => {
      signal.removeEventListener("abort", giveUp);
      resolve(secure);
    });
  });
}

/** Whose certificate the proxy must show: its own, while `Host` names the server behind it. An address has no such name. */
function trusting(host: string, context: SecureContext): TrustOptions & { readonly servername: string } {
  return { ...trustOptions(context), servername: isIP(host) === 0 ? host : "" };
}
