import type { CancelTimeout, Clock } from "../platform/ports.ts";

/** Whether there is a panel that shows tray icons. Elsewhere than on Linux nobody has to ask. */
export type PanelState = "unknown" | "there" | "none";

export interface PanelMonitorPorts {
  readonly clock: Clock;
  /** How long after the start a panel may take to come before the window stands in for the icon, in milliseconds. */
  readonly patienceMilliseconds: number;
  /** The window is neither on the screen nor minimized. */
  readonly isWindowAway: () => boolean;
  readonly showWindow: () => void;
  readonly onChange: () => void;
}

export interface PanelMonitor {
  state(): PanelState;
  heard(state: PanelState): void;
}

/** Panels come up beside the programs that are started at the login, and may take longer than they do. */
const loginPatience = 15_000;
/** Whoever starts the app by hand waits for something to appear. */
const handPatience = 5_000;

export function panelPatience(atLogin: boolean): number {
  return atLogin ? loginPatience : handPatience;
}

/**
 * Remembers whether there is a panel. Where there is none, an app without a window is nowhere: the window is shown,
 * once, since later on whoever put it away knows where to. Costs no timer where there is a panel.
 */
export function createPanelMonitor(ports: PanelMonitorPorts): PanelMonitor {
  const { clock, patienceMilliseconds, isWindowAway, showWindow, onChange } = ports;
  const began = clock.monotonicNow();
  let state: PanelState = "unknown";
  let cancel: CancelTimeout | null = null;
  let isDecided = false;

  function decideLater(): void {
    if (isDecided) return;
    cancel ??= clock.setTimeout(
      () => {
        isDecided = true;
        if (isWindowAway()) showWindow();
      },
      began + patienceMilliseconds - clock.monotonicNow(),
    );
  }

  return {
    state: () => state,
    heard(next) {
      if (next === state) return;
      state = next;
      if (next === "none") {
        decideLater();
      } else {
        cancel?.();
        cancel = null;
      }
      onChange();
    },
  };
}
