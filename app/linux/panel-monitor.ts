import type { CancelTimeout, Clock } from "../platform/ports.ts";

/** Whether there is a panel that shows tray icons. Other systems always have one. */
export type PanelState = "unknown" | "there" | "none";

export interface PanelMonitorPorts {
  readonly clock: Clock;
  /** How long after the start a panel may take to come before the window stands in for the icon, in milliseconds. */
  readonly patienceMilliseconds: number;
}

export interface PanelMonitor {
  state(): PanelState;
  heard(state: PanelState): void;
  onChange(listener: () => void): void;
  /** Called at most once: when there is still no panel after the patience. */
  onMissing(listener: () => void): void;
}

/** Panels come up beside the programs that are started at the login, and may take longer than they do. */
const loginPatience = 15_000;
/** A person who starts the app by hand waits for something to appear. */
const handPatience = 5_000;

export function panelPatience(atLogin: boolean): number {
  return atLogin ? loginPatience : handPatience;
}

/**
 * Remembers whether there is a panel. Where there is none, an app without a window is nowhere: `onMissing`.
 * Costs no timer where there is a panel.
 */
export function createPanelMonitor(ports: PanelMonitorPorts): PanelMonitor {
  const { clock, patienceMilliseconds } = ports;
  const changed = new Set<() => void>();
  const missing = new Set<() => void>();
  const began = clock.monotonicNow();
  let state: PanelState = "unknown";
  let cancel: CancelTimeout | null = null;
  let isDecided = false;

  function decideLater(): void {
    if (isDecided) return;
    cancel ??= clock.setTimeout(
      () => {
        isDecided = true;
        for (const listener of missing) listener();
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
      for (const listener of changed) listener();
    },
    onChange: (listener) => void changed.add(listener),
    onMissing: (listener) => void missing.add(listener),
  };
}
