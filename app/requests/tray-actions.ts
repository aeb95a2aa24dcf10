import type { Application } from "../contract/application.ts";
import { expectedTimer } from "../contract/expected-timer.ts";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { Lifecycle } from "../lifecycle/lifecycle.ts";
import { assertNever } from "../model/assert-never.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";
import type { TrayAction } from "../tray/tray-model.ts";
import type { ShowNotification } from "../notifications/desktop-notification.ts";
import type { AppWindow } from "./app-window.ts";
import { pauseOrResume } from "./pause-or-resume.ts";

export interface TrayActionPorts {
  readonly application: Pick<Application, "snapshot" | "dispatch" | "startDemo" | "signOut">;
  readonly window: Pick<AppWindow, "show" | "toggle" | "raiseOrHide">;
  readonly diagnostics: Pick<Diagnostics, "copy" | "openLogs">;
  readonly lifecycle: Pick<Lifecycle, "quit">;
  readonly notify: ShowNotification;
  readonly clock: Pick<Clock, "monotonicNow">;
  readonly logger: Logger;
}

/** Does what a click in the menu or on the icon means. Never rejects. */
export async function performTrayAction(action: TrayAction, ports: TrayActionPorts): Promise<void> {
  try {
    await carryOut(action, ports);
  } catch (error) {
    ports.logger.error("A choice in the tray menu failed", { action: action.kind, ...errorFields(error) });
  }
}

async function carryOut(action: TrayAction, ports: TrayActionPorts): Promise<void> {
  const { application, window, diagnostics, lifecycle, clock } = ports;
  switch (action.kind) {
    case "command":
      // A failure is in the snapshot, and so in the menu.
      await application.dispatch(action.command, "person");
      return;
    case "guarded-command": {
      const expected = expectedTimer(action.expected, clock.monotonicNow());
      await application.dispatch({ ...action.command, expected }, "person");
      return;
    }
    case "open-window":
      return window.show(action.view);
    case "toggle-window":
      return window.toggle();
    case "raise-or-hide-window":
      return window.raiseOrHide();
    case "pause-or-resume":
      return pauseOrResume(ports);
    case "open-logs":
      return diagnostics.openLogs();
    case "copy-diagnostics":
      return diagnostics.copy();
    case "start-demo":
      await application.startDemo();
      return;
    case "sign-out":
      return application.signOut();
    case "quit":
      return lifecycle.quit("person");
    default:
      return assertNever(action, "tray action");
  }
}
