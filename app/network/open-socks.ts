import type { Socket } from "node:net";
import { openSocket, type HostPort } from "./open-socket.ts";
import { ProxyFailure, type ProxyFailureReason } from "./proxy-failure.ts";
import { hostAndPort, type Route } from "./route.ts";

type SocksProxy = Extract<Route, { kind: "socks-proxy" }>;

/** A connection to `address` through a SOCKS proxy, which resolves the name itself. Rejects with a `ProxyFailure`. */
export async function openSocks(proxy: SocksProxy, target: HostPort, signal: AbortSignal): Promise<Socket> {
  const name = hostAndPort(proxy);
  let socket: Socket | null = null;
  const giveUp = (): void => void socket?.destroy();
  try {
    // Loaded when a proxy of that kind is first met: most computers have none.
    const { SocksClient } = await import("socks");
    socket = await openSocket(proxy, signal);
    signal.addEventListener("abort", giveUp, { once: true });
    const { host, port, version: type } = proxy;
    const opened = await SocksClient.createConnection({
      proxy: { host, port, type },
      command: "connect",
      destination: { host: target.host, port: target.port },
      existing_socket: socket,
    });
    return opened.socket;
  } catch (error) {
    socket?.destroy();
    throw new ProxyFailure(socket === null ? "unreachable" : reasonOf(error), name);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

/** The library tells its reasons in sentences alone. */
function reasonOf(error: unknown): ProxyFailureReason {
  const message = error instanceof Error ? error.message : "";
  if (/no accepted authentication type|authentication failed/i.test(message)) return "wants-credentials";
  return /rejected/i.test(message) ? "refused" : "unreachable";
}
