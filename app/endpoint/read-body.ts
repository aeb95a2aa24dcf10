import type { IncomingMessage } from "node:http";

export type ReadBody =
  | { readonly kind: "body"; readonly body: Uint8Array }
  | { readonly kind: "too-long" }
  /** The sender broke off, or was cut off for taking too long. */
  | { readonly kind: "gone-away" };

/** Reads at most `limit` bytes and then calls `done`, once. Never holds more than one chunk beyond the limit. */
export function readBody(request: IncomingMessage, limit: number, done: (read: ReadBody) => void): void {
  const chunks: Uint8Array[] = [];
  let length = 0;

  function finish(read: ReadBody): void {
    request.off("data", onData);
    request.off("end", onEnd);
    request.off("close", onGone);
    chunks.length = 0;
    done(read);
  }
  function onData(chunk: Uint8Array): void {
    length += chunk.byteLength;
    if (length > limit) finish({ kind: "too-long" });
    else chunks.push(chunk);
  }
  function onEnd(): void {
    finish({ kind: "body", body: Buffer.concat(chunks) });
  }
  function onGone(): void {
    finish({ kind: "gone-away" });
  }

  request.on("data", onData);
  request.on("end", onEnd);
  request.on("close", onGone);
  // Without a listener an aborted request would be an uncaught error; "close" follows it.
  request.on("error", () => undefined);
}
