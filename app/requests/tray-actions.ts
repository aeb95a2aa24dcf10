import { app } from "electron";
import type { Application } from "../contract/application.ts";
import { expectedTimer } from "../contract/expected-timer.ts";
import { assertNever } from "../model/assert-never.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import type { TrayAction } from "../tray/tray-model.ts";
import { errorFields } from "../platform/logger.ts";
import type { Diagnostics } from "../diagnostics/diagnostics.ts";
import type { PopupWindow } from "../../main/window/popup-window.ts";

export interface PerformPorts {
  readonly application: Pick<Application, "dispatch" | "startDemo" | "signOut">;
  readonly window: Pick<PopupWindow, "show" | "toggle">;
  readonly diagnostics: () => Pick<Diagnostics, "copy" | "openLogs">;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Does what a click in the menu or on the icon means. Never rejects. */
export async function perform(action: TrayAction, ports: PerformPorts): Promise<void> {
  try {
    await carryOut(action, ports);
  } catch (error) {
    ports.logger.error("A choice in the tray menu failed", { action: action.kind, ...errorFields(error) });
  }
}

async function carryOut(action: TrayAction, ports: PerformPorts): Promise<void> {
  const { application, window, diagnostics, clock } = ports;
  switch (action.kind) {
    case "command":
      // A failure is in the snapshot, and so in the menu.
      await application.dispatch(action.command);
      return;
    case "guarded-command":
      await application.dispatch({ ...action.command, expected: expectedTimer(action.expected, clock.monotonicNow()) });
      return;
    case "open-window":
      return window.show(action.view);
    case "toggle-window":
      return window.toggle();
    case "open-logs":
      return diagnostics().openLogs();
    case "copy-diagnostics":
      return diagnostics().copy();
    case "start-demo":
      await application.startDemo();
      return;
    case "sign-out":
      return application.signOut();
    case "quit":
      return app.quit();
    default:
      return assertNever(action, "tray action");
  }
}
