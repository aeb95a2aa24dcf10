import type { Application } from "../app/contract/application.ts";
import type { Snapshot } from "../app/contract/snapshot.ts";
import type { Clock } from "../app/ports.ts";
import { createSenderCheck, handleRequests, sendEvent } from "./ipc.ts";
import { isOfOrigin } from "./security.ts";
import type { PopupWindow } from "./window.ts";

export interface PageConnection {
  readonly application: Application;
  readonly window: PopupWindow;
  readonly clock: Clock;
  /** Of the page that is ours. */
  readonly origin: string;
  /** Told of a token that the page sends, before it is used. */
  readonly onToken: (token: string) => void;
}

/** Connects the window's page: its requests come in, every snapshot goes out with the clock it refers to. */
export function connectPage({ application, window, clock, origin, onToken }: PageConnection): void {
  const message = (snapshot: Snapshot) => ({ snapshot, monotonicNow: clock.monotonicNow() });

  handleRequests(
    {
      "snapshot:get": () => message(application.snapshot()),
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
    },
    createSenderCheck(
      () => window.contents(),
      (url) => isOfOrigin(url, origin),
    ),
  );

  application.onSnapshot((snapshot) => {
    const contents = window.contents();
    if (contents !== null) sendEvent(contents, "snapshot:changed", message(snapshot));
  });
}
