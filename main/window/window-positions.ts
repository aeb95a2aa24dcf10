import { type BrowserWindow, screen } from "electron";
import * as v from "valibot";
import type { DeferredStore } from "../../app/settings/deferred-store.ts";
import { type Area, isWithin, windowPosition } from "../../app/model/window-position.ts";

/** Where the window stands: where the person left it, else beside the tray icon. */
export interface WindowPositions {
  apply(window: BrowserWindow): void;
  /** To be called while the window still stands there. */
  remember(window: BrowserWindow): void;
}

export interface WindowPositionsOptions {
  /** Asked only once it is open: a window that comes earlier stands beside the icon. */
  readonly store: Pick<DeferredStore, "get" | "set" | "isOpen">;
  readonly trayBounds: () => Area;
  /** On Wayland windows are placed by the desktop alone, and do not learn where they are. */
  readonly wayland: boolean;
}

const storeKey = "windowPlace";
/** Beyond what any desktop has, and within what Electron takes: a number of 2^31 and more ends the app. */
const farthest = 1_000_000;
const integer = v.pipe(v.number(), v.safeInteger(), v.minValue(-farthest), v.maxValue(farthest));
const length = v.pipe(integer, v.minValue(1));
const areaSchema = v.object({ x: integer, y: integer, width: length, height: length });

export function createWindowPositions({ store, trayBounds, wayland }: WindowPositionsOptions): WindowPositions {
  /** Where we put it: a window that is still there was not moved. */
  let placed: Area | null = null;

  return {
    apply(window) {
      const chosen = v.safeParse(areaSchema, store.isOpen() ? store.get(storeKey) : undefined);
      if (chosen.success && isOnScreen(chosen.output)) window.setBounds(chosen.output);
      else placeByTray(window, trayBounds());
      placed = window.getBounds();
    },
    remember(window) {
      if (wayland || placed === null || !store.isOpen()) return;
      const { x, y, width, height } = window.getBounds();
      const moved = x !== placed.x || y !== placed.y || width !== placed.width || height !== placed.height;
      if (moved) store.set(storeKey, { x, y, width, height });
    },
  };
}

/** The screen that it stood on may be gone, or smaller now. */
function isOnScreen(area: Area): boolean {
  return isWithin(area, screen.getDisplayMatching({ ...area }).workArea);
}

function placeByTray(window: BrowserWindow, trayBounds: Area): void {
  const bounds = window.getBounds();
  const { workArea } = screen.getDisplayMatching(trayBounds.width > 0 ? { ...trayBounds } : bounds);
  const { x, y } = windowPosition(trayBounds, workArea, bounds);
  window.setPosition(x, y);
}
