import { Menu, Tray } from "electron";
import type { Area } from "../../app/model/window-position.ts";
import type { TrayAction, TrayIcon, TrayMenuItem, TrayPlatform } from "../../app/tray/tray-model.ts";
import type { TraySurface } from "../../app/tray/tray-view.ts";
import { iconImage, type IconSurroundings } from "./icons.ts";
import { menuTemplate } from "./menu-template.ts";

const positionName = "5f0b8c2e-6f5d-4b0a-9a43-2f1f0c7d3e55";

export interface ElectronTrayOptions {
  readonly platform: TrayPlatform;
  readonly surroundings: () => IconSurroundings;
  readonly firstIcon: TrayIcon;
  readonly act: (action: TrayAction) => void;
  /** The menu of this instant, for the platforms that build it on opening. */
  readonly menu: () => readonly TrayMenuItem[];
}

export interface ElectronTray extends TraySurface {
  bounds(): Area;
  destroy(): void;
}

/** Puts an icon into the tray, at once. */
export function createElectronTray(options: ElectronTrayOptions): ElectronTray {
  const { platform, act, surroundings } = options;
  const image = iconImage(options.firstIcon, surroundings());
  // By a name of its own macOS keeps the icon where it was dragged to. Windows would tie it to this very file.
  const tray = platform === "darwin" ? new Tray(image, positionName) : new Tray(image);
  const buildMenu = (items: readonly TrayMenuItem[]): Menu => Menu.buildFromTemplate(menuTemplate(items, act));
  let isMenuOpen = false;
  let waiting: readonly TrayMenuItem[] | null = null;

  // On Linux this is the desktop's "activate": a click on some, a double click on others.
  tray.on("click", () => act({ kind: "raise-or-hide-window" }));
  tray.on("middle-click", () => act({ kind: "pause-or-resume" }));
  if (platform !== "linux") {
    // A set menu would take the left click away on macOS, and would show an old time on both.
    tray.on("right-click", () => tray.popUpContextMenu(buildMenu(options.menu())));
  }
  if (platform === "darwin") tray.setIgnoreDoubleClickEvents(true);

  /** A menu that is replaced closes: one that is open stays until it is closed. */
  function publish(items: readonly TrayMenuItem[]): void {
    if (isMenuOpen) {
      waiting = items;
      return;
    }
    const menu = buildMenu(items);
    menu.on("menu-will-show", () => (isMenuOpen = true));
    menu.on("menu-will-close", () => {
      isMenuOpen = false;
      if (waiting !== null) setImmediate(publishWaiting);
    });
    tray.setContextMenu(menu);
  }

  function publishWaiting(): void {
    if (waiting === null || isMenuOpen || tray.isDestroyed()) return;
    const items = waiting;
    waiting = null;
    publish(items);
  }

  return {
    showIcon: (icon) => tray.setImage(iconImage(icon, surroundings())),
    showTooltip: (text) => tray.setToolTip(text),
    // The space keeps the digits off the icon; digits of one width keep the neighbours from moving.
    showTitle: (text) => tray.setTitle(text === "" ? "" : ` ${text}`, { fontType: "monospacedDigit" }),
    publishMenu: publish,
    bounds: () => tray.getBounds(),
    destroy: () => tray.destroy(),
  };
}
