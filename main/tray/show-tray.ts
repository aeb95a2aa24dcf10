import { app } from "electron";
import { trayIcon } from "../../app/tray/compute-tray-model.ts";
import type { Application } from "../../app/contract/application.ts";
import type { TrayAction } from "../../app/tray/tray-model.ts";
import { createInstantFormat } from "../../app/model/instant-format.ts";
import { platform } from "../../app/platform/operating-system.ts";
import type { SettingsControl } from "../../app/settings/settings-control.ts";
import type { Area } from "../../app/model/window-position.ts";
import type { PopupWindow } from "../window/popup-window.ts";
import { createElectronTray } from "./electron-tray.ts";
import { perform, type PerformPorts } from "../../app/requests/tray-actions.ts";
import { createTrayView } from "../../app/tray/tray-view.ts";

export interface ShowTrayOptions extends PerformPorts {
  readonly application: Application;
  readonly window: Pick<PopupWindow, "isVisible" | "show" | "toggle">;
  readonly control: Pick<SettingsControl, "settings" | "onChange">;
  /** `XDG_CURRENT_DESKTOP`; empty where there is none. */
  readonly desktop: string;
}

export interface ShownTray {
  bounds(): Area;
  /** Something other than the snapshot changed, such as the window. */
  render(): void;
  /** A panel came that does not know the icon. */
  renew(): void;
  stop(): void;
}

/** Puts the icon into the tray and keeps it true from then on, with or without a window. */
export function showTray(options: ShowTrayOptions): ShownTray {
  const { application, window, control, clock, desktop } = options;
  const act = (action: TrayAction): void => void perform(action, options);
  const tray = createElectronTray({
    platform,
    desktop,
    ink: () => control.settings().trayIcon,
    firstIcon: trayIcon(application.snapshot()),
    act,
    menu: () => view.menu(),
  });
  const view = createTrayView({
    surface: tray,
    platform,
    clock,
    snapshot: () => application.snapshot(),
    windowVisible: () => window.isVisible(),
    settings: () => control.settings(),
    formatInstant: createInstantFormat(app.getSystemLocale()),
  });
  view.render();
  const ends = [
    application.onSnapshot(() => view.render()),
    control.onChange(() => {
      tray.redraw();
      view.render();
    }),
  ];
  return {
    bounds: () => tray.bounds(),
    render: () => view.render(),
    renew: () => tray.renew(),
    stop() {
      for (const end of ends) end();
      view.stop();
    },
  };
}
