import { describe, expect, test } from "vitest";
import { trayMenu } from "../../../app/tray/tray-menu.ts";
import type { TrayMenuItem, TrayPlatform } from "../../../app/tray/tray-model.ts";
import { signedOutSnapshot } from "../../../app/contract/snapshot.ts";
import { busy, context, project, signedIn, timer, wallNow } from "./snapshots.ts";

const runningSince = wallNow - 4_985_000;

describe("the whole menu, per platform", () => {
  const headers: readonly (readonly [TrayPlatform, string])[] = [
    ["linux", "Gear GmbH · since 12:38"],
    ["win32", "Gear GmbH · 1:23"],
    ["darwin", "Gear GmbH · 1:23"],
  ];

  test.each(headers)("%s, with a running timer", (platform, header) => {
    expect(trayMenu(busy, context({ platform, runningSince }))).toEqual([
      { kind: "label", id: "running:1", label: header },
      { kind: "label", id: "description:1", label: "Landing page, second draft" },
      {
        kind: "item",
        id: "pause:1",
        label: "Pause",
        enabled: true,
        action: { kind: "command", command: { kind: "pause", projectId: 1 } },
      },
      { kind: "separator" },
      {
        kind: "item",
        id: "resume:2",
        label: "Resume Sprockets, Inc. · 0:42",
        enabled: true,
        action: { kind: "command", command: { kind: "start", projectId: 2 } },
      },
      {
        kind: "item",
        id: "resume:3",
        label: "Resume Internal · 2:00",
        enabled: true,
        action: { kind: "command", command: { kind: "start", projectId: 3 } },
      },
      { kind: "separator" },
      {
        kind: "submenu",
        id: "start",
        label: "Start",
        items: [
          {
            kind: "item",
            id: "start:2",
            label: "Sprockets, Inc.",
            enabled: true,
            action: { kind: "command", command: { kind: "start", projectId: 2 } },
          },
          {
            kind: "item",
            id: "start:9",
            label: "Fish & Chips_Ltd",
            enabled: true,
            action: { kind: "command", command: { kind: "start", projectId: 9 } },
          },
        ],
      },
      { kind: "separator" },
      { kind: "label", id: "link", label: "Live" },
      { kind: "item", id: "sign-out", label: "Sign out", enabled: true, action: { kind: "sign-out" } },
      { kind: "separator" },
      { kind: "item", id: "toggle-window", label: "Show Tallylight", enabled: true, action: { kind: "toggle-window" } },
      { kind: "separator" },
      { kind: "item", id: "quit", label: "Quit Tallylight", enabled: true, action: { kind: "quit" } },
    ]);
  });

  test("signed out", () => {
    expect(trayMenu(signedOutSnapshot(wallNow), context())).toEqual([
      { kind: "label", id: "account", label: "Not signed in" },
      { kind: "separator" },
      { kind: "item", id: "sign-in", label: "Sign in…", enabled: true, action: { kind: "show-window" } },
      { kind: "item", id: "start-demo", label: "Try the demo account", enabled: true, action: { kind: "start-demo" } },
      { kind: "separator" },
      { kind: "item", id: "quit", label: "Quit Tallylight", enabled: true, action: { kind: "quit" } },
    ]);
  });

  test("signing in", () => {
    const snapshot = { ...signedOutSnapshot(wallNow), account: { kind: "signing-in", demo: false } as const };
    expect(labels(trayMenu(snapshot, context()))).toEqual([
      "Signing in…",
      "—",
      "Show Tallylight",
      "—",
      "Quit Tallylight",
    ]);
  });
});

