import type { Logger } from "../platform/ports.ts";
import type { PanelState } from "./panel-monitor.ts";
import type { X11Display } from "./x11-connection.ts";

/** Later than everything that somebody waits for at the start. */
const restMilliseconds = 2_000;

export interface WatchPanelOptions {
  /** Where the desktop's session bus listens; empty where there is none, and so no panel that speaks on it. */
  readonly busAddress: string;
  /** Where a panel of the older kind may be; null where there is no such display. */
  readonly x11Display: X11Display | null;
  readonly onState: (state: PanelState) => void;
  /** There is a panel, which does not know the icon. */
  readonly renew: () => void;
  readonly logger: Logger;
}

/** Has the icon made anew when a panel comes later than the app. Ends as soon as there is one. */
export function watchPanel(options: WatchPanelOptions): void {
  if (options.busAddress === "" && options.x11Display === null) return options.onState("none");
  setTimeout(() => {
    void import("./await-panel.ts").then(({ awaitPanel }) => awaitPanel({ ...options, processId: process.pid }));
  }, restMilliseconds);
}
