import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trayModel } from "../../../app/tray/compute-tray-model.ts";
import type { TrayPlatform } from "../../../app/tray/tray-model.ts";
import { createInstantFormat } from "../../../app/model/instant-format.ts";
import { defaultSettings } from "../../../app/contract/settings.ts";
import { type Link, signedOutSnapshot, type LinkState } from "../../../app/contract/snapshot.ts";
import { busy, context, liveLink, monotonicNow, project, signedIn, timer, wallNow } from "./snapshots.ts";

const platforms: readonly TrayPlatform[] = ["darwin", "win32", "linux"];

describe("icon", () => {
  const running = timer(1, "A", "running", 60);
  const paused = timer(2, "B", "paused", 60);
  test.each([
    ["nothing", [], "idle"],
    ["running", [running], "running"],
    ["running beside paused", [running, paused], "running"],
    ["paused", [paused], "paused"],
    ["pending", [timer(3, "C", "pending", 0)], "paused"],
    ["a state of the future", [timer(3, "C", "unknown", 5)], "paused"],
    ["stopped alone", [timer(3, "C", "stopped", 5)], "idle"],
  ] as const)("shape of %s", (_name, timers, shape) => {
    expect(trayModel(signedIn({ timers }), context()).icon.timer).toBe(shape);
  });

  test.each([
    ["live", "live"],
    ["polling", "polling"],
    ["stale", "polling"],
    ["offline", "offline"],
  ] as const)("badge of %s", (state: LinkState, badge) => {
    expect(trayModel(signedIn({ link: { ...liveLink, state } }), context()).icon.link).toBe(badge);
  });

  test("signed out is not live", () => {
    expect(trayModel(signedOutSnapshot(wallNow), context()).icon).toEqual({ timer: "idle", link: "offline" });
  });
});

