import { Menu, nativeTheme, screen, Tray } from "electron";
import type { Settings } from "../../app/contract/settings.ts";
import type { TrayAction, TrayIcon, TrayMenuItem, TrayPlatform } from "../../app/tray/tray-model.ts";
import { isGnome } from "../../app/linux/desktop.ts";
import type { Area } from "../../app/model/window-position.ts";
import { iconImage, type IconSurroundings } from "./icons.ts";
import { menuTemplate } from "./menu-template.ts";
import type { TraySurface } from "../../app/tray/tray-view.ts";

const positionName = "5f0b8c2e-6f5d-4b0a-9a43-2f1f0c7d3e55";

export interface ElectronTrayOptions {
  readonly platform: TrayPlatform;
  /** `XDG_CURRENT_DESKTOP` or the like; empty elsewhere. */
  readonly desktop: string;
  readonly firstIcon: TrayIcon;
}

export interface TrayListener {
  readonly act: (action: TrayAction) => void;
  /** The menu of this instant, for the platforms that build it on opening. */
  readonly menu: () => readonly TrayMenuItem[];
  /** As it was chosen. */
  readonly ink: () => Settings["trayIcon"];
}

export interface ElectronTray extends TraySurface {
  /** Clicks go there from now on; before, nothing hears them. */
  listen(listener: TrayListener): void;
  bounds(): Area;
  /** The icon's surroundings, or what is known of them, changed. */
  redraw(): void;
  /** Made anew, as it is: a panel came that does not know it. */
  renew(): void;
}

/** Puts an icon into the tray, at once. */
export function createElectronTray(options: ElectronTrayOptions): ElectronTray {
  const { platform } = options;
  let listener: TrayListener = { act: () => undefined, menu: () => [], ink: () => "auto" };
  const act = (action: TrayAction): void => listener.act(action);
  const buildMenu = (items: readonly TrayMenuItem[]): Menu => Menu.buildFromTemplate(menuTemplate(items, act));
  let icon = options.firstIcon;
  let systemDark = readSystemTheme();
  let drawn = surroundings(systemDark, options, listener.ink());
  let tooltip = "";
  let published: readonly TrayMenuItem[] | null = null;
  let tray = create();

  function create(): Tray {
    const image = iconImage(icon, drawn);
    // By a name of its own macOS keeps the icon where it was dragged to. Windows would tie it to this very file.
    const created = platform === "darwin" ? new Tray(image, positionName) : new Tray(image);
    // On Linux this is the desktop's "activate": a click on some, a double click on others.
    created.on("click", () => act({ kind: "toggle-window" }));
    if (platform !== "linux") {
      // A set menu would take the left click away on macOS, and would show an old time on both.
      created.on("right-click", () => created.popUpContextMenu(buildMenu(listener.menu())));
    }
    if (platform === "darwin") created.setIgnoreDoubleClickEvents(true);
    return created;
  }

  const redraw = (): void => {
    // Once the person has chosen a theme for the window, older versions of Electron report that one.
    if (nativeTheme.themeSource === "system") systemDark = readSystemTheme();
    const now = surroundings(systemDark, options, listener.ink());
    if (now.dark === drawn.dark && now.scaleFactor === drawn.scaleFactor) return;
    drawn = now;
    tray.setImage(iconImage(icon, drawn));
  };
  nativeTheme.on("updated", redraw);
  screen.on("display-metrics-changed", redraw);

  function publish(menu: readonly TrayMenuItem[]): void {
    published = menu;
    tray.setContextMenu(buildMenu(menu));
  }

  return {
    listen: (next) => void (listener = next),
    showIcon(next) {
      icon = next;
      tray.setImage(iconImage(icon, drawn));
    },
    showTooltip(text) {
      tooltip = text;
      tray.setToolTip(text);
    },
    // The space keeps the digits off the icon; digits of one width keep the neighbours from moving.
    showTitle: (text) => tray.setTitle(text === "" ? "" : ` ${text}`, { fontType: "monospacedDigit" }),
    publishMenu: publish,
    bounds: () => tray.getBounds(),
    redraw,
    renew() {
      tray.destroy();
      tray = create();
      tray.setToolTip(tooltip);
      if (published !== null) publish(published);
    },
  };
}

function surroundings(
  systemDark: boolean,
  { platform, desktop }: ElectronTrayOptions,
  chosen: Settings["trayIcon"],
): IconSurroundings {
  const dark = chosen === "auto" ? isPanelDark(systemDark, platform, desktop) : chosen === "for-dark-panel";
  return { platform, dark, scaleFactor: screen.getPrimaryDisplay().scaleFactor };
}

/** GNOME's top bar is black in both of its themes. */
function isPanelDark(systemDark: boolean, platform: TrayPlatform, desktop: string): boolean {
  return systemDark || (platform === "linux" && isGnome(desktop));
}

/** Windows has a theme for its taskbar beside the one for apps. */
function readSystemTheme(): boolean {
  const ofSystem: boolean | undefined = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
  return ofSystem ?? nativeTheme.shouldUseDarkColors;
}
