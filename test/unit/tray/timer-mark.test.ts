import { expect, test } from "vitest";
import { timersTexts } from "../../../app/texts/timers.ts";
import { trayMenu } from "../../../app/tray/tray-menu.ts";
import { context, signedIn, timer } from "./snapshots.ts";

function labels(seconds: number, date: string): readonly unknown[] {
  const today = { date, endsAt: 0, minutes: [] };
  const menu = trayMenu(signedIn({ timers: [timer(1, "Gear GmbH", "running", seconds)], today }), context());
  return menu.flatMap((entry) => (entry.kind === "label" && entry.id.startsWith("mark:") ? [entry.label] : []));
}

test("a timer that runs for very long, or past midnight, is marked quietly", () => {
  expect(labels(3_600, "2025-11-23")).toEqual([]);
  expect(labels(13 * 3_600, "2025-11-23")).toEqual([timersTexts.mark.long]);
  expect(labels(3_600, "2025-11-24")).toEqual([timersTexts.mark["other-day"]]);
});
