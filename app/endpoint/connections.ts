import type { Socket } from "node:net";
import { systemClock } from "../platform/system.ts";

export interface ConnectionLimits {
  /** From the connection to the end of its head, in milliseconds. */
  readonly headersTimeout: number;
  /** From the connection to the end of its request. */
  readonly requestTimeout: number;
  /** How long one that was answered may be idle. */
  readonly keepAliveTimeout: number;
  readonly maxConnections: number;
}

export interface ConnectionsPorts {
  readonly limits: ConnectionLimits;
  /** Its request takes too long. */
  readonly onTimeout: (socket: Socket) => void;
  /** It makes room for a newer one. */
  readonly onNoRoom: (socket: Socket) => void;
}

/**
 * Keeps the deadline of each open connection, and their number. Where there is no room, the one goes that has waited
 * longest without a whole head: a newcomer may be genuine, and that one most likely is not. No timer runs while no
 * connection is open.
 */
export interface Connections {
  opened(socket: Socket): void;
  headRead(socket: Socket): void;
  answered(socket: Socket): void;
}

interface Connection {
  readonly openedAt: number;
  deadline: NodeJS.Timeout;
}

export function createConnections({ limits, onTimeout, onNoRoom }: ConnectionsPorts): Connections {
  /** Oldest first. */
  const withoutHead = new Map<Socket, Connection>();
  const withHead = new Map<Socket, Connection>();

  // Sockets live in the time of the machine, whatever clock the product has.
  function deadlineOf(socket: Socket, milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => onTimeout(socket), milliseconds).unref();
  }

  function makeRoom(): void {
    if (withoutHead.size + withHead.size < limits.maxConnections) return;
    const [oldest] = withoutHead.size > 0 ? withoutHead.keys() : withHead.keys();
    if (oldest === undefined) return;
    forget(oldest);
    onNoRoom(oldest);
  }

  function forget(socket: Socket): void {
    clearTimeout((withoutHead.get(socket) ?? withHead.get(socket))?.deadline);
    withoutHead.delete(socket);
    withHead.delete(socket);
  }

  return {
    opened: (socket) => {
      makeRoom();
      withoutHead.set(socket, {
        openedAt: systemClock.monotonicNow(),
        deadline: deadlineOf(socket, limits.headersTimeout),
      });
      socket.once("close", () => forget(socket));
    },
    headRead: (socket) => {
      const connection = withoutHead.get(socket);
      if (connection === undefined) return;
      clearTimeout(connection.deadline);
      const left = connection.openedAt + limits.requestTimeout - systemClock.monotonicNow();
      connection.deadline = deadlineOf(socket, Math.max(0, left));
      withoutHead.delete(socket);
      withHead.set(socket, connection);
    },
    answered: (socket) => {
      const connection = withHead.get(socket);
      if (connection === undefined || socket.destroyed) return;
      forget(socket);
      // The next head may begin at the last moment of the idle time.
      const idle = limits.keepAliveTimeout;
      withoutHead.set(socket, {
        openedAt: systemClock.monotonicNow() + idle,
        deadline: deadlineOf(socket, idle + limits.headersTimeout),
      });
    },
  };
}
