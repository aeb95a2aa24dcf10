/** A connection to the running app. */
import { randomBytes } from "node:crypto";
import { createConnection, type Socket } from "node:net";
import * as v from "valibot";
import { createClientHandshake } from "../local-api/handshake.ts";
import { createLineReader } from "../local-api/line-reader.ts";
import type { LocalAddress } from "../local-api/local-address.ts";
import { type LocalAnswer, type LocalRequestName, localRequests } from "../local-api/local-requests.ts";
import { createNonce } from "../local-api/pipe-announcement.ts";
import {
  eventSchema,
  type Greeting,
  greetingSchema,
  type LocalEvent,
  type RequestInput,
} from "../local-api/protocol.ts";
import { systemRandom } from "../platform/system.ts";
import { readAnnouncement } from "./find-app.ts";

export type Payload<Name extends LocalRequestName> = Omit<RequestInput<Name>, "id" | "do">;

export interface AppClient {
  readonly greeting: Greeting;
  /** Rejects with `Refused`, or with `ConnectionLost`. */
  ask<Name extends LocalRequestName>(name: Name, payload: Payload<Name>): Promise<LocalAnswer<Name>>;
  /** Called for each event from now on. */
  onEvent(listener: (event: LocalEvent) => void): void;
  /** Resolves when the connection has ended. */
  readonly ended: Promise<void>;
  close(): void;
}

const candidateSchema = v.object({
  id: v.union([v.number(), v.string()]),
  name: v.optional(v.string()),
  label: v.optional(v.string()),
});
/** More kinds of problems may come: a sentence is all that is needed of one. */
const refusalSchema = v.object({
  ok: v.literal(false),
  problem: v.object({
    kind: v.string(),
    message: v.string(),
    remedy: v.optional(v.string()),
    candidates: v.optional(v.array(candidateSchema), []),
  }),
});

export type RefusalProblem = v.InferOutput<typeof refusalSchema>["problem"];

/** The app did not do it. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly problem: RefusalProblem;

  constructor(problem: RefusalProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Before an answer came, or before there was a connection. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** Rejects with `ConnectionLost` where nobody listens, or who listens is not the app. */
export async function connectToApp(address: LocalAddress, name: string): Promise<AppClient> {
  const announcement = address.kind === "pipe" ? readAnnouncement(address.announcement) : null;
  const target = address.kind === "socket" ? address.path : announcement?.pipe;
  if (target === undefined) throw new ConnectionLost();
  const socket = createConnection(target);
  const handshake =
    announcement === null ? null : createClientHandshake({ ...announcement, nonce: createNonce(systemRandom) });
  if (handshake !== null) write(socket, handshake.first);
  // The server waits for a first word; what it thinks of it does not matter.
  else write(socket, { id: 0, do: "hello", client: name });

  const lines = createLineReader();
  const waiting = new Map<number, { resolve: (message: unknown) => void; reject: (error: Error) => void }>();
  const listeners: ((event: LocalEvent) => void)[] = [];
  let isProved = handshake === null;
  let lastId = 0;

  const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  const greeted = new Promise<Greeting>((resolve, reject) => {
    const prove = (message: unknown): void => {
      const step = handshake?.receive(message) ?? { kind: "refused" };
      if (step.kind === "refused") {
        socket.destroy();
        return;
      }
      write(socket, step.send);
      isProved = step.kind === "proved";
      if (isProved) write(socket, { id: 0, do: "hello", client: name });
    };
    const take = (message: unknown): void => {
      const greeting = v.safeParse(greetingSchema, message);
      const event = v.safeParse(eventSchema, message);
      const answer = v.safeParse(v.object({ id: v.number() }), message);
      if (greeting.success) resolve(greeting.output);
      else if (event.success) for (const listener of listeners) listener(event.output);
      else if (answer.success) {
        waiting.get(answer.output.id)?.resolve(message);
        waiting.delete(answer.output.id);
      }
    };
    socket.on("data", (bytes: Buffer) => {
      lines.push(bytes);
      for (let line = lines.next(); line !== null && !socket.destroyed; line = lines.next()) {
        if (line === "too-long") socket.destroy();
        else if (isProved) take(parse(line));
        else prove(parse(line));
      }
    });
    socket.on("error", () => undefined);
    socket.once("close", () => {
      const lost = new ConnectionLost();
      reject(lost);
      for (const { reject: give } of waiting.values()) give(lost);
      waiting.clear();
    });
  });

  return {
    greeting: await greeted,
    ended,
    async ask(request, payload) {
      lastId += 1;
      const id = lastId;
      if (socket.destroyed) throw new ConnectionLost();
      const answered = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
      write(socket, { ...payload, id, do: request });
      const answer = await answered;
      const refusal = v.safeParse(refusalSchema, answer);
      if (refusal.success) throw new Refused(refusal.output.problem);
      const decoded = v.safeParse(answerSchema(request), answer);
      if (!decoded.success) throw new ConnectionLost();
      return decoded.output;
    },
    onEvent: (listener) => void listeners.push(listener),
    close: () => socket.destroy(),
  };
}

function answerSchema<Name extends LocalRequestName>(name: Name) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer of a name is lost on the way
  return localRequests[name].answer as unknown as v.GenericSchema<unknown, LocalAnswer<Name>>;
}

/** Names an intention, so that it may be sent again without being done twice. */
export function createKey(): string {
  return randomBytes(12).toString("hex");
}

function write(socket: Socket, message: object | null): void {
  if (message !== null) socket.write(`${JSON.stringify(message)}\n`);
}

function parse(line: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(line).toString("utf8"));
  } catch {
    return null;
  }
}
