/**
 * The protocol `tallylight.local/1`: JSON lines in UTF-8 over a local socket. The server greets; then each line of the client
 * is a request, and each line of the server an answer, by the request's `id`, or an event. It grows by members alone:
 * both sides ignore those that they do not know.
 */
import * as v from "valibot";
import { localProblemSchema } from "./local-problem.ts";
import { type LocalAnswer, type LocalRequestName, localRequests, watchedEvents } from "./local-requests.ts";
import { instantSchema, publicStatusSchema } from "./public-status.ts";

export const protocolName = "tallylight.local/1";
const protocolVersion = 1;

/** In bytes, with its line end. */
export const longestLine = 64 * 1024;

/** The server's first line, once the client has proved itself where it must. */
export const greetingSchema = v.object({
  hello: v.literal("tallylight"),
  protocol: v.literal(protocolVersion),
  /** The app's. */
  version: v.string(),
  /** What the person allows programs. */
  may: v.picklist(["look", "act"]),
});

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** One line of a client. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the names of entries are lost on the way
export const requestSchema = v.variant(
  "do",
  requestNames().map((name) => requestOf(name)),
) as unknown as v.GenericSchema<unknown, LocalRequest>;

/** Where a line can't be read as a request, `id` is null unless that much of it could. */
const refusalSchema = v.object({ id: v.nullable(id), ok: v.literal(false), problem: localProblemSchema });

/** How timers changed. `reconcile`: found by comparing with the account; `own`: a person did it in the app. */
export const changedBy = ["broadcast", "reconcile", "own", "program"] as const;

export const eventSchema = v.variant("event", [
  v.object({
    /** What is different. */
    event: v.picklist(watchedEvents),
    /** Of the status; a program that has a higher one already ignores the event. */
    revision: v.number(),
    /** Of `timers`; null for what is no change of a timer. */
    by: v.nullable(v.picklist(changedBy)),
    at: instantSchema,
    status: publicStatusSchema,
  }),
  /** The app ends, or programs are no longer allowed: the last line. */
  v.object({ event: v.literal("bye"), reason: v.picklist(["quit", "turned-off", "too-many-clients"]) }),
  /** The client did not read: the last line, after which what it missed is lost. */
  v.object({ event: v.literal("lagging") }),
]);

export type Greeting = v.InferOutput<typeof greetingSchema>;
export type LocalEvent = v.InferOutput<typeof eventSchema>;
export type ChangedBy = (typeof changedBy)[number];

type Payload<Name extends LocalRequestName> = (typeof localRequests)[Name]["payload"];

/** A request as a client writes it. */
export type RequestInput<Name extends LocalRequestName = LocalRequestName> = {
  readonly [Each in Name]: { readonly id: number; readonly do: Each } & Readonly<v.InferInput<Payload<Each>>>;
}[Name];
/** The same once it was decoded. */
export type LocalRequest<Name extends LocalRequestName = LocalRequestName> = {
  readonly [Each in Name]: { readonly id: number; readonly do: Each } & Readonly<v.InferOutput<Payload<Each>>>;
}[Name];

export function requestNames(): readonly LocalRequestName[] {
  return Object.keys(localRequests).filter((name) => isRequestName(name));
}

export function isRequestName(name: string): name is LocalRequestName {
  return Object.hasOwn(localRequests, name);
}

function requestOf(name: LocalRequestName) {
  return v.object({ ...localRequests[name].payload.entries, id, do: v.literal(name) });
}

/** The schema of what the server answers to it: `ok` tells which. */
export function answerOf<Name extends LocalRequestName>(name: Name) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the answer of a name is lost on the way
  const answer = localRequests[name].answer as unknown as v.GenericSchema<unknown, LocalAnswer<Name>>;
  const success = v.intersect([v.object({ id, ok: v.literal(true) }), answer]);
  return v.union([success, refusalSchema]);
}
