import { BrowserWindow, nativeTheme, type WebContents } from "electron";
import { localeArgument } from "../../app/contract/locale-argument.ts";
import type { WindowView } from "../../app/contract/requests.ts";
import { productName } from "../../app/texts/product-name.ts";
import type { Logger } from "../../app/platform/ports.ts";
import type { AppWindow } from "../../app/requests/app-window.ts";
import type { Lifecycle } from "../../app/lifecycle/lifecycle.ts";
import { sendEvent } from "../page/ipc.ts";
import type { WindowPositions } from "./window-positions.ts";
import { systemClock } from "../../app/platform/system.ts";

export interface PopupWindow extends AppWindow {
  /** Out of sight at once; its position is remembered. */
  withdraw(): void;
  /** Neither on the screen nor minimized. */
  isAway(): boolean;
  onVisibilityChange(listener: (visible: boolean) => void): void;
  /** Resolves when the page that is loading is there or has failed, or after so many milliseconds. */
  pageArrives(patience: number): Promise<void>;
  /** Of the window, if it exists. */
  contents(): WebContents | null;
}

export interface PopupWindowOptions {
  /** Called once, before the first window is made. */
  readonly prepare: () => void;
  readonly page: string;
  readonly preload: string;
  /** How dates, times and numbers are written. */
  readonly locale: string;
  readonly positions: WindowPositions;
  readonly lifecycle: Pick<Lifecycle, "isQuitting">;
  /** There is no icon that would bring a hidden window back. */
  readonly hiddenIsLost: () => boolean;
  readonly logger: Logger;
}

const size = { width: 380, height: 560 } as const;
const smallestSize = { width: 320, height: 360 } as const;
/** A window that was just hidden may be wanted right back; later its process is not worth its memory. */
const keptHiddenMilliseconds = 30_000;
/** By then a window manager that minimizes windows has done so. */
const minimizedWithinMilliseconds = 1_000;
/** A click on the icon is reported so soon after it took the focus away. */
const blurredByClickMilliseconds = 400;
/** A page that crashes once more so soon would go on doing so. */
const crashesApartMilliseconds = 60_000;
const crashReasons: ReadonlySet<string> = new Set(["crashed", "oom", "abnormal-exit"]);
const isDesktopWithTrayPositions = process.platform !== "linux";

/**
 * The window is made when it is wanted, and given up some time after it was put away: the tray alone costs neither
 * its memory nor its time.
 */
