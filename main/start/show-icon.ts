import { platform } from "../../app/platform/operating-system.ts";
import { createElectronTray, type ElectronTray } from "../tray/electron-tray.ts";
import type { Prepared } from "./prepare.ts";

export interface WithIcon extends Prepared {
  readonly tray: ElectronTray;
}

/** The icon in the tray, before anything else is loaded: nothing is known of timers yet. */
export function showIcon(prepared: Prepared): WithIcon {
  const tray = createElectronTray({
    platform,
    desktop: prepared.configuration.desktop,
    firstIcon: { timer: "unknown", link: "polling" },
  });
  return { ...prepared, tray };
}
