import type { Logger } from "../../app/ports.ts";

/** Later than everything that somebody waits for at the start. */
const restMilliseconds = 2_000;

/** Has the icon made anew when a panel comes later than the app. Costs nothing where there is no session bus. */
export function watchPanel(busAddress: string, onPanel: () => void, logger: Logger): void {
  if (busAddress === "") return;
  setTimeout(() => {
    void import("./late-panel.ts").then(({ awaitPanel }) =>
      awaitPanel({ busAddress, processId: process.pid, onPanel, logger }),
    );
  }, restMilliseconds);
}
