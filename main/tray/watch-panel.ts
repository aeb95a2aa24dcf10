import type { Logger } from "../../app/ports.ts";
import type { PanelState } from "./panel-keeper.ts";

/** Later than everything that somebody waits for at the start. */
const restMilliseconds = 2_000;

export interface WatchPanelOptions {
  /** Where the desktop's session bus listens; empty where there is none, and so no panel that could be spoken to. */
  readonly busAddress: string;
  readonly onState: (state: PanelState) => void;
  /** There is a panel, which does not know the icon. */
  readonly renew: () => void;
  readonly logger: Logger;
}

/** Has the icon made anew when a panel comes later than the app. Ends as soon as there is one. */
export function watchPanel({ busAddress, onState, renew, logger }: WatchPanelOptions): void {
  if (busAddress === "") return onState("none");
  setTimeout(() => {
    void import("./late-panel.ts").then(({ awaitPanel }) =>
      awaitPanel({ busAddress, processId: process.pid, onState, renew, logger }),
    );
  }, restMilliseconds);
}
