import type { Socket } from "node:net";
import type { CancelTimeout, Clock } from "../platform/ports.ts";
import { createLineReader } from "./line-reader.ts";
import { createRequestRate } from "./request-rate.ts";

export interface PacedLinesOptions {
  readonly socket: Socket;
  readonly clock: Clock;
  /** No line is taken while it says so; `go` when it no longer does. */
  readonly isFull: () => boolean;
  readonly onLine: (line: Uint8Array) => void;
  readonly onTooLong: () => void;
  /** The client has said all it will, and all of it was taken. */
  readonly onEnd: () => void;
}

export interface PacedLines {
  go(): void;
  stop(): void;
}

/** Reads lines as fast as they may be taken. What comes faster is not read: it stays with the client, which has to wait. */
export function readPacedLines({ socket, clock, isFull, onLine, onTooLong, onEnd }: PacedLinesOptions): PacedLines {
  const lines = createLineReader();
  const rate = createRequestRate(clock);
  let isStopped = false;
  let clientEnded = false;
  let cancelWait: CancelTimeout | null = null;

  function go(): void {
    while (takeOne());
  }

  /** False where nothing more can be taken now. */
  function takeOne(): boolean {
    if (isStopped || cancelWait !== null) return false;
    const wait = rate.wait();
    if (isFull() || wait > 0) {
      socket.pause();
      if (!isFull()) cancelWait = clock.setTimeout(goOn, wait);
      return false;
    }
    const line = lines.next();
    if (line === null) socket.resume();
    if (line === null && clientEnded) onEnd();
    if (line === "too-long") onTooLong();
    if (line === null || line === "too-long") return false;
    rate.note();
    onLine(line);
    return true;
  }

  function goOn(): void {
    cancelWait = null;
    go();
  }

  socket.on("data", (bytes: Uint8Array) => {
    lines.push(bytes);
    go();
  });
  socket.once("end", () => {
    clientEnded = true;
    go();
  });

  return {
    go,
    stop() {
      isStopped = true;
      cancelWait?.();
    },
  };
}
