import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { jsonAnswer, notFoundAnswer } from "./answers.ts";
import { ConnectionLost } from "./exchange.ts";
import type { DemoRequest, DemoResponse } from "./exchange.ts";

const host = "127.0.0.1";
const largestBody = 1024 * 1024;

export type Handle = (request: DemoRequest) => Promise<DemoResponse>;

export interface HttpListener {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** From now on answers with `handle`; call it once. */
  serve(handle: Handle): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * Listens on the loopback interface. Port 0 takes a free one. Web pages are refused, whatever they ask.
 * Rejects with the system's error where the port is taken.
 */
export async function listenOnLoopback(port: number): Promise<HttpListener> {
  const server = createServer();
  const origin = `http://${host}:${await listen(server, port)}`;
  return {
    origin,
    serve: (handle) => void server.on("request", (incoming, outgoing) => void serve(incoming, outgoing, handle)),
    close: () => close(server),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, handle: Handle): Promise<void> {
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  try {
    send(outgoing, refusalOf(incoming) ?? (await answer(incoming, gone.signal, handle)));
  } catch (error) {
    if (error instanceof ConnectionLost || gone.signal.aborted) incoming.socket.destroy();
    else send(outgoing, failed);
  }
}

/** A 204 has no body and therefore no length (RFC 9110, section 8.6). */
function send(outgoing: ServerResponse, response: DemoResponse): void {
  const length = response.status === 204 ? {} : { "content-length": String(Buffer.byteLength(response.body)) };
  outgoing.writeHead(response.status, { ...response.headers, ...length });
  outgoing.end(response.body);
}

async function answer(incoming: IncomingMessage, signal: AbortSignal, handle: Handle): Promise<DemoResponse> {
  const body = await readAll(incoming);
  if (body === null) return tooLarge;
  const target = incoming.url ?? "/";
  if (!target.startsWith("/")) return notFoundAnswer;
  if (body.length > 0 && !isJson(incoming.headers["content-type"])) return notDeclaredJson;
  return handle({
    method: incoming.method ?? "GET",
    target,
    headers: plainHeaders(incoming),
    body,
    address: incoming.socket.remoteAddress ?? host,
    signal,
  });
}

/** Null where it is larger than 1 MB; it is read to its end all the same, for the client to hear of it. */
async function readAll(incoming: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  return size <= largestBody ? Buffer.concat(chunks) : null;
}

function plainHeaders(incoming: IncomingMessage): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return headers;
}

/**
 * What no API client sends and a page of a web site cannot help sending: another name as `Host` (a name of its own
 * that it points at 127.0.0.1), `Origin`, or a `Sec-Fetch-Site` that says that a page asked. Null where nothing is wrong.
 */
function refusalOf({ headers }: IncomingMessage): DemoResponse | null {
  if (!isLoopbackHost(headers.host)) return foreignHost;
  const site = headers["sec-fetch-site"];
  return headers.origin !== undefined || (site !== undefined && site !== "none") ? fromBrowser : null;
}

/** A page can send any body across sites as long as it does not declare it to be JSON. */
function isJson(type: string | undefined): boolean {
  return /^application\/json(?:\s*;.*)?$/i.test(type ?? "");
}

function isLoopbackHost(header: string | undefined): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::\d{1,5})?$/i.test(header ?? "");
}

const foreignHost = jsonAnswer(403, { message: "This server answers to loopback names only" });
const fromBrowser = jsonAnswer(403, { message: "This server does not answer to web pages" });
const notDeclaredJson = jsonAnswer(415, { message: "A body needs the header Content-Type: application/json" });
const failed = jsonAnswer(500, { message: "The demo server failed to answer" });
const tooLarge = jsonAnswer(413, { message: "The body is larger than 1 MB" });
