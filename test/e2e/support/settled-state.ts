import type { TrayItem } from "../../support/tray-item.ts";
import type { TrayState } from "../../support/tray-state.ts";

/** In milliseconds: longer than any of the looks that follow a start are apart. */
const quietFor = 20_000;
const longestWait = 90_000;

/**
 * The state of the tray once its menu has been left alone for a while. After a start the account's name, its
 * projects, the day's entries and a second fetch of everything arrive one after the other.
 */
export async function settledState(tray: TrayItem): Promise<TrayState> {
  const deadline = Date.now() + longestWait;
  let state = await tray.state();
  while (Date.now() < deadline) {
    const { layoutRevision } = state;
    try {
      state = await tray.waitFor((now) => now.layoutRevision !== layoutRevision, "another menu", quietFor);
    } catch {
      return tray.state();
    }
  }
  throw new Error(`The menu did not come to rest within ${longestWait} ms.`);
}