describe("parts of the menu", () => {
  test("on Linux the menu is the same value one hour later, as long as nothing but time passed", () => {
    const now = context({ runningSince });
    expect(trayMenu(busy, { ...now, monotonicNow: now.monotonicNow + 3_600_000 })).toEqual(trayMenu(busy, now));
  });

  test("nothing runs", () => {
    expect(labels(trayMenu(signedIn(), context()))[0]).toBe("No timer is running");
  });

  test("an open window offers Hide, signed out too", () => {
    expect(labels(trayMenu(busy, context({ windowVisible: true })))).toContain("Hide Tallylight");
    expect(labels(trayMenu(signedOutSnapshot(wallNow), context({ windowVisible: true })))).toContain("Hide Tallylight");
  });

  test("the demo account is left, not signed out of", () => {
    const demo = { kind: "signed-in", demo: true, name: "D", email: "d@example.com", timeFormat: "fraction" } as const;
    expect(labels(trayMenu(signedIn({ account: demo }), context()))).toContain("Leave the demo account");
  });

  test("a verb under way cannot be sent again", () => {
    const menu = trayMenu({ ...busy, pending: [{ projectId: 1, kind: "pause" }] }, context());
    expect(find(menu, "pause:1")).toMatchObject({ enabled: false });
    expect(find(menu, "resume:2")).toMatchObject({ enabled: true });
  });

  test("a problem is told and can be dismissed", () => {
    const menu = trayMenu(
      signedIn({ problem: { problem: { kind: "forbidden" }, command: "start", projectId: 2 } }),
      context(),
    );
    expect(labels(menu)).toEqual(expect.arrayContaining(["Your account does not allow this.", "Dismiss"]));
    expect(find(menu, "dismiss")).toMatchObject({ action: { kind: "command", command: { kind: "dismiss-problem" } } });
  });

  test("more than eight paused timers go one level deeper", () => {
    const timers = Array.from({ length: 11 }, (_, index) => timer(index + 1, `P${index + 1}`, "paused", 60));
    const menu = trayMenu(signedIn({ timers }), context());
    expect(menu.filter((entry) => entry.kind === "item" && entry.id.startsWith("resume:"))).toHaveLength(8);
    const more = find(menu, "more-paused");
    expect(more?.kind === "submenu" && labels(more.items)).toEqual([9, 10, 11].map((id) => `Resume P${id} · 0:01`));
  });

  test.each([
    ["none", 0, ["Loading projects…"]],
    ["some", 1, ["P1", "Loading projects…"]],
    ["all", 1, ["P1"]],
    ["all", 0, ["No projects to start"]],
    ["all", 31, [...Array.from({ length: 30 }, (_, index) => `P${index + 1}`), "—", "More projects…"]],
  ] as const)("Start, projects read: %s, %i of them", (projectsLoaded, count, expected) => {
    const projects = Array.from({ length: count }, (_, index) => project(index + 1, `P${index + 1}`));
    const start = find(trayMenu(signedIn({ projects, projectsLoaded }), context()), "start");
    expect(start?.kind === "submenu" && labels(start.items)).toEqual(expected);
  });

  test.each([
    ["two lines\r\n\tand a tab", "two lines and a tab"],
    ["bell\u0007 and \u0000zero", "bell and zero"],
    ["🚀 Rocket", "🚀 Rocket"],
    ["שלום", "\u2068שלום\u2069"],
    ["evil\u202egnp.exe", "\u2068evil\u202egnp.exe\u2069"],
    ["x".repeat(200), `${"x".repeat(47)}…`],
    ["🚀".repeat(100), `${"🚀".repeat(23)}…`],
    ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
  ])("a project named %j", (name, shown) => {
    const menu = trayMenu(signedIn({ timers: [timer(1, name, "running", 60)] }), context({ platform: "win32" }));
    expect(labels(menu)[0]).toBe(`${shown} · 0:01`);
  });
});

function labels(items: readonly TrayMenuItem[]): readonly string[] {
  return items.map((entry) => (entry.kind === "separator" ? "—" : entry.label));
}

function find(items: readonly TrayMenuItem[], id: string): TrayMenuItem | undefined {
  return items.find((entry) => entry.kind !== "separator" && entry.id === id);
}
