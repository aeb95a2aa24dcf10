import { nativeTheme, screen } from "electron";
import type { Settings } from "../../app/contract/settings.ts";
import { isGnome } from "../../app/linux/desktop.ts";
import { createLinuxTray } from "../../app/linux/linux-tray.ts";
import type { PanelState } from "../../app/linux/panel-monitor.ts";
import type { X11Display } from "../../app/linux/x11-connection.ts";
import type { Area } from "../../app/model/window-position.ts";
import type { Logger } from "../../app/platform/ports.ts";
import { rasterIcon } from "../../app/tray/icon-raster.ts";
import type { TrayAction, TrayIcon, TrayMenuItem, TrayPlatform } from "../../app/tray/tray-model.ts";
import type { TraySurface } from "../../app/tray/tray-view.ts";
import { createElectronTray } from "./electron-tray.ts";
import { iconInk, type IconSurroundings } from "./icons.ts";

export interface ShellTrayOptions {
  readonly platform: TrayPlatform;
  /** `XDG_CURRENT_DESKTOP` or the like; empty elsewhere. */
  readonly desktop: string;
  readonly sessionBus: string;
  readonly x11Display: X11Display | null;
  readonly firstIcon: TrayIcon;
  readonly logger: Logger;
}

export interface TrayListener {
  readonly act: (action: TrayAction) => void;
  /** The menu of this instant, for the platforms that build it on opening. */
  readonly menu: () => readonly TrayMenuItem[];
  /** As it was chosen. */
  readonly ink: () => Settings["trayIcon"];
  /** Whether there is a panel with our icon, as far as it is known: at once, and with each change. */
  readonly onPanel: (state: PanelState) => void;
}

export interface ShellTray extends TraySurface {
  /** Clicks go there from now on; before, nothing hears them. */
  listen(listener: TrayListener): void;
  bounds(): Area;
  /** The icon's surroundings, or what is known of them, changed. */
  redraw(): void;
}

/** Panels scale down well and up badly: 16 and 22 for most, the larger ones for dense screens. */
const linuxSizes = [16, 22, 24, 32, 44] as const;
const nowhere: Area = { x: 0, y: 0, width: 0, height: 0 };

/** Puts an icon into the tray. */
export function createShellTray(options: ShellTrayOptions): ShellTray {
  const { platform, firstIcon, logger } = options;
  let listener: TrayListener = {
    act: () => undefined,
    menu: () => [],
    ink: () => "auto",
    onPanel: () => undefined,
  };
  let panel: PanelState = "unknown";
  const act = (action: TrayAction): void => listener.act(action);
  const ink = (): Settings["trayIcon"] => listener.ink();
  const listen = (next: TrayListener): void => {
    listener = next;
    if (panel !== "unknown") listener.onPanel(panel);
  };
  const electronTray = (icon: TrayIcon, surroundings: Surroundings) =>
    createElectronTray({
      platform,
      surroundings: () => surroundings.current(),
      firstIcon: icon,
      act,
      menu: () => listener.menu(),
    });

  if (platform !== "linux") {
    let icon = firstIcon;
    const surroundings = watchSurroundings(options, ink, () => tray.showIcon(icon));
    const tray = electronTray(firstIcon, surroundings);
    return {
      ...tray,
      showIcon(next) {
        icon = next;
        tray.showIcon(next);
      },
      listen,
      redraw: () => surroundings.recheck(),
    };
  }

  const surroundings = watchSurroundings(options, ink, () => tray.redraw());
  const tray = createLinuxTray({
    busAddress: options.sessionBus,
    x11Display: options.x11Display,
    processId: process.pid,
    firstIcon,
    draw: (icon) => linuxSizes.map((size) => rasterIcon(icon, size, iconInk(surroundings.current()))),
    createOlderIcon: (icon) => electronTray(icon, surroundings),
    act,
    onState(state) {
      panel = state;
      listener.onPanel(state);
    },
    logger,
  });
  return { ...tray, listen, bounds: () => nowhere, redraw: () => surroundings.recheck() };
}

interface Surroundings {
  current(): IconSurroundings;
  /** Reads again what the person chose and what the system says; calls the listener where it differs. */
  recheck(): void;
}

/** What an icon in the tray stands on, as far as that can be known. */
function watchSurroundings(
  options: ShellTrayOptions,
  ink: () => Settings["trayIcon"],
  onChange: () => void,
): Surroundings {
  let systemDark = readSystemTheme();
  let known = read(systemDark, options, ink());
  const recheck = (): void => {
    // Once the person has chosen a theme for the window, older versions of Electron report that one.
    if (nativeTheme.themeSource === "system") systemDark = readSystemTheme();
    const now = read(systemDark, options, ink());
    if (now.dark === known.dark && now.scaleFactor === known.scaleFactor) return;
    known = now;
    onChange();
  };
  nativeTheme.on("updated", recheck);
  screen.on("display-metrics-changed", recheck);
  return { current: () => known, recheck };
}

function read(
  systemDark: boolean,
  { platform, desktop }: ShellTrayOptions,
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
