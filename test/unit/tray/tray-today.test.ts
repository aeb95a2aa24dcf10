import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultSettings } from "../../../app/contract/settings.ts";
import { trayModel } from "../../../app/tray/compute-tray-model.ts";
import { busy, context, monotonicNow, signedIn, timer } from "./snapshots.ts";

const settings = { ...defaultSettings, dayGoalMinutes: 450 };
const today = { date: "2025-11-23", endsAt: Date.UTC(2025, 10, 24), minutes: [{ project: null, minutes: 60 }] };
const worked = { ...busy, today };
const firstLine = (tooltip: string): string => tooltip.split("\n")[0] ?? "";

const tooltipOnWindows = (name: string): string =>
  trayModel(
    signedIn({ today, timers: [timer(1, name, "running", 4985), timer(2, "B", "paused", 60)] }),
    context({ platform: "win32", settings }),
  ).tooltip;

describe.each(["darwin", "win32", "linux"] as const)("the day in the tooltip, %s", (platform) => {
  test.each([
    ["without a goal", worked, null, "Gear GmbH · 1:23 · today 5:05"],
    ["with a goal", worked, 450, "Gear GmbH · 1:23 · today 5:05 of 7:30"],
    ["while it is unknown", busy, 450, "Gear GmbH · 1:23"],
  ])("%s", (_name, snapshot, dayGoalMinutes, expected) => {
    const { tooltip } = trayModel(snapshot, context({ platform, settings: { ...settings, dayGoalMinutes } }));
    expect(firstLine(tooltip)).toBe(expected);
  });

  test("while nothing runs it stands still", () => {
    const resting = signedIn({ today, timers: [timer(2, "B", "paused", 2520)] });
    const model = trayModel(resting, context({ platform, settings }));
    expect(model.tooltip).toBe("No timer is running · today 1:42 of 7:30\n1 paused · unlogged 0:42 · Live");
    expect(model.changesIn).toBeNull();
  });

  test("between now and then nothing changes, and then something does", () => {
    fc.assert(
      fc.property(fc.nat(500_000), fc.nat(500_000), fc.nat(500_000), fc.nat(999), (seconds, other, old, fraction) => {
        const timers = [
          timer(1, "A", "running", seconds),
          timer(2, "B", "paused", other),
          { ...timer(3, "C", "paused", old), date: "2025-11-22" },
        ];
        const at = (now: number) =>
          trayModel(signedIn({ today, timers }), context({ platform, settings, monotonicNow: now }));
        const first = at(monotonicNow + fraction);
        const wait = first.changesIn ?? 0;
        const { tooltip, menu } = at(monotonicNow + fraction + wait - 1);
        expect([tooltip, menu[0]]).toEqual([first.tooltip, first.menu[0]]);
        expect(at(monotonicNow + fraction + wait).tooltip).not.toBe(first.tooltip);
      }),
    );
  });
});

describe("the limit of Windows", () => {
  test("never more than 127 units; the day is cut before the name, the time stays", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 100, unit: "grapheme" }),
        fc.string({ maxLength: 300, unit: "grapheme" }),
        (name, description) => {
          const timers = [timer(1, name, "running", 4985, description), timer(2, "B", "paused", 60)];
          const snapshot = signedIn({ today, timers });
          const { tooltip } = trayModel(snapshot, context({ platform: "win32", settings }));
          expect(tooltip.length).toBeLessThanOrEqual(127);
          expect(firstLine(tooltip)).toContain("1:23");
        },
      ),
    );
    expect(firstLine(tooltipOnWindows("n".repeat(40)))).toContain("today 2:24 of 7:30");
  });
});
