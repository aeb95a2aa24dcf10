import * as v from "valibot";
import type { AccountId } from "./account-id.ts";
import type { Problem } from "./problem.ts";
import { commandSchema, type RepairHop } from "./command.ts";
import { daysSchema, type DaysResult } from "./day.ts";
import { settingsPatchSchema, type SettingsMessage, type SettingsResult } from "./settings.ts";
import type { Snapshot } from "./snapshot.ts";

/** A snapshot on its way to another process, with the sender's clock so that the receiver can tick along. */
export interface SnapshotMessage {
  readonly snapshot: Omit<Snapshot, "projects">;
  /** There may be thousands, and copying them takes longer than a frame: null where the page has this list already. */
  readonly projects: Snapshot["projects"] | null;
  /** Names the list: the revision that brought it. A page that holds another one asks for the whole. */
  readonly projectsSince: number;
  /** The main process's monotonic clock when the message left, in milliseconds: what the timers' anchors refer to. */
  readonly monotonicNow: number;
}

/** `asked`: nothing was done, as the timer changed; a person is asked by `Snapshot.question`, which waits for `answer-question`. */
export type CommandResult =
  | { readonly kind: "done" }
  | { readonly kind: "asked" }
  | { readonly kind: "failed"; readonly problem: Problem };

export type SignInResult =
  | { readonly kind: "signed-in"; readonly name: string }
  | { readonly kind: "failed"; readonly problem: Problem };

export interface DiagnosticsMessage {
  readonly lines: readonly {
    readonly label: string;
    readonly value: string;
    /** As it should be; null where nothing is to be judged. */
    readonly good: boolean | null;
    /** What one press can do about it; null where nothing can. */
    readonly remedy: Remedy | null;
  }[];
}

export type Remedy =
  | { readonly kind: "repair"; readonly hop: RepairHop }
  | { readonly kind: "sign-in" }
  | { readonly kind: "choose-relay" };

const helpPage = v.picklist(["noko-tokens", "releases"]);
export type HelpPage = v.InferOutput<typeof helpPage>;

/** Where the tray menu or a shortcut wants the window to go. */
export type WindowView =
  | { readonly kind: "main" }
  | { readonly kind: "quick-switcher" }
  | { readonly kind: "log"; readonly projectId: number; readonly account?: AccountId }
  | { readonly kind: "adjust"; readonly projectId: number; readonly account?: AccountId }
  | { readonly kind: "describe"; readonly projectId: number; readonly account?: AccountId }
  /** All timers, to be logged together. */
  | { readonly kind: "review" }
  /** What is logged on a day; by default the present one. */
  | { readonly kind: "day"; readonly date?: string }
  | { readonly kind: "preferences" }
  | { readonly kind: "diagnostics" };

/** What one kind of request is: its function for the page, the decoder of its payload, and the type of its answer. */
interface RequestDefinition<Answer> {
  readonly method: string;
  readonly payload: v.GenericSchema;
  /** Exists for the compiler alone. */
  readonly answer?: Answer;
}

function answers<Answer>() {
  return <const Definition extends Omit<RequestDefinition<Answer>, "answer">>(
    definition: Definition,
  ): Definition & { readonly answer?: Answer } => definition;
}

const nothing = v.undefined();

/**
 * What may be asked of the app, in one map. Handlers (`app/requests/handlers.ts`), the page's transport
 * (`main/page/ipc.ts`), the page's functions (`Bridge`) and the tests derive from it: what is missing there does not
 * compile.
 */
export const requests = {
  "snapshot:get": answers<SnapshotMessage>()({ method: "getSnapshot", payload: nothing }),
  "command:dispatch": answers<CommandResult>()({ method: "dispatch", payload: commandSchema }),
  /** Entries of the account in focus: too many for the snapshot, and read when they are wanted. */
  "days:read": answers<DaysResult>()({ method: "readDays", payload: daysSchema }),
  /** The only request that carries a token, and only in this direction. */
  "account:sign-in": answers<SignInResult>()({
    method: "signIn",
    payload: v.strictObject({
      token: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000), v.regex(/^[\x21-\x7e]+$/)),
    }),
  }),
  "account:start-demo": answers<SignInResult>()({ method: "startDemo", payload: nothing }),
  "account:sign-out": answers<void>()({ method: "signOut", payload: nothing }),
  "window:hide": answers<void>()({ method: "hideWindow", payload: nothing }),
  /** Whether the page holds text that was typed and would be lost with it. */
  "window:keep": answers<void>()({ method: "keepWindow", payload: v.strictObject({ wanted: v.boolean() }) }),
  "settings:get": answers<SettingsMessage>()({ method: "getSettings", payload: nothing }),
  "settings:change": answers<SettingsResult>()({ method: "changeSettings", payload: settingsPatchSchema }),
  /** Versions, link evidence and counters as text, without a secret. */
  "diagnostics:read": answers<DiagnosticsMessage>()({ method: "readDiagnostics", payload: nothing }),
  "diagnostics:copy": answers<void>()({ method: "copyDiagnostics", payload: nothing }),
  "diagnostics:open-logs": answers<void>()({ method: "openLogs", payload: nothing }),
  /** Asks for a new version now; what was found is told with the settings. */
  "updates:check": answers<void>()({ method: "checkForUpdates", payload: nothing }),
  /** Opens one of a fixed list of pages in the person's browser. */
  "help:open": answers<void>()({ method: "openHelp", payload: helpPage }),
} as const satisfies Readonly<Record<string, RequestDefinition<unknown>>>;

type Requests = typeof requests;
export type RequestName = keyof Requests;
export type RequestPayload<Name extends RequestName> = v.InferOutput<Requests[Name]["payload"]>;
export type RequestAnswer<Name extends RequestName> = Exclude<Requests[Name]["answer"], undefined>;
/** The payload as arguments: none where the request has no payload. */
export type RequestArguments<Name extends RequestName> =
  RequestPayload<Name> extends undefined ? [] : [payload: RequestPayload<Name>];

export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}

/** What the app tells on its own: the function by which the page subscribes, and the type of the message. */
export interface Events {
  readonly "snapshot:changed": { readonly method: "onSnapshot"; readonly message: SnapshotMessage };
  readonly "settings:changed": { readonly method: "onSettings"; readonly message: SettingsMessage };
  /** Where the tray menu or a shortcut wants the window to go. */
  readonly "window:navigate": { readonly method: "onNavigate"; readonly message: WindowView };
}

export type EventName = keyof Events;
export type EventMessage<Name extends EventName> = Events[Name]["message"];
/** Returns a function that unsubscribes. */
export type Subscribe<Message> = (listener: (message: Message) => void) => () => void;

/** What the preload script exposes to the page as `window.tallylight`: a function for each request and each event. */
export type Bridge = {
  /** How the reader's region writes dates, times and numbers. Chromium's own default is of the packaged languages. */
  readonly locale: string;
} & {
  readonly [Name in RequestName as Requests[Name]["method"]]: (
    ...payload: RequestArguments<Name>
  ) => Promise<RequestAnswer<Name>>;
} & {
  readonly [Name in EventName as Events[Name]["method"]]: Subscribe<EventMessage<Name>>;
};

/** Who makes a request. Only what a person does shows that they are at the computer. */
export type Origin = "person" | "program";

export interface Caller {
  readonly origin: Origin;
}
