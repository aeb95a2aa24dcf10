import { expect, test } from "./support/fixtures.ts";
import { settledState } from "./support/settled-state.ts";

const threeMinutes = 180_000;

test("while a timer merely ticks for three minutes, the desktop is sent nothing", async ({ signedIn }) => {
  test.setTimeout(threeMinutes + 150_000);
  const { tray } = signedIn;
  const before = await settledState(tray);
  const signalsBefore = tray.signals.length;

  // Looks at every signal of the item; what it waits for must never come.
  await expect(
    tray.waitFor((now) => now.layoutRevision !== before.layoutRevision, "another menu", threeMinutes),
  ).rejects.toThrow("for the tray to show another menu");
  expect(tray.signals.slice(signalsBefore)).toEqual([]);
  expect((await tray.state()).layoutRevision).toBe(before.layoutRevision);
});
