import { Menu, nativeTheme, screen, Tray } from "electron";
import type { TrayAction, TrayIcon, TrayMenuItem, TrayPlatform } from "../../app/tray/tray-model.ts";
import type { Area } from "../window-position.ts";
import { iconImage, type IconSurroundings } from "./icons.ts";
import { menuTemplate } from "./menu-template.ts";
import type { TraySurface } from "./tray-view.ts";

export interface ElectronTrayOptions {
  readonly platform: TrayPlatform;
  /** `XDG_CURRENT_DESKTOP` or the like; empty elsewhere. */
  readonly desktop: string;
  readonly firstIcon: TrayIcon;
  readonly act: (action: TrayAction) => void;
  /** The menu of this instant, for the platforms that build it on opening. */
  readonly menu: () => readonly TrayMenuItem[];
}

export interface ElectronTray extends TraySurface {
  bounds(): Area;
}

/** Puts an icon into the tray, at once. */
export function createElectronTray(options: ElectronTrayOptions): ElectronTray {
  const { platform, act } = options;
  let icon = options.firstIcon;
  const image = () => iconImage(icon, surroundings(platform, options.desktop));
  const tray = new Tray(image());
  const redraw = (): void => tray.setImage(image());
  nativeTheme.on("updated", redraw);
  screen.on("display-metrics-changed", redraw);

  // On Linux this is the desktop's "activate": a click on some, a double click on others.
  tray.on("click", () => act({ kind: "toggle-window" }));
  if (platform !== "linux") {
    // A set menu would take the left click away on macOS, and would tell an old time on both.
    tray.on("right-click", () => tray.popUpContextMenu(Menu.buildFromTemplate(menuTemplate(options.menu(), act))));
  }
  if (platform === "darwin") tray.setIgnoreDoubleClickEvents(true);

  return {
    showIcon(next) {
      icon = next;
      redraw();
    },
    showTooltip: (text) => tray.setToolTip(text),
    // The space keeps the digits off the icon; digits of one width keep the neighbours from moving.
    showTitle: (text) => tray.setTitle(text === "" ? "" : ` ${text}`, { fontType: "monospacedDigit" }),
    publishMenu: (menu) => tray.setContextMenu(Menu.buildFromTemplate(menuTemplate(menu, act))),
    bounds: () => tray.getBounds(),
  };
}

function surroundings(platform: TrayPlatform, desktop: string): IconSurroundings {
  return { platform, dark: isPanelDark(platform, desktop), scaleFactor: screen.getPrimaryDisplay().scaleFactor };
}

/** Windows has a theme for its taskbar beside the one for apps. GNOME's top bar is black in both of its themes. */
function isPanelDark(platform: TrayPlatform, desktop: string): boolean {
  if (platform === "linux" && /\bgnome\b/i.test(desktop)) return true;
  const ofSystem: boolean | undefined = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
  return ofSystem ?? nativeTheme.shouldUseDarkColors;
}
