/**
 * One program at the socket. What it sends is read no faster than it may be answered, and what it does not read is not
 * kept for it: however it behaves, it costs no more than its share.
 */
import type { Socket } from "node:net";
import * as v from "valibot";
import { assertNever } from "../model/assert-never.ts";
import { errorFields } from "../platform/logger.ts";
import type { CancelTimeout, Clock, Logger } from "../platform/ports.ts";
import { localApiTexts } from "../texts/local-api.ts";
import type { Handshake } from "./handshake.ts";
import type { LocalProblem } from "./local-problem.ts";
import { localRequests, type Permission } from "./local-requests.ts";
import type { LocalCaller, LocalService } from "./local-service.ts";
import { readPacedLines } from "./paced-lines.ts";
import { plainProblem, RequestRefused } from "./problems.ts";
import { type Greeting, isRequestName, type LocalEvent, type LocalRequest, requestSchema } from "./protocol.ts";
import { isoInstant } from "./status-view.ts";
import type { TimerWatch, Watched, WatchNews } from "./timer-watch.ts";

/** In milliseconds. Who connects says something soon. */
const handshakeTime = 3_000;
/** In bytes. A client that leaves more unread is not waited for. */
const mostUnsent = 1024 * 1024;
/** Requests of one client that wait for their answers. */
const mostUnanswered = 32;
/** In milliseconds. How long a last line may take to leave. */
const lastLineTime = 1_000;

export interface LocalConnectionOptions {
  readonly socket: Socket;
  readonly service: LocalService;
  readonly watch: TimerWatch;
  readonly may: Permission;
  readonly version: string;
  /** Null where the socket's folder is proof enough. */
  readonly handshake: Handshake | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onEnd: () => void;
}

export interface LocalConnection {
  /** Says why, and ends. */
  end(reason: Extract<LocalEvent, { event: "bye" }>["reason"]): void;
}

/** Serves a client until either side ends. */
export function openConnection(options: LocalConnectionOptions): LocalConnection {
  const { socket, service, watch, may, version, handshake, clock, logger, onEnd } = options;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let client: string | null = null;
  let isProved = handshake === null;
  let unanswered = 0;
  let isOver = false;
  let unwatch: (() => void) | null = null;
  let cancelHandshake: CancelTimeout = clock.setTimeout(() => socket.destroy(), handshakeTime);

  const lines = readPacedLines({
    socket,
    clock,
    isFull: () => unanswered >= mostUnanswered,
    onLine: (line) => takeMessage(parse(line, decoder)),
    onTooLong: () => finish(refusal(null, plainProblem("malformed", localApiTexts.tooLong))),
    onEnd: () => {
      if (unanswered === 0) finish(null);
    },
  });

  const caller: LocalCaller = {
    may,
    client: () => client,
    noteClient: (name) => (client = name),
    watch(watched, request) {
      unwatch?.();
      unwatch = watchFor(watched, request);
    },
  };

  function watchFor(watched: Watched, { events }: LocalRequest<"watch">): () => void {
    return watch.watch(watched, (news) => {
      for (const event of news.changes) if (events.includes(event)) sendEvent(event, news);
    });
  }

  function sendEvent(event: WatchNews["changes"][number], news: WatchNews): void {
    const by = event === "timers" ? news.by : null;
    const at = isoInstant(clock.wallNow());
    send({ event, revision: news.snapshot.revision, by, at, status: service.statusOf(news) } satisfies LocalEvent);
  }

  function send(message: object): void {
    if (isOver) return;
    const line = `${JSON.stringify(message)}\n`;
    if (socket.writableLength + Buffer.byteLength(line) > mostUnsent) {
      logger.warn("A program did not read what it was sent", { client });
      return finish({ event: "lagging" } satisfies LocalEvent);
    }
    socket.write(line);
  }

  /** One more line, if there is one, and the end. */
  function finish(last: object | null): void {
    if (isOver) return;
    isOver = true;
    unwatch?.();
    lines.stop();
    cancelHandshake();
    cancelHandshake = clock.setTimeout(() => socket.destroy(), lastLineTime);
    if (last === null) socket.end();
    else socket.end(`${JSON.stringify(last)}\n`);
    // What else the client sends is of no interest, and must not keep the socket open.
    socket.resume();
  }

  function takeMessage(message: unknown): void {
    if (!isProved) return prove(message);
    cancelHandshake();
    void answer(message);
  }

  function prove(message: unknown): void {
    const step = handshake?.receive(message) ?? { kind: "refused" };
    switch (step.kind) {
      case "refused":
        logger.warn("A program could not prove that it is this user's");
        return void socket.destroy();
      case "go-on":
        return send(step.send);
      case "proved":
        isProved = true;
        return greet();
      default:
        return assertNever(step, "step");
    }
  }

  function greet(): void {
    send({ hello: "tallylight", protocol: 1, version, may } satisfies Greeting);
  }

  async function answer(message: unknown): Promise<void> {
    const decoded = v.safeParse(requestSchema, message);
    if (!decoded.success) return send(refusal(idOf(message), plainProblem(whyUnread(message))));
    unanswered += 1;
    try {
      send(await answerTo(decoded.output));
    } catch (error) {
      logger.error("A program's request failed", { request: decoded.output.do, ...errorFields(error) });
      finish(null);
    } finally {
      unanswered -= 1;
      lines.go();
    }
  }

  async function answerTo(request: LocalRequest): Promise<object> {
    try {
      const members = await service.answer(request, caller);
      noteVerb(request, "done");
      return { id: request.id, ok: true, ...members };
    } catch (error) {
      if (!(error instanceof RequestRefused)) throw error;
      noteVerb(request, error.problem.kind);
      return refusal(request.id, error.problem);
    }
  }

  /** Names of projects and texts stay out of logs. */
  function noteVerb(request: LocalRequest, outcome: string): void {
    if (localRequests[request.do].permission !== "act") return;
    logger.info("A program's verb was answered", { verb: request.do, client, outcome });
  }

  // It is closed next, and whatever it was has gone.
  socket.on("error", () => undefined);
  socket.once("close", () => {
    finish(null);
    cancelHandshake();
    onEnd();
  });
  if (isProved) greet();

  return { end: (reason) => finish({ event: "bye", reason } satisfies LocalEvent) };
}

function refusal(id: number | null, problem: LocalProblem): object {
  return { id, ok: false, problem };
}

function parse(bytes: Uint8Array, decoder: TextDecoder): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}

const identified = v.object({ id: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) });
const named = v.object({ do: v.string(), ...identified.entries });

/** As much of a request as can be answered to. */
function idOf(message: unknown): number | null {
  const decoded = v.safeParse(identified, message);
  return decoded.success ? decoded.output.id : null;
}

/** A request that only a newer version knows is no mistake of the program's. */
function whyUnread(message: unknown): "malformed" | "not-available" {
  const decoded = v.safeParse(named, message);
  return decoded.success && !isRequestName(decoded.output.do) ? "not-available" : "malformed";
}
