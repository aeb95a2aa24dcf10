import type { Application } from "../../app/contract/application.ts";
import type { Clock } from "../../app/platform/ports.ts";
import type { Diagnostics } from "../../app/diagnostics/diagnostics.ts";
import { createSenderCheck, handleRequests, sendEvent } from "./ipc.ts";
import { isOfOrigin } from "./security.ts";
import { createSnapshotMessages } from "../../app/requests/snapshot-messages.ts";
import type { SettingsControl } from "../../app/settings/settings-control.ts";
import type { PopupWindow } from "../window/popup-window.ts";

export interface PageConnection {
  readonly application: Application;
  readonly control: SettingsControl;
  readonly diagnostics: Diagnostics;
  readonly window: PopupWindow;
  readonly clock: Clock;
  /** Of the page that is ours. */
  readonly origin: string;
  /** Told of a token that the page sends, before it is used. */
  readonly onToken: (token: string) => void;
}

/** Connects the window's page: its requests come in, every snapshot goes out with the clock it refers to. */
export function connectPage(connection: PageConnection): void {
  const { application, control, diagnostics, window, clock, origin, onToken } = connection;
  const messages = createSnapshotMessages(clock);

  handleRequests(
    {
      "snapshot:get": () => messages.whole(application.snapshot()),
      "command:dispatch": (command) => application.dispatch(command),
      "account:sign-in": ({ token }) => {
        onToken(token);
        return application.signIn(token);
      },
      "account:start-demo": () => application.startDemo(),
      "account:sign-out": async () => {
        await application.signOut();
        return undefined;
      },
      "window:hide": () => {
        window.hide();
        return undefined;
      },
      "window:keep": ({ wanted }) => {
        window.keep(wanted);
        return undefined;
      },
      "settings:get": () => control.message(),
      "settings:change": (patch) => control.change(patch),
      "diagnostics:read": async () => ({ lines: await diagnostics.lines() }),
      "diagnostics:copy": async () => {
        await diagnostics.copy();
        return undefined;
      },
      "diagnostics:open-logs": async () => {
        await diagnostics.openLogs();
        return undefined;
      },
      "help:open": async (page) => {
        await diagnostics.openHelp(page);
        return undefined;
      },
    },
    createSenderCheck(
      () => window.contents(),
      (url) => isOfOrigin(url, origin),
    ),
  );

  application.onSnapshot((snapshot) => {
    const news = messages.news(snapshot);
    const contents = window.contents();
    if (contents !== null) sendEvent(contents, "snapshot:changed", news);
  });
  control.onChange((news) => {
    const contents = window.contents();
    if (contents !== null) sendEvent(contents, "settings:changed", news);
  });
}
