/**
 * The tray of a Linux desktop: an item of ours on the session bus where a panel of today's kind is, and otherwise the
 * shell's own icon, which knows the older kind (X11). Electron's item would send the whole menu again with each tooltip,
 * and so close an open one whenever a minute turns.
 */
import type { Logger } from "../platform/ports.ts";
import type { Bitmap } from "../tray/icon-raster.ts";
import type { TrayAction, TrayIcon, TrayMenuItem } from "../tray/tray-model.ts";
import type { TraySurface } from "../tray/tray-view.ts";
import type { PanelState } from "./panel-monitor.ts";
import type { TrayItem, TrayItemOptions } from "./tray-item/tray-item.ts";
import type { X11Display } from "./x11-connection.ts";
import { watchX11Tray, type X11Tray } from "./x11-tray.ts";

/** What the tray is made of. */
export interface LinuxTrayParts {
  readonly openItem: (options: TrayItemOptions) => Promise<TrayItem>;
  readonly watchOlderPanels: (display: X11Display) => Promise<X11Tray | null>;
}

const systemParts: LinuxTrayParts = {
  openItem: async (options) => (await import("./tray-item/tray-item.ts")).openTrayItem(options),
  watchOlderPanels: watchX11Tray,
};

export interface OlderIcon extends TraySurface {
  destroy(): void;
}

export interface LinuxTrayOptions {
  /** Where the desktop's session bus listens; empty where there is none. */
  readonly busAddress: string;
  /** Where a panel of the older kind may be; null where there is no such display. */
  readonly x11Display: X11Display | null;
  readonly processId: number;
  readonly firstIcon: TrayIcon;
  /** Drawn for where it will stand, in several sizes. */
  readonly draw: (icon: TrayIcon) => readonly Bitmap[];
  readonly createOlderIcon: (icon: TrayIcon) => OlderIcon;
  readonly act: (action: TrayAction) => void;
  readonly onState: (state: PanelState) => void;
  readonly logger: Logger;
}

export interface LinuxTray extends TraySurface {
  /** Its surroundings changed. */
  redraw(): void;
}

interface Shown {
  icon: TrayIcon;
  tooltip: string;
  title: string;
  menu: readonly TrayMenuItem[];
}

/** Puts an icon into whatever panel there is, and into each that comes later. */
export function createLinuxTray(options: LinuxTrayOptions, parts: LinuxTrayParts = systemParts): LinuxTray {
  const { busAddress, x11Display, logger, onState } = options;
  const shown: Shown = { icon: options.firstIcon, tooltip: "", title: "", menu: [] };
  let item: TrayItem | null = null;
  let itemIsShown = false;
  let older: OlderIcon | null = null;
  let x11Tray: Promise<X11Tray | null> | null = null;
  let wasThere = false;

  async function openItem(): Promise<void> {
    item = await parts.openItem({
      busAddress,
      processId: options.processId,
      act: options.act,
      clicks: {
        activate: () => options.act({ kind: "raise-or-hide-window" }),
        activateSecondary: () => options.act({ kind: "pause-or-resume" }),
      },
      onPanel(isThere) {
        itemIsShown = isThere;
        if (!isThere) return seekOlderPanel();
        older?.destroy();
        older = null;
        report("there");
      },
      onBroken() {
        item = null;
        itemIsShown = false;
        seekOlderPanel();
      },
      logger,
    });
    item.showIcon(options.draw(shown.icon));
    showAll(item);
  }

  function seekOlderPanel(): void {
    x11Tray ??= watchOlderPanels();
    x11Tray
      .then(async (tray) => {
        const isThere = (await tray?.isThere()) === true;
        if (itemIsShown) return;
        if (isThere) showOlderIcon();
        else report("none");
      })
      .catch(() => report("none"));
  }

  async function watchOlderPanels(): Promise<X11Tray | null> {
    if (x11Display === null) return null;
    const tray = await parts.watchOlderPanels(x11Display);
    tray?.onCome(() => {
      if (!itemIsShown) showOlderIcon();
    });
    return tray;
  }

  /** Made anew for each panel: it docks once, when it is made. */
  function showOlderIcon(): void {
    older?.destroy();
    older = options.createOlderIcon(shown.icon);
    showAll(older);
    report("there");
  }

  function showAll(surface: Omit<TraySurface, "showIcon">): void {
    surface.showTooltip(shown.tooltip);
    surface.showTitle(shown.title);
    surface.publishMenu(shown.menu);
  }

  /** A panel that was there comes back by itself: it restarts, or a locked screen hides it. */
  function report(state: PanelState): void {
    if (state === "none" && wasThere) return;
    if (state === "none") logger.info("There is no panel yet that shows icons");
    wasThere ||= state === "there";
    onState(state);
  }

  if (busAddress === "") {
    seekOlderPanel();
  } else {
    openItem().catch(() => seekOlderPanel());
  }

  return {
    showIcon(icon) {
      shown.icon = icon;
      item?.showIcon(options.draw(icon));
      older?.showIcon(icon);
    },
    showTooltip(text) {
      shown.tooltip = text;
      item?.showTooltip(text);
      older?.showTooltip(text);
    },
    showTitle(text) {
      shown.title = text;
      item?.showTitle(text);
      older?.showTitle(text);
    },
    publishMenu(menu) {
      shown.menu = menu;
      item?.publishMenu(menu);
      older?.publishMenu(menu);
    },
    redraw() {
      item?.showIcon(options.draw(shown.icon));
      older?.showIcon(shown.icon);
    },
  };
}
