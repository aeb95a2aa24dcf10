import { expect, test } from "./support/fixtures.ts";
import { settledState } from "./support/settled-state.ts";

const threeMinutes = 180_000;

test("while a timer merely ticks for three minutes, the tooltip tells each, and no menu is sent again", async ({
  signedIn,
}) => {
  test.setTimeout(threeMinutes + 150_000);
  const { tray } = signedIn;
  const before = await settledState(tray);
  const signalsBefore = tray.signals.length;

  // Reads the item at each of its signals; what it waits for must never come.
  await expect(
    tray.waitFor((now) => now.layoutRevision !== before.layoutRevision, "another menu", threeMinutes),
  ).rejects.toThrow("for the tray to show another menu");
  const signals = tray.signals.slice(signalsBefore);
  expect(signals.filter((signal) => signal === "NewToolTip").length).toBeGreaterThanOrEqual(2);
  expect(new Set(signals)).toEqual(new Set(["NewToolTip", "XAyatanaNewLabel", "ItemsPropertiesUpdated"]));
});
