import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock, Logger } from "../platform/ports.ts";
import { type Counters, type Reason, statusOfReason } from "../broadcast/reasons.ts";
import type { HeadDecision, Reception } from "./reception.ts";
import { createConnections } from "./connections.ts";
import { readBody } from "./read-body.ts";
import { RefusalLog } from "./refusal-log.ts";
import { bodyLimit } from "../broadcast/validate-head.ts";
import { type Verdict, verdict } from "../broadcast/verdict.ts";

export interface ListenerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reception: Reception;
}

export interface Listener {
  readonly port: number;
  counters(): Counters;
  openConnections(): Promise<number>;
  /** Ends every connection at once. */
  close(): Promise<void>;
}

/** Bytes, connections and milliseconds. */
export const listenerLimits = {
  maxHeaderSize: 8_192,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  maxConnections: 512,
  keepAliveTimeout: 5_000,
  bodyLimit,
} as const;

/** The longest that a timer of Node.js waits, in milliseconds. */
const longestTimer = 2 ** 31 - 1;

/**
 * Listens on 127.0.0.1 alone and hands what arrives to the reception. Rejects with the system's error where the
 * port cannot be had (`EADDRINUSE`).
 */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const { clock, reception, logger } = options;
  const refusals = new RefusalLog(clock, logger);
  const server = createServer({
    maxHeaderSize: listenerLimits.maxHeaderSize,
    // Node.js checks for slow connections at an interval, also while there is none: deadlines are kept here instead.
    headersTimeout: 0,
    requestTimeout: 0,
    connectionsCheckingInterval: longestTimer,
    keepAliveTimeout: listenerLimits.keepAliveTimeout,
    insecureHTTPParser: false,
    // The head's validation refuses what has no Host, and counts it.
    requireHostHeader: false,
  });
  // No number of headers, only their size: what is beyond a number would be dropped and never seen.
  server.maxHeadersCount = 0;
  /** Connections that had their last answer: what still goes on there is neither answered nor counted again. */
  const finished = new WeakSet<Duplex>();

  const connections = createConnections({
    limits: listenerLimits,
    onTimeout: (socket) => refuseBare(socket, "timed-out"),
    onNoRoom: (socket) => {
      finished.add(socket);
      socket.destroy();
      conclude(verdict("too-many-connections"));
    },
  });

  function refuseBare(socket: Duplex, reason: Reason): void {
    if (finished.has(socket)) {
      socket.destroy();
      return;
    }
    finished.add(socket);
    answerBare(socket, statusOfReason[reason]);
    conclude(verdict(reason));
  }

  function conclude(concluded: Verdict, by: Pick<HeadDecision, "conclude"> = reception): void {
    if (concluded.status !== 200) refusals.note(concluded.reason);
    by.conclude(concluded);
  }

  /** Where some of the body was left unread, the connection cannot be used for another request. */
  function answerLast(request: IncomingMessage, response: ServerResponse, given: Verdict): void {
    response.setHeader("Connection", "close");
    answer(response, given);
    finished.add(request.socket);
  }

  function onRequest(request: IncomingMessage, response: ServerResponse, continueFirst: boolean): void {
    // Sent before its sender knew that the connection ends: it would be obeyed and never answered.
    if (finished.has(request.socket)) return;
    connections.headRead(request.socket);
    response.once("close", () => connections.answered(request.socket));
    const head = reception.validateHead({
      method: request.method ?? "",
      target: request.url ?? "",
      rawHeaders: request.rawHeaders,
    });
    if (head.kind === "decided") {
      if (announcesBody(request)) answerLast(request, response, head.verdict);
      else answer(response, head.verdict);
      conclude(head.verdict, head);
      return;
    }
    if (continueFirst) response.writeContinue();
    readBody(request, bodyLimit, (read) => {
      if (read.kind === "gone-away") {
        if (!finished.has(request.socket)) conclude(verdict("gone-away"), head);
        return;
      }
      const judged = read.kind === "too-long" ? verdict("too-long") : head.judge(read.body, head.signature);
      if (read.kind === "too-long") answerLast(request, response, judged);
      else answer(response, judged);
      conclude(judged, head);
    });
  }

  server.on("request", (request, response) => onRequest(request, response, false));
  server.on("checkContinue", (request, response) => onRequest(request, response, true));
  server.on("checkExpectation", (request, response) => {
    if (finished.has(request.socket)) return;
    // Left alone, such a connection would stay open for a body that is never asked for.
    const refused = verdict("unknown-expectation");
    answerLast(request, response, refused);
    conclude(refused);
  });
  server.on("connect", (_request, socket) => {
    socket.destroy();
    if (finished.has(socket)) return;
    finished.add(socket);
    conclude(verdict("connect-attempt"));
  });
  server.on("clientError", (error, socket) => refuseBare(socket, reasonOfClientError(error)));
  server.on("connection", (socket) => connections.opened(socket));

  const port = await listen(server, options.port);
  // From here on an error is one of accepting a connection (too many open files): the next one may succeed.
  server.on("error", () => conclude(verdict("server-error")));

  return {
    port,
    counters: () => reception.counters(),
    openConnections: () => countConnections(server),
    close: () => {
      refusals.close();
      return closeServer(server);
    },
  };
}

function answer(response: ServerResponse, given: Verdict): void {
  response.sendDate = false;
  const headers: Record<string, string> = { "Content-Length": String(given.body.length) };
  if (given.body !== "") {
    headers["Content-Type"] = "text/plain";
    headers["Cache-Control"] = "no-store";
  }
  response.writeHead(given.status, headers);
  response.end(given.body);
}

/** For what never became a request. `end` alone would leave half-open sockets behind, so it is destroyed. */
function answerBare(socket: Duplex, status: number): void {
  if (socket.writable && status !== 0) {
    socket.write(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }
  socket.destroy();
}

function announcesBody(request: IncomingMessage): boolean {
  const { "content-length": length, "transfer-encoding": encoding } = request.headers;
  return encoding !== undefined || (length !== undefined && length !== "0");
}

function reasonOfClientError(error: NodeJS.ErrnoException): Reason {
  switch (error.code) {
    case "HPE_HEADER_OVERFLOW":
      return "headers-too-large";
    case "ECONNRESET":
    case "EPIPE":
    case "HPE_INVALID_EOF_STATE":
      return "gone-away";
    default:
      return "malformed-http";
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
