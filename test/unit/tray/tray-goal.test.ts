import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultSettings } from "../../../app/contract/settings.ts";
import { trayModel } from "../../../app/tray/compute-tray-model.ts";
import { busy, context, monotonicNow, signedIn, timer, wallNow } from "./snapshots.ts";

const settings = { ...defaultSettings, dayGoalMinutes: 450 };
const today = { date: "2025-11-23", endsAt: Date.UTC(2025, 10, 24), minutes: [{ project: null, minutes: 60 }] };
const worked = { ...busy, today };
const runningSince = wallNow - 4_985_000;
const lastLine = (tooltip: string): string => tooltip.split("\n").at(-1) ?? "";

const tooltipOnWindows = (name: string): string =>
  trayModel(
    signedIn({ today, timers: [timer(1, name, "running", 4985), timer(2, "B", "paused", 60)] }),
    context({ platform: "win32", settings }),
  ).tooltip;

describe("the goal in the tooltip", () => {
  test.each([
    ["darwin", "2 paused · unlogged 4:05 · today 5:05 of 7:30 · Live"],
    ["win32", "2 paused · unlogged 4:05 · today 5:05 of 7:30 · Live"],
    ["linux", "2 paused · goal at 16:26 · Live"],
  ] as const)("%s", (platform, expected) => {
    const { tooltip } = trayModel(worked, context({ platform, settings, runningSince }));
    expect(lastLine(tooltip)).toBe(expected);
  });

  test.each(["darwin", "win32", "linux"] as const)("%s: while nothing runs it stands still", (platform) => {
    const resting = signedIn({ today, timers: [timer(2, "B", "paused", 2520)] });
    const model = trayModel(resting, context({ platform, settings }));
    expect(lastLine(model.tooltip)).toBe("1 paused · unlogged 0:42 · today 1:42 of 7:30 · Live");
    expect(model.changesIn).toBeNull();
  });

  test.each([
    ["without a goal", worked, null],
    ["while the day is unknown", busy, 450],
  ] as const)("%s there is nothing of it", (_name, snapshot, dayGoalMinutes) => {
    const { tooltip } = trayModel(
      snapshot,
      context({ platform: "win32", settings: { ...settings, dayGoalMinutes }, runningSince }),
    );
    expect(lastLine(tooltip)).toBe("2 paused · unlogged 4:05 · Live");
  });

  test("Windows: never more than 127 units; the goal is cut before the name, the time stays", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 100, unit: "grapheme" }),
        fc.string({ maxLength: 300, unit: "grapheme" }),
        (name, description) => {
          const timers = [timer(1, name, "running", 4985, description), timer(2, "B", "paused", 60)];
          const snapshot = signedIn({ today, timers });
          const { tooltip } = trayModel(snapshot, context({ platform: "win32", settings }));
          expect(tooltip.length).toBeLessThanOrEqual(127);
          expect(tooltip.split("\n")[0]).toContain("1:23 · running");
        },
      ),
    );
    expect(lastLine(tooltipOnWindows("n".repeat(40)))).toContain("today 2:24 of 7:30");
    expect(tooltipOnWindows("n".repeat(60))).toBe(
      `${"n".repeat(60)} · 1:23 · running\n1 paused · unlogged 1:24 · Live`,
    );
  });

  test("between now and then the tooltip stays, and then it changes", () => {
    fc.assert(
      fc.property(fc.nat(500_000), fc.nat(500_000), fc.nat(500_000), fc.nat(999), (seconds, other, old, fraction) => {
        const timers = [
          timer(1, "A", "running", seconds),
          timer(2, "B", "paused", other),
          { ...timer(3, "C", "paused", old), date: "2025-11-22" },
        ];
        const at = (now: number) =>
          trayModel(signedIn({ today, timers }), context({ platform: "win32", settings, monotonicNow: now }));
        const first = at(monotonicNow + fraction);
        const wait = first.changesIn ?? 0;
        expect(at(monotonicNow + fraction + wait - 1).tooltip).toBe(first.tooltip);
        expect(at(monotonicNow + fraction + wait).tooltip).not.toBe(first.tooltip);
      }),
    );
  });
});

describe("the goal on Linux, where each new tooltip costs a menu that is sent again", () => {
  const at = (now: number) => trayModel(worked, context({ settings, runningSince, monotonicNow: now }));

  test("changes once: when it is reached", () => {
    const first = at(monotonicNow);
    // 7:30 less an hour logged and 2:42 paused is 3:48 on the running clock, which shows 1:23:05.
    expect(first.changesIn).toBe((13_680 - 4_985) * 1000);
    expect(at(monotonicNow + (first.changesIn ?? 0) - 1)).toMatchObject({ tooltip: first.tooltip, menu: first.menu });
    const reached = at(monotonicNow + (first.changesIn ?? 0));
    expect(lastLine(reached.tooltip)).toBe("2 paused · goal reached · Live");
    expect(reached.changesIn).toBeNull();
    expect(at(monotonicNow + 20 * 3_600_000).tooltip).toBe(reached.tooltip);
  });

  test.each([
    ["that would be reached after midnight", { ...worked, today: { ...today, endsAt: wallNow + 3_600_000 } }],
    [
      "to which the running timer adds nothing",
      {
        ...worked,
        timers: [{ ...timer(1, "A", "running", 4985), date: "2025-11-22" }, ...worked.timers.slice(1)],
      },
    ],
  ])("says nothing of one %s, and waits for nothing", (_name, snapshot) => {
    const model = trayModel(snapshot, context({ settings, runningSince }));
    expect(lastLine(model.tooltip)).toBe("2 paused · Live");
    expect(model.changesIn).toBeNull();
  });
});