describe("tooltip", () => {
  test.each([
    ["darwin", "Gear GmbH · 1:23\nLanding page, second draft\n2 paused · unlogged 4:05 · Live"],
    ["win32", "Gear GmbH · 1:23\nLanding page, second draft\n2 paused · unlogged 4:05 · Live"],
    ["linux", "Gear GmbH · 1:23\nLanding page, second draft\n2 paused · unlogged 4:05 · Live"],
  ] as const)("%s: project, time; description; the rest", (platform, expected) => {
    expect(trayModel(busy, context({ platform })).tooltip).toBe(expected);
  });

  test.each(platforms)("%s: a total that stands still", (platform) => {
    const timers = [timer(2, "B", "paused", 2520), timer(3, "C", "paused", 7200)];
    expect(trayModel(signedIn({ timers }), context({ platform })).tooltip).toBe(
      "No timer is running\n2 paused · unlogged 2:42 · Live",
    );
  });

  test("nothing runs", () => {
    expect(trayModel(signedIn(), context()).tooltip).toBe("No timer is running\nLive");
    expect(trayModel(signedOutSnapshot(wallNow), context()).tooltip).toBe("Tallylight\nNot signed in");
  });

  test.each(["stale", "offline"] as const)("%s before the account's timers were read: not known", (state) => {
    const link = { ...liveLink, state, reason: "api-unreachable", since: wallNow, lastAnswerAt: null } as const;
    const unread = signedIn({ timersKnown: false, projectsLoaded: "none", link });
    const model = trayModel(unread, context());
    expect(model.icon.timer).toBe("unknown");
    expect(model.tooltip).toMatch(/^Timers not known yet\n/);
    const labels = JSON.stringify(model.menu);
    expect(labels).toContain("Timers not known yet");
    expect(labels).not.toContain("No timer is running");
    expect(labels.includes("Loading projects…")).toBe(state === "stale");
    expect(labels.includes("Projects not known yet")).toBe(state === "offline");
  });

  test("a timer that could not be read is named, and nothing is claimed of what runs", () => {
    const model = trayModel(
      signedIn({ timers: [timer(2, "B", "paused", 60)], unreadableTimers: ["Odd", null] }),
      context(),
    );
    expect(model.icon.timer).toBe("unknown");
    expect(model.tooltip).toMatch(/^No running timer could be read\n/);
    expect(model.menu).toContainEqual(expect.objectContaining({ label: "2 timers could not be read: Odd" }));
    const running = trayModel(
      signedIn({ timers: [timer(1, "A", "running", 60)], unreadableTimers: ["Odd"] }),
      context(),
    );
    expect(running.icon.timer).toBe("running");
    expect(running.menu).toContainEqual(expect.objectContaining({ label: "1 timer could not be read: Odd" }));
  });

  test.each(["linux", "win32", "darwin"] as const)("%s: no text holds what ends the native side", (platform) => {
    const bad = "abc\uffff def\ud83d";
    const model = trayModel(
      signedIn({
        timers: [timer(1, bad, "running", 60, bad), timer(2, bad, "paused", 60, bad)],
        projects: [project(3, bad)],
        account: { kind: "signed-in", demo: false, name: bad, email: "", timeFormat: "hours_minutes" },
      }),
      context({ platform, settings: { ...defaultSettings, trayTitle: "project-and-time" } }),
    );
    const texts = JSON.stringify([model.title, model.tooltip, model.menu], (key, value: unknown) =>
      key === "action" ? undefined : value,
    );
    expect(texts).toContain("abc\ufffd def");
    expect(texts).not.toMatch(/\uffff|\\ud83d/);
  });

  test.each(platforms)("%s: a time that no calendar holds ends nothing", (platform) => {
    const timers = [timer(1, "A", "running", 1e15, "d"), timer(2, "B", "paused", 1e300)];
    const snapshot = signedIn({ timers, link: { ...liveLink, lastBroadcastAt: Number.MAX_SAFE_INTEGER } });
    const format = createInstantFormat("en-US");
    const model = trayModel(snapshot, context({ platform, formatInstant: (at) => format(at, wallNow) }));
    expect(model.tooltip).toContain("A · ");
    expect(model.changesIn ?? 1).toBeGreaterThan(0);
    expect(JSON.stringify(model)).not.toContain("NaN");
  });

  test.each(platforms)("%s: a name cannot turn the words around it", (platform) => {
    const spoof = "\u202egnp.exe\u2069\u2067";
    const timers = [timer(1, spoof, "running", 60, spoof), timer(2, spoof, "paused", 60)];
    const { menu, tooltip } = trayModel(signedIn({ timers, projects: [project(3, spoof)] }), context({ platform }));
    const texts = JSON.stringify([menu, tooltip], (key, value: unknown) => (key === "action" ? undefined : value));
    expect(texts).toContain("gnp.exe");
    expect(texts).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/u);
  });

  test("the link is written in words", () => {
    const offline = { ...liveLink, state: "offline", since: wallNow } as const;
    expect(trayModel(signedIn({ link: offline }), context()).tooltip).toBe("No timer is running\nOffline since 14:02");
    const stopped = { ...offline, reason: "proxy-wants-credentials" } as const;
    expect(trayModel(signedIn({ link: stopped }), context()).tooltip).toBe(
      "No timer is running\nStopped by a proxy since 14:02",
    );
    const distrusted = { ...offline, reason: "certificate-out-of-date" } as const;
    expect(trayModel(signedIn({ link: distrusted }), context()).tooltip).toBe(
      "No timer is running\nConnection not trusted since 14:02",
    );
    const locked = trayModel(signedIn({ link: { ...offline, reason: "account-locked" } }), context());
    expect(locked.tooltip).toBe("No timer is running\nAccount locked since 14:02");
    expect(locked.icon.link).toBe("offline");
    expect(locked.menu).toContainEqual(expect.objectContaining({ label: "Account locked since 14:02" }));
  });

  test("Windows: at most 127 units; the description goes first, then the name, the time stays", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 300, unit: "grapheme" }),
        fc.string({ maxLength: 300, unit: "grapheme" }),
        (name, description) => {
          const timers = [timer(1, name, "running", 4985, description), timer(2, "B", "paused", 60)];
          const text = trayModel(signedIn({ timers }), context({ platform: "win32" })).tooltip;
          expect(text.length).toBeLessThanOrEqual(127);
          expect(text.split("\n").at(0)).toContain("1:23");
          expect(text.split("\n").at(-1)).toBe("1 paused · unlogged 1:24 · Live");
        },
      ),
    );
    const long = trayModel(
      signedIn({ timers: [timer(1, "n".repeat(58), "running", 4985, "d".repeat(300))] }),
      context({ platform: "win32" }),
    ).tooltip;
    expect(long.split("\n").at(0)).toBe(`${"n".repeat(58)} · 1:23`);
    expect(long).toHaveLength(127);
  });
});

