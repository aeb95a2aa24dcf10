import type { Application } from "../contract/application.ts";
import type { Caller, RequestAnswer, RequestName, RequestPayload } from "../contract/requests.ts";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { SettingsControl } from "../settings/settings-control.ts";
import type { Updates } from "../updates/updates.ts";
import type { AppWindow } from "./app-window.ts";
import type { SnapshotMessages } from "./snapshot-messages.ts";

/** One handler for each request of the contract. The payload has been decoded. */
export type RequestHandlers = {
  readonly [Name in RequestName]: (
    payload: RequestPayload<Name>,
    caller: Caller,
  ) => RequestAnswer<Name> | Promise<RequestAnswer<Name>>;
};

export interface RequestPorts {
  readonly application: Pick<Application, "snapshot" | "dispatch" | "readDays" | "signIn" | "startDemo" | "signOut">;
  readonly control: Pick<SettingsControl, "message" | "change">;
  readonly diagnostics: Diagnostics;
  readonly updates: Pick<Updates, "check">;
  readonly window: Pick<AppWindow, "hide" | "keep">;
  readonly messages: Pick<SnapshotMessages, "whole">;
  /** Called with a token before it is used. */
  readonly onToken: (token: string) => void;
}

/** What each request does, whichever transport brought it. */
export function createRequestHandlers(ports: RequestPorts): RequestHandlers {
  const { application, control, diagnostics, updates, window, messages, onToken } = ports;
  return {
    "snapshot:get": () => messages.whole(application.snapshot()),
    "command:dispatch": (command, { origin }) => application.dispatch(command, origin),
    "days:read": (days) => application.readDays(days),
    "account:sign-in": ({ token }) => {
      onToken(token);
      return application.signIn(token);
    },
    "account:start-demo": () => application.startDemo(),
    "account:sign-out": () => application.signOut(),
    "window:hide": () => window.hide(),
    "window:keep": ({ wanted }) => window.keep(wanted),
    "settings:get": () => control.message(),
    "settings:change": (patch) => control.change(patch),
    "diagnostics:read": async () => ({ lines: await diagnostics.lines() }),
    "diagnostics:copy": () => diagnostics.copy(),
    "diagnostics:open-logs": () => diagnostics.openLogs(),
    "updates:check": () => updates.check(),
    "help:open": (page) => diagnostics.openHelp(page),
  };
}
