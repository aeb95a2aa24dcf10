import { connect, type Socket } from "node:net";
import type { IntakeRequest } from "../../../../app/broadcast/intake.ts";

/** What one connection got back. */
export interface RawAnswer {
  /** Of the first final answer (1xx are passed over); 0 where the connection ended without one. */
  readonly status: number;
  readonly head: string;
  readonly body: string;
  /** Milliseconds from connecting to the answer, or to the end. */
  readonly milliseconds: number;
  /** When the other side ended the connection; our side never does. */
  readonly closed: Promise<void>;
  readonly socket: Socket;
}

/** Bytes that are sent one after the other; a number waits so many milliseconds. */
export type RawScript = Iterable<Uint8Array | string | number>;

const finalAnswer =
  /^(?:HTTP\/1\.1 1\d\d[^\r]*\r\n(?:[^\r]+\r\n)*\r\n)*(HTTP\/1\.1 (\d{3})[^\r]*\r\n(?:[^\r]+\r\n)*)\r\n/;

/** Speaks to the port as nobody's HTTP client would, and keeps the connection open for as long as it is let. */
export function exchangeRaw(port: number, script: RawScript): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const socket = connect(port, "127.0.0.1");
    const closed = new Promise<void>((ended) => socket.once("close", () => ended()));
    let received = "";

    function conclude(match: RegExpExecArray | null): void {
      const body = match === null ? "" : received.slice(match[0].length);
      const milliseconds = performance.now() - startedAt;
      resolve({ status: Number(match?.[2] ?? 0), head: match?.[1] ?? "", body, milliseconds, closed, socket });
    }
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      const match = finalAnswer.exec(received);
      if (match !== null && received.length - match[0].length >= contentLength(match[0])) conclude(match);
    });
    // A reset is one of the ways to be refused: what counts is what had been received by then.
    socket.on("error", () => undefined);
    socket.on("close", () => conclude(finalAnswer.exec(received)));
    socket.on("connect", () => void play(socket, script));
  });
}

function contentLength(head: string): number {
  return Number(/\r\ncontent-length: (\d+)\r\n/i.exec(head)?.[1] ?? 0);
}

async function play(socket: Socket, script: RawScript): Promise<void> {
  for (const step of script) {
    if (socket.destroyed) return;
    if (typeof step === "number") await pause(socket, step);
    else socket.write(step);
  }
}

/** Ends early when the connection does, so that a slow script leaves no timer behind. */
function pause(socket: Socket, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timeout = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timeout);
      socket.off("close", done);
      resolve();
    }
    socket.once("close", done);
  });
}

/** The bytes of a request, headers exactly as given. */
export function bytesOf(request: IntakeRequest): Buffer {
  return Buffer.concat([headOf(request), request.body]);
}

export function headOf(request: IntakeRequest): Buffer {
  const lines = [`${request.method} ${request.target} HTTP/1.1`];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    lines.push(`${request.rawHeaders[index] ?? ""}: ${request.rawHeaders[index + 1] ?? ""}`);
  }
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}

/** A body in HTTP's chunked form. */
export function chunked(body: Uint8Array, size: number): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < body.byteLength; at += size) {
    const chunk = body.subarray(at, at + size);
    parts.push(Buffer.from(`${chunk.byteLength.toString(16)}\r\n`), chunk, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}