test.each([
  ["nothing runs", []],
  ["a timer runs", [timer(1, "n".repeat(80), "running", 4_500_000, "d".repeat(300))]],
] as const)("Windows: at most 127 units in the longest state of everything, where %s", (_name, running) => {
  const paused = Array.from({ length: 300 }, (_, index) => timer(index + 2, "P", "paused", 400_000));
  const base = signedIn({
    timers: [...running, ...paused],
    today: { date: "2025-11-23", endsAt: wallNow + 36_000_000, minutes: [{ project: null, minutes: 1400 }] },
  });
  const longTime = "26 de nov, 12:38 a. m.";
  const links: readonly Partial<Link>[] = [
    { state: "live", lastBroadcastAt: wallNow },
    { state: "polling", pollSeconds: 25 },
    { state: "stale", lastAnswerAt: wallNow },
    { state: "offline", reason: "api-unreachable" },
    { state: "offline", reason: "proxy-wants-credentials" },
    { state: "offline", reason: "certificate-not-accepted" },
    { state: "offline", reason: "account-locked" },
    { state: "offline", reason: "account-refuses" },
    { state: "offline", reason: "account-fails" },
    { state: "offline", reason: "answer-unreadable" },
    { state: "offline", reason: "led-elsewhere" },
  ];
  for (const link of links) {
    const { tooltip } = trayModel(
      { ...base, link: { ...liveLink, ...link } },
      context({
        platform: "win32",
        settings: { ...defaultSettings, dayGoalMinutes: 1440 },
        formatInstant: () => longTime,
      }),
    );
    expect.soft(tooltip.length, tooltip).toBeLessThanOrEqual(127);
    expect.soft(tooltip).toContain(running.length === 0 ? "No timer is running" : "1250:00");
  }
});

describe("what changes by time alone", () => {
  test.each([
    ["nothing", [], null],
    ["paused", [timer(2, "B", "paused", 59)], null],
    ["running, 4985 s", [timer(1, "A", "running", 4985)], 55_000],
    ["running, on the minute", [timer(1, "A", "running", 60)], 60_000],
    ["running, and the total turns first", [timer(1, "A", "running", 4985), timer(2, "B", "paused", 30)], 25_000],
  ] as const)("%s", (_name, timers, expected) => {
    expect(trayModel(signedIn({ timers }), context({ platform: "win32" })).changesIn).toBe(expected);
  });

  test("between now and then the tooltip stays, and then it changes", () => {
    fc.assert(
      fc.property(fc.nat(500_000), fc.nat(500_000), fc.nat(999), (seconds, other, fraction) => {
        const snapshot = signedIn({
          timers: [timer(1, "A", "running", seconds), timer(2, "B", "paused", other)],
        });
        const at = (now: number) => trayModel(snapshot, context({ platform: "win32", monotonicNow: now }));
        const first = at(monotonicNow + fraction);
        const wait = first.changesIn ?? 0;
        expect(at(monotonicNow + fraction + wait - 1).tooltip).toBe(first.tooltip);
        expect(at(monotonicNow + fraction + wait).tooltip).not.toBe(first.tooltip);
      }),
    );
  });

  test.each([
    ["none", ""],
    ["time", "1:23"],
    ["time-with-seconds", "1:23:05"],
    ["project-and-time", "Gear GmbH · 1:23"],
  ] as const)("beside the icon, but on Windows: %s", (trayTitle, title) => {
    const settings = { ...context().settings, trayTitle };
    expect(platforms.map((platform) => trayModel(busy, context({ platform, settings })).title)).toEqual([
      title,
      "",
      title,
    ]);
    expect(trayModel(signedIn(), context({ platform: "darwin", settings })).title).toBe("");
  });

  test("a long name in the title is cut", () => {
    const settings = { ...context().settings, trayTitle: "project-and-time" } as const;
    const snapshot = signedIn({ timers: [timer(1, "n".repeat(50), "running", 60)] });
    expect(trayModel(snapshot, context({ platform: "darwin", settings })).title).toBe(`${"n".repeat(19)}… · 0:01`);
  });

  test("seconds in the title are computed every second, and not on Windows, which has no title", () => {
    const settings = { ...context().settings, trayTitle: "time-with-seconds" } as const;
    const snapshot = signedIn({ timers: [timer(1, "A", "running", 4985.25)] });
    expect(platforms.map((platform) => trayModel(snapshot, context({ platform, settings })).changesIn)).toEqual([
      750, 54_750, 750,
    ]);
  });
});
