import * as v from "valibot";
import { publicAccountSchema, publicProjectSchema } from "./public-status.ts";

const message = v.string();

/** Why a request was not carried out. `message` is a sentence for a person; programs go by `kind`. */
export const localProblemSchema = v.variant("kind", [
  /** The line is no request of this protocol. Nothing of it is repeated. */
  v.object({ kind: v.literal("malformed"), message }),
  /** This version of the app has no such request. */
  v.object({ kind: v.literal("not-available"), message }),
  /** The person allows programs to look, and not to act. */
  v.object({ kind: v.literal("not-allowed"), message }),
  v.object({ kind: v.literal("signed-out"), message }),
  v.object({ kind: v.literal("unknown-account"), message, candidates: v.array(publicAccountSchema) }),
  v.object({ kind: v.literal("unknown-project"), message }),
  /** More than one project is meant by that, or none exactly: never guessed. The likeliest first. */
  v.object({ kind: v.literal("ambiguous-project"), message, candidates: v.array(publicProjectSchema) }),
  /** There is no timer to do that to. */
  v.object({ kind: v.literal("no-timer"), message }),
  v.object({ kind: v.literal("nothing-to-undo"), message }),
  /** The timers changed since `ifRevision`, or this one did elsewhere just now: `status` tells how it is. */
  v.object({ kind: v.literal("changed"), message, revision: v.number() }),
  /** The same `key` came before with another request. */
  v.object({ kind: v.literal("key-reused"), message }),
  /** Another question of a program waits for its answer. */
  v.object({ kind: v.literal("busy"), message }),
  /** The person said no. */
  v.object({ kind: v.literal("declined"), message }),
  /** Nobody answered the question in time. */
  v.object({ kind: v.literal("not-answered"), message }),
  /** The account, or the way to it: `failure` is the app's own name for it, and more may come. */
  v.object({ kind: v.literal("account"), message, remedy: v.string(), failure: v.string() }),
]);

export type LocalProblem = v.InferOutput<typeof localProblemSchema>;
export type LocalProblemKind = LocalProblem["kind"];
