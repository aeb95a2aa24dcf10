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

/** A port that nobody has right now, for what must be known before it is listened on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  await closeServer(server);
  return port;
}