export function createPopupWindow(options: PopupWindowOptions): PopupWindow {
  const { positions, lifecycle } = options;
  const visibilityListeners = new Set<(visible: boolean) => void>();
  let window: BrowserWindow | null = null;
  let prepared = false;
  let kept = false;
  /** It was asked for, and its page is not there yet. */
  let isLoading = false;
  let unlessMinimized: NodeJS.Timeout | undefined;
  let blurredAt = Number.NEGATIVE_INFINITY;
  let release: NodeJS.Timeout | undefined;
  let lastCrashAt = Number.NEGATIVE_INFINITY;

  function announce(visible: boolean): void {
    for (const listener of visibilityListeners) listener(visible);
  }

  /** Also called for a `hide` that hides nothing: one release at most is ever on its way. */
  function changed(visible: boolean): void {
    clearTimeout(unlessMinimized);
    releaseLater(!visible);
    announce(visible);
  }

  function releaseLater(hidden: boolean): void {
    clearTimeout(release);
    if (hidden && !kept) release = setTimeout(() => window?.destroy(), keptHiddenMilliseconds);
  }

  function comeBack(): void {
    const now = systemClock.monotonicNow();
    const isFirst = now - lastCrashAt > crashesApartMilliseconds;
    lastCrashAt = now;
    // Once the event that reports the end is over.
    if (isFirst) setImmediate(() => show());
  }

  function open(): BrowserWindow {
    if (!prepared) options.prepare();
    prepared = true;
    const opened = createWindow(options);
    // Closing hides: timers are shown in the tray, and the window comes back at once. While the app ends, an
    // installer closes the window and waits until it is gone.
    opened.on("close", (event) => {
      if (lifecycle.isQuitting()) return;
      event.preventDefault();
      hide();
    });
    opened.on("show", () => changed(true));
    opened.on("restore", () => changed(true));
    opened.on("minimize", () => announce(false));
    opened.on("hide", () => changed(false));
    opened.on("blur", () => (blurredAt = performance.now()));
    opened.on("closed", () => {
      clearTimeout(unlessMinimized);
      clearTimeout(release);
      window = null;
      kept = false;
      isLoading = false;
      announce(false);
    });
    opened.webContents.on("render-process-gone", (_event, { reason }) => {
      options.logger.error("The window's process ended", { reason });
      const isMissed = isLoading || isVisible() || options.hiddenIsLost();
      opened.destroy();
      if (isMissed && crashReasons.has(reason)) comeBack();
    });
    return opened;
  }

  function show(view?: WindowView): void {
    clearTimeout(unlessMinimized);
    if (window !== null) {
      if (!window.isVisible()) positions.apply(window);
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      if (view !== undefined) navigate(window, view);
      return;
    }
    const opened = open();
    window = opened;
    isLoading = true;
    opened.once("ready-to-show", () => {
      isLoading = false;
      positions.apply(opened);
      opened.show();
    });
    if (view !== undefined) navigate(opened, view);
    opened.loadURL(options.page).catch(() => options.logger.error("The window's page could not be loaded"));
  }

  function hide(): void {
    if (!options.hiddenIsLost()) return withdraw();
    if (window === null || !isVisible()) return;
    window.minimize();
    // Some window managers, such as tiling ones, minimize nothing; a window that can't be closed is worse than a lost one.
    clearTimeout(unlessMinimized);
    unlessMinimized = setTimeout(() => {
      if (window?.isMinimized() === false) withdraw();
    }, minimizedWithinMilliseconds);
  }

  function withdraw(): void {
    if (window === null || !window.isVisible()) return;
    positions.remember(window);
    window.hide();
  }

  function keep(wanted: boolean): void {
    kept = wanted;
    if (window !== null) releaseLater(!window.isVisible());
  }

  function pageArrives(patience: number): Promise<void> {
    return new Promise((resolve) => {
      if (window === null || !window.webContents.isLoadingMainFrame()) return resolve();
      window.webContents.once("did-navigate", () => resolve());
      window.webContents.once("did-fail-load", () => resolve());
      setTimeout(resolve, patience);
    });
  }

  /** On some desktops the click on the icon takes the focus away just before it is reported. */
  function isInUse(): boolean {
    return isVisible() && (window?.isFocused() === true || performance.now() - blurredAt < blurredByClickMilliseconds);
  }

  function isVisible(): boolean {
    return window !== null && window.isVisible() && !window.isMinimized();
  }

  return {
    isVisible,
    isFocused: () => isVisible() && window?.isFocused() === true,
    show,
    hide,
    withdraw,
    onVisibilityChange: (listener) => void visibilityListeners.add(listener),
    isAway: () => window === null || !(window.isVisible() || window.isMinimized()),
    toggle: () => (isVisible() ? hide() : show()),
    raiseOrHide: () => (isInUse() ? hide() : show()),
    keep,
    pageArrives,
    contents: () => window?.webContents ?? null,
  };
}

/** A page that is not there yet would miss the event. */
function navigate({ webContents }: BrowserWindow, view: WindowView): void {
  const send = (): void => sendEvent(webContents, "window:navigate", view);
  if (webContents.getURL() === "" || webContents.isLoadingMainFrame()) webContents.once("did-finish-load", send);
  else send();
}

function createWindow({ preload, locale }: PopupWindowOptions): BrowserWindow {
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
      additionalArguments: [`${localeArgument}${locale}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
}
