import * as v from "valibot";
import type { Problem } from "./problem.ts";
import { type Command, commandSchema, type RepairHop } from "./command.ts";
import { settingsPatchSchema, type SettingsMessage, type SettingsPatch, type SettingsResult } from "./settings.ts";
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
  /** Whether the page holds something that somebody wrote and that would be lost with it. */
  "window:keep": { readonly payload: { readonly wanted: boolean }; readonly answer: undefined };
  "settings:get": { readonly payload: undefined; readonly answer: SettingsMessage };
  "settings:change": { readonly payload: SettingsPatch; readonly answer: SettingsResult };
  /** Versions, link evidence and counters as text, without a secret. */
  "diagnostics:read": { readonly payload: undefined; readonly answer: DiagnosticsMessage };
  "diagnostics:copy": { readonly payload: undefined; readonly answer: undefined };
  "diagnostics:open-logs": { readonly payload: undefined; readonly answer: undefined };
  /** Opens one of a fixed list of pages in the person's browser. */
  "help:open": { readonly payload: HelpPage; readonly answer: undefined };
}

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

const helpPage = v.picklist(["noko-tokens"]);
export type HelpPage = v.InferOutput<typeof helpPage>;

/** Where the tray menu or a shortcut wants the window to go. */
export type WindowView =
  | { readonly kind: "main" }
  | { readonly kind: "quick-switcher" }
  | { readonly kind: "log"; readonly projectId: number }
  | { readonly kind: "adjust"; readonly projectId: number }
  | { readonly kind: "describe"; readonly projectId: number }
  | { readonly kind: "preferences" }
  | { readonly kind: "diagnostics" };

/** What the main process tells the renderer. */
export interface EventContract {
  "snapshot:changed": SnapshotMessage;
  "settings:changed": SettingsMessage;
  "window:navigate": WindowView;
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
  "window:keep": v.strictObject({ wanted: v.boolean() }),
  "settings:get": nothing,
  "settings:change": settingsPatchSchema,
  "diagnostics:read": nothing,
  "diagnostics:copy": nothing,
  "diagnostics:open-logs": nothing,
  "help:open": helpPage,
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
  readonly keepWindow: (wanted: boolean) => Promise<void>;
  readonly getSettings: () => Promise<SettingsMessage>;
  readonly onSettings: (listener: (message: SettingsMessage) => void) => () => void;
  readonly changeSettings: (patch: SettingsPatch) => Promise<SettingsResult>;
  readonly readDiagnostics: () => Promise<DiagnosticsMessage>;
  readonly copyDiagnostics: () => Promise<void>;
  readonly openLogs: () => Promise<void>;
  readonly openHelp: (page: HelpPage) => Promise<void>;
  /** Told where the tray menu or a shortcut wants the window to go. */
  readonly onNavigate: (listener: (view: WindowView) => void) => () => void;
}
