import { connect, type Socket } from "node:net";

export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** A TCP connection. Rejects with the system's error, or as the system does when nobody answers once `signal` ends it. */
export function openSocket({ host, port }: HostPort, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const giveUp = (): void => void socket.destroy(nobodyAnswered());
    const fail = (error: Error): void => {
      signal.removeEventListener("abort", giveUp);
      reject(error);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    if (signal.aborted) giveUp();
    socket.once("error", fail);
    socket.once("connect", () => {
      signal.removeEventListener("abort", giveUp);
      socket.off("error", fail);
      // Small messages in both directions: waiting to fill a packet would add 40 ms to each.
      socket.setNoDelay(true);
      // Its holder hears of a broken connection by `close`; without a listener an error would end the app.
      socket.on("error", () => undefined);
      resolve(socket);
    });
  });
}

function nobodyAnswered(): Error {
  return Object.assign(new Error("No connection in time"), { code: "ETIMEDOUT", syscall: "connect" });
}
