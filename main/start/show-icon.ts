import { platform } from "../../app/platform/operating-system.ts";
import { createShellTray, type ShellTray } from "../tray/shell-tray.ts";
import type { Prepared } from "./prepare.ts";

export interface WithIcon extends Prepared {
  readonly tray: ShellTray;
}

/** The icon in the tray, before anything else is loaded: nothing is known of timers yet. */
export function showIcon(prepared: Prepared): WithIcon {
  const { desktop, sessionBus, x11Display } = prepared.configuration;
  const tray = createShellTray({
    platform,
    desktop,
    sessionBus,
    x11Display,
    firstIcon: { timer: "unknown", link: "polling" },
    logger: prepared.logger,
  });
  return { ...prepared, tray };
}
