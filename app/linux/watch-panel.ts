import type { PanelWatchOptions } from "./await-panel.ts";

/** In milliseconds. Later than everything that a person waits for at the start. */
const restMilliseconds = 2_000;

/** Has the icon made anew when a panel comes later than the app. Ends as soon as there is one. */
export function watchPanel(options: PanelWatchOptions): void {
  if (options.busAddress === "" && options.x11Display === null) return options.onState("none");
  setTimeout(() => {
    void import("./await-panel.ts").then(({ awaitPanel }) => awaitPanel({ ...options, processId: process.pid }));
  }, restMilliseconds);
}
