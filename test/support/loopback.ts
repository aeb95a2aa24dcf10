import { randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";

/** Opens the server on a port of this machine that nobody has, and answers which. */
export function listenOnLoopback(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Takes no more connections; resolves when those that are open have ended. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The same, and ends those that are open. */
export function endWebServer(server: Server & { closeAllConnections(): void }): Promise<void> {
  const closed = closeServer(server);
  server.closeAllConnections();
  return closed;
}

/** A port of a service that no machine offers and that systems give out to nobody: anyone who connects to it is refused. */
export const nobodysPort = 2;

/**
 * A port that nobody has right now, for what must be known before it is listened on. None of those that systems give
 * out by themselves: every connection that anybody makes takes one of them, and might take this one meanwhile.
 */
export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

/** So many of them, each another one. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers: Server[] = [];
  while (servers.length < count) {
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(randomInt(...portsOfNobody), "127.0.0.1", () => resolve(true));
    });
    if (isFree) servers.push(server);
  }
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(closeServer));
  return ports;
}

/** From the first to before the last. */
const portsOfNobody = portsBeside(givenOut());

/** The first and the last port that the system gives out by itself. */
function givenOut(): readonly [first: number, last: number] {
  try {
    const [first = "", last = ""] = readFileSync("/proc/sys/net/ipv4/ip_local_port_range", "utf8").trim().split(/\s+/);
    return [Number(first), Number(last)];
  } catch {
    // What most other systems give out.
    return [49_152, 65_535];
  }
}

function portsBeside([first, last]: readonly [first: number, last: number]): readonly [from: number, to: number] {
  if (first >= 12_000) return [10_000, Math.min(first, 32_768)];
  return last <= 60_000 ? [last + 1, 65_536] : [10_000, 32_768];
}
