import * as v from "valibot";
import type { Problem } from "../model/problem.ts";
import { type Command, commandSchema } from "./command.ts";
import type { Snapshot } from "./snapshot.ts";

/** A snapshot on its way to another process, with the sender's clock so that the receiver can tick along. */
export interface SnapshotMessage {
  readonly snapshot: Snapshot;
  /** The main process's monotonic clock when the message left, in milliseconds: what the timers' anchors refer to. */
  readonly monotonicNow: number;
}

/** `asked`: nothing was done; `Snapshot.question` says why and waits for `answer-question`. */
export type CommandResult =
  | { readonly kind: "done" }
  | { readonly kind: "asked" }
  | { readonly kind: "failed"; readonly problem: Problem };

export type SignInResult =
  | { readonly kind: "signed-in"; readonly name: string }
  | { readonly kind: "failed"; readonly problem: Problem };

/** What the renderer may ask of the main process: payload and answer of every channel, in one place. */
export interface RequestContract {
  "snapshot:get": { readonly payload: undefined; readonly answer: SnapshotMessage };
  "command:dispatch": { readonly payload: Command; readonly answer: CommandResult };
  /** The only message that carries a token, and only in this direction. */
  "account:sign-in": { readonly payload: { readonly token: string }; readonly answer: SignInResult };
  "account:start-demo": { readonly payload: undefined; readonly answer: SignInResult };
  "account:sign-out": { readonly payload: undefined; readonly answer: undefined };
  "window:hide": { readonly payload: undefined; readonly answer: undefined };
}

/** What the main process tells the renderer. */
export interface EventContract {
  "snapshot:changed": SnapshotMessage;
}

export type RequestChannel = keyof RequestContract;
export type EventChannel = keyof EventContract;

const nothing = v.undefined();

/** A decoder for each request's payload. A missing channel is a compile error. */
export const requestPayloadSchemas = {
  "snapshot:get": nothing,
  "command:dispatch": commandSchema,
  "account:sign-in": v.strictObject({
    token: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000), v.regex(/^[\x21-\x7e]+$/)),
  }),
  "account:start-demo": nothing,
  "account:sign-out": nothing,
  "window:hide": nothing,
} as const satisfies {
  readonly [Channel in RequestChannel]: v.GenericSchema<unknown, RequestContract[Channel]["payload"]>;
};

/** What the preload script exposes to the page as `window.tallylight`. */
export interface Bridge {
  readonly getSnapshot: () => Promise<SnapshotMessage>;
  /** Answers a function that ends the subscription. */
  readonly onSnapshot: (listener: (message: SnapshotMessage) => void) => () => void;
  readonly dispatch: (command: Command) => Promise<CommandResult>;
  readonly signIn: (token: string) => Promise<SignInResult>;
  readonly startDemo: () => Promise<SignInResult>;
  readonly signOut: () => Promise<void>;
  readonly hideWindow: () => Promise<void>;
}
