/** The socket (on Windows the pipe) at which programs of this computer ask. There is no port, so no page of the web can. */
import { createServer, type Server, type Socket } from "node:net";
import type { Clock, Logger, Random } from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";
import { claimSocket } from "./claim-socket.ts";
import { createServerHandshake, type Handshake } from "./handshake.ts";
import type { LocalAddress } from "./local-address.ts";
import { openConnection, type LocalConnection, type LocalConnectionOptions } from "./local-connection.ts";
import type { LocalEvent } from "./protocol.ts";
import { announcePipe, createNonce, createPipeAnnouncement } from "./pipe-announcement.ts";
import { claimFolder, type SocketFailure } from "./socket-folder.ts";

/** Programs at once. One more is told so. */
const mostClients = 32;

export interface LocalServerOptions extends Pick<
  LocalConnectionOptions,
  "service" | "watch" | "may" | "version" | "clock" | "logger"
> {
  readonly address: LocalAddress;
  /** Of this process; what belongs to another is not trusted. */
  readonly userId: number;
  readonly random: Random;
  readonly clock: Clock;
  readonly logger: Logger;
}

type ByeReason = Extract<LocalEvent, { event: "bye" }>["reason"];

export type LocalServer =
  | { readonly kind: "open"; readonly close: (reason: ByeReason) => void }
  | { readonly kind: "failed"; readonly failure: SocketFailure };

/** Never rejects. */
export async function openLocalServer(options: LocalServerOptions): Promise<LocalServer> {
  const { address, userId, logger } = options;
  const connections = new Set<LocalConnection>();
  let handshake: (() => Handshake) | null = null;
  const server = createServer({ allowHalfOpen: true }, (socket) => accept(socket));

  function accept(socket: Socket): void {
    const connection = openConnection({
      ...options,
      socket,
      handshake: handshake?.() ?? null,
      onEnd: () => void connections.delete(connection),
    });
    if (connections.size >= mostClients) return connection.end("too-many-clients");
    connections.add(connection);
  }

  function opened(release: () => void): LocalServer {
    server.on("error", (error) => logger.warn("The socket for programs failed", errorFields(error)));
    return {
      kind: "open",
      close(reason) {
        server.close();
        release();
        for (const connection of connections) connection.end(reason);
      },
    };
  }

  if (address.kind === "pipe") {
    const announcement = createPipeAnnouncement(options.random);
    handshake = () => createServerHandshake({ ...announcement, nonce: createNonce(options.random) });
    return openPipe(server, address.announcement, announcement, opened);
  }
  const failure = claimFolder(address.folder, userId);
  if (failure !== null) return { kind: "failed", failure };
  const claim = await claimSocket(server, address.path, userId);
  return claim.kind === "ours" ? opened(claim.release) : claim;
}

function openPipe(
  server: Server,
  file: string,
  announcement: ReturnType<typeof createPipeAnnouncement>,
  opened: (release: () => void) => LocalServer,
): Promise<LocalServer> {
  return new Promise((resolve) => {
    const fail = (): void => resolve({ kind: "failed", failure: "refused" });
    server.once("error", fail);
    server.listen(announcement.pipe, () => {
      server.off("error", fail);
      try {
        resolve(opened(announcePipe(file, announcement)));
      } catch {
        server.close();
        fail();
      }
    });
  });
}
