import { BrowserWindow, nativeTheme, screen, type WebContents } from "electron";
import { productName } from "../app/contract/strings.ts";
import type { Logger } from "../app/ports.ts";
import { type Area, windowPosition } from "./window-position.ts";

export interface PopupWindow {
  isVisible(): boolean;
  show(): void;
  hide(): void;
  toggle(): void;
  /** Of the window, if it exists. */
  contents(): WebContents | null;
}

export interface PopupWindowOptions {
  /** Called once, before the first window is made. */
  readonly prepare: () => void;
  readonly page: string;
  readonly preload: string;
  readonly trayBounds: () => Area;
  readonly onVisibilityChange: (visible: boolean) => void;
  readonly logger: Logger;
}

const size = { width: 380, height: 560 } as const;
const smallestSize = { width: 320, height: 360 } as const;
/** Somebody who just put the window away may want it right back; later its process is not worth its memory. */
const keptHiddenMilliseconds = 30_000;
const isDesktopWithTrayPositions = process.platform !== "linux";

/**
 * The window is made when it is wanted, and given up some time after it was put away: the tray alone costs neither
 * its memory nor its time.
 */
export function createPopupWindow(options: PopupWindowOptions): PopupWindow {
  let window: BrowserWindow | null = null;
  let prepared = false;

  function open(): BrowserWindow {
    if (!prepared) options.prepare();
    prepared = true;
    const opened = createWindow(options);
    // Closing is putting away: timers are looked after in the tray, and the window comes back at once.
    opened.on("close", (event) => {
      event.preventDefault();
      opened.hide();
    });
    let release: NodeJS.Timeout | undefined;
    opened.on("show", () => {
      clearTimeout(release);
      options.onVisibilityChange(true);
    });
    opened.on("hide", () => {
      release = setTimeout(() => opened.destroy(), keptHiddenMilliseconds);
      options.onVisibilityChange(false);
    });
    opened.on("closed", () => {
      clearTimeout(release);
      window = null;
      options.onVisibilityChange(false);
    });
    opened.webContents.on("render-process-gone", (_event, details) => {
      options.logger.error("The window's process ended", { reason: details.reason });
      opened.destroy();
    });
    return opened;
  }

  function show(): void {
    if (window !== null) {
      place(window, options.trayBounds());
      window.show();
      window.focus();
      return;
    }
    const opened = open();
    window = opened;
    opened.once("ready-to-show", () => {
      place(opened, options.trayBounds());
      opened.show();
    });
    opened.loadURL(options.page).catch(() => options.logger.error("The window's page could not be loaded"));
  }

  const isVisible = (): boolean => window?.isVisible() === true;
  const hide = (): void => window?.hide();
  return {
    isVisible,
    show,
    hide,
    toggle: () => (isVisible() ? hide() : show()),
    contents: () => window?.webContents ?? null,
  };
}

function createWindow({ preload }: PopupWindowOptions): BrowserWindow {
  return new BrowserWindow({
    ...size,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    title: productName,
    show: false,
    frame: false,
    maximizable: false,
    fullscreenable: false,
    // Where it can't stand beside its tray icon it must be found in the taskbar.
    skipTaskbar: isDesktopWithTrayPositions,
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#1a1a1e" : "#ffffff",
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
}

function place(window: BrowserWindow, trayBounds: Area): void {
  const bounds = window.getBounds();
  const { workArea } = screen.getDisplayMatching(trayBounds.width > 0 ? { ...trayBounds } : bounds);
  const { x, y } = windowPosition(trayBounds, workArea, bounds);
  window.setPosition(x, y);
}
