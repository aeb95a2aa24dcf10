import { describe, expect, test } from "vitest";
import { trayMenu } from "../../../app/tray/tray-menu.ts";
import type { GuardedCommand } from "../../../app/contract/command.ts";
import type { ExpectedInMenu, TrayAction, TrayMenuItem, TrayPlatform } from "../../../app/tray/tray-model.ts";
import type { WindowView } from "../../../app/contract/requests.ts";
import { defaultSettings } from "../../../app/contract/settings.ts";
import { signedOutSnapshot } from "../../../app/contract/snapshot.ts";
import { busy, context, monotonicNow, project, signedIn, timer, wallNow } from "./snapshots.ts";

const today = { date: "2025-11-23", endsAt: Date.UTC(2025, 10, 24), minutes: [{ project: null, minutes: 60 }] };
const platforms: readonly TrayPlatform[] = ["darwin", "win32", "linux"];

const separator = { kind: "separator" } as const;
const label = (id: string, text: string) => ({ kind: "label", id, label: text }) as const;
const item = (id: string, text: string, action: TrayAction) =>
  ({ kind: "item", id, label: text, enabled: true, action }) as const;
const submenu = (id: string, text: string, items: readonly TrayMenuItem[]) =>
  ({ kind: "submenu", id, label: text, items }) as const;
const send = (command: Extract<TrayAction, { kind: "command" }>["command"]) => ({ kind: "command", command }) as const;
const open = (view: WindowView) => ({ kind: "open-window", view }) as const;
const guarded = (command: GuardedCommand, expected: ExpectedInMenu) =>
  ({ kind: "guarded-command", command, expected }) as const;

const seenRunning: ExpectedInMenu = {
  id: 101,
  state: "running",
  anchor: { seconds: 4985, monotonicAt: monotonicNow },
  description: "Landing page, second draft",
};
const seenPaused = (id: number, seconds: number): ExpectedInMenu => ({
  id,
  state: "paused",
  anchor: { seconds, monotonicAt: 0 },
  description: "",
});
const preferences = item("preferences", "Preferences…", open({ kind: "preferences" }));
const help = submenu("help", "Help", [
  item("diagnostics", "Diagnostics", open({ kind: "diagnostics" })),
  item("logs", "Open the folder of logs", { kind: "open-logs" }),
  item("copy-diagnostics", "Copy diagnostics", { kind: "copy-diagnostics" }),
]);
const quit = item("quit", "Quit Tallylight", { kind: "quit" });

describe("the whole menu, per platform", () => {
  test.each(["linux", "win32", "darwin"] as const)("%s, with a running timer", (platform) => {
    expect(trayMenu(busy, context({ platform }))).toEqual([
      item("running:1", "Gear GmbH · 1:23", open({ kind: "main" })),
      label("description:1", "Landing page, second draft"),
      item("pause:1", "Pause", send({ kind: "pause", projectId: 1 })),
      item("log:1", "Log…", open({ kind: "log", projectId: 1 })),
      submenu("adjust:1", "Adjust", [
        item("adjust:1:-15", "−15 minutes", guarded({ kind: "adjust", projectId: 1, seconds: -900 }, seenRunning)),
        item("adjust:1:-5", "−5 minutes", guarded({ kind: "adjust", projectId: 1, seconds: -300 }, seenRunning)),
        item("adjust:1:5", "+5 minutes", guarded({ kind: "adjust", projectId: 1, seconds: 300 }, seenRunning)),
        item("adjust:1:15", "+15 minutes", guarded({ kind: "adjust", projectId: 1, seconds: 900 }, seenRunning)),
        separator,
        item("adjust:1:custom", "Custom…", open({ kind: "adjust", projectId: 1 })),
      ]),
      item("describe:1", "Edit description…", open({ kind: "describe", projectId: 1 })),
      item("discard:1", "Discard", guarded({ kind: "discard", projectId: 1 }, seenRunning)),
      separator,
      label("paused", "Paused"),
      submenu("paused:2", "Sprockets, Inc. · 0:42", [
        item("resume:2", "Resume", send({ kind: "start", projectId: 2 })),
        item("log:2", "Log…", open({ kind: "log", projectId: 2 })),
        item("discard:2", "Discard", guarded({ kind: "discard", projectId: 2 }, seenPaused(102, 2520))),
      ]),
      submenu("paused:3", "Internal · 2:00", [
        item("resume:3", "Resume", send({ kind: "start", projectId: 3 })),
        item("log:3", "Log…", open({ kind: "log", projectId: 3 })),
        item("discard:3", "Discard", guarded({ kind: "discard", projectId: 3 }, seenPaused(103, 7200))),
      ]),
      separator,
      item("review", "Review and log…", open({ kind: "review" })),
      submenu("start", "Start", [
        item("start:2", "Sprockets, Inc.", send({ kind: "start", projectId: 2 })),
        item("start:9", "Fish & Chips_Ltd", send({ kind: "start", projectId: 9 })),
        separator,
        item("search", "Search…", open({ kind: "quick-switcher" })),
      ]),
      separator,
      item("toggle-window", "Show Tallylight", { kind: "toggle-window" }),
      label("link", "Live"),
      preferences,
      help,
      submenu("account", "Account", [
        label("account-name", "John Test"),
        item("sign-out", "Sign out", { kind: "sign-out" }),
      ]),
      separator,
      quit,
    ]);
  });

  test.each(platforms)("%s, signed out", (platform) => {
    expect(trayMenu(signedOutSnapshot(wallNow), context({ platform }))).toEqual([
      label("account", "Not signed in"),
      separator,
      item("sign-in", "Sign in…", open({ kind: "main" })),
      item("start-demo", "Try the demo account", { kind: "start-demo" }),
      separator,
      preferences,
      help,
      separator,
      quit,
    ]);
  });

  test.each(platforms)("%s, signing in", (platform) => {
    const snapshot = { ...signedOutSnapshot(wallNow), account: { kind: "signing-in", demo: false } as const };
    expect(trayMenu(snapshot, context({ platform }))).toEqual([
      label("account", "Signing in…"),
      separator,
      item("toggle-window", "Show Tallylight", { kind: "toggle-window" }),
      preferences,
      help,
      separator,
      quit,
    ]);
  });

  test.each(platforms)("%s, nothing runs and a discard can be undone", (platform) => {
    const undo = { kind: "discard", project: project(1, "Gear GmbH"), seconds: 4985, endsAt: 0 } as const;
    expect(trayMenu(signedIn({ undo }), context({ platform })).slice(0, 5)).toEqual([
      label("no-timer", "No timer is running"),
      separator,
      item("undo", "Undo: discard Gear GmbH · 1:23", send({ kind: "undo" })),
      separator,
      submenu("start", "Start", [
        label("no-projects", "No projects to start"),
        separator,
        item("search", "Search…", open({ kind: "quick-switcher" })),
      ]),
    ]);
  });
});

describe("parts of the menu", () => {
  test("one hour later the first line tells it, and nothing else differs, as long as nothing but time passed", () => {
    const now = context();
    const [first, ...rest] = trayMenu(busy, { ...now, monotonicNow: now.monotonicNow + 3_600_000 });
    expect(first).toEqual(item("running:1", "Gear GmbH · 2:23", open({ kind: "main" })));
    expect(rest).toEqual(trayMenu(busy, now).slice(1));
  });

  test("the first line tells the day, and its goal where there is one", () => {
    const settings = { ...defaultSettings, dayGoalMinutes: 480 };
    expect(labels(trayMenu({ ...busy, today }, context()))[0]).toBe("Gear GmbH · 1:23 · today 5:05");
    expect(labels(trayMenu({ ...busy, today }, context({ settings })))[0]).toBe(
      "Gear GmbH · 1:23 · today 5:05 of 8:00",
    );
    expect(labels(trayMenu(signedIn({ today }), context({ settings })))[0]).toBe(
      "No timer is running · today 1:00 of 8:00",
    );
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
    expect(trayMenu(signedIn({ account: demo }), context())).toContainEqual(
      item("sign-out", "Leave the demo account", { kind: "sign-out" }),
    );
  });

  test("no verb is offered on a timer while another one of it is under way", () => {
    const menu = trayMenu({ ...busy, pending: [{ projectId: 1, kind: "pause" }] }, context());
    const ids = ["pause:1", "log:1", "adjust:1:5", "adjust:1:custom", "describe:1", "discard:1"];
    expect(ids.map((id) => [id, find(menu, id)])).toEqual(
      ids.map((id) => [id, expect.objectContaining({ enabled: false })]),
    );
    expect(find(menu, "resume:2")).toMatchObject({ enabled: true });
  });

  test("an adjustment can be undone as long as it is offered", () => {
    const undo = { kind: "adjust", project: project(1, "Gear GmbH"), seconds: -900, endsAt: null } as const;
    expect(find(trayMenu({ ...busy, undo }, context()), "undo")).toEqual(
      item("undo", "Undo: −0:15 on Gear GmbH", send({ kind: "undo" })),
    );
    expect(find(trayMenu(busy, context()), "undo")).toBeUndefined();
  });

  test("a verb that waits for an answer leads to the window", () => {
    const command = { kind: "discard", projectId: 1 } as const;
    const changed = trayMenu({ ...busy, question: { command, timer: timer(1, "Gear GmbH", "paused", 5) } }, context());
    expect(labels(changed)).toEqual(expect.arrayContaining(["Gear GmbH changed on another device", "Answer…"]));
    const gone = trayMenu(signedIn({ question: { command, timer: null } }), context());
    expect(labels(gone)).toContain("This timer is no longer there");
  });

  test("a person whose account writes decimals gets decimals", () => {
    const account = { kind: "signed-in", demo: false, name: "", email: "a@b.c", timeFormat: "fraction" } as const;
    const menu = trayMenu({ ...busy, account }, context({ platform: "win32" }));
    expect(labels(menu)).toEqual(expect.arrayContaining(["Gear GmbH · 1.38", "Sprockets, Inc. · 0.70"]));
    expect(find(menu, "account-name")).toEqual(label("account-name", "a@b.c"));
  });

  test("a problem is shown and can be dismissed", () => {
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
    expect(menu.filter((entry) => entry.kind === "submenu" && entry.id.startsWith("paused:"))).toHaveLength(8);
    const more = find(menu, "more-paused");
    expect(more?.kind === "submenu" && labels(more.items)).toEqual([9, 10, 11].map((id) => `P${id} · 0:01`));
  });

  test.each([
    ["none", 0, ["Loading projects…", "—", "Search…"]],
    ["some", 1, ["P1", "—", "Loading projects…", "—", "Search…"]],
    ["failed", 0, ["Projects not known yet", "—", "Search…"]],
    ["failed", 1, ["P1", "—", "Projects not known yet", "—", "Search…"]],
    ["all", 1, ["P1", "—", "Search…"]],
    ["all", 0, ["No projects to start", "—", "Search…"]],
    ["all", 30, [...Array.from({ length: 30 }, (_, index) => `P${index + 1}`), "—", "Search…"]],
    ["all", 31, ["Search…"]],
  ] as const)("Start, projects read: %s, %i of them", (projectsLoaded, count, expected) => {
    const projects = Array.from({ length: count }, (_, index) => project(index + 1, `P${index + 1}`));
    expect(startLabels(trayMenu(signedIn({ projects, projectsLoaded }), context()))).toEqual(expected);
  });

  test("Start: favourites, then eight recent ones, each once, without what runs, is closed or unknown", () => {
    const projects = Array.from({ length: 40 }, (_, index) => project(index + 1, `P${index + 1}`, index !== 6));
    const snapshot = signedIn({
      projects,
      timers: [timer(2, "P2", "running", 60)],
      recentProjects: [2, 5, 3, 7, 99, 8, 9, 10, 11, 12, 13, 14, 15],
    });
    const settings = { ...context().settings, favouriteProjects: [5, 4, 2, 98] };
    expect(startLabels(trayMenu(snapshot, context({ settings })))).toEqual([
      "P5",
      "P4",
      "—",
      "P3",
      "P8",
      "P9",
      "P10",
      "P11",
      "P12",
      "P13",
      "P14",
      "—",
      "Search…",
    ]);
  });

  test.each([
    ["two lines\r\n\tand a tab", "two lines and a tab"],
    ["bell\u0007 and \u0000zero", "bell and zero"],
    ["🚀 Rocket", "🚀 Rocket"],
    ["שלום", "\u2068שלום\u2069"],
    ["evil\u202egnp.exe", "evilgnp.exe"],
    ["x".repeat(200), `${"x".repeat(47)}…`],
    ["🚀".repeat(100), `${"🚀".repeat(23)}…`],
    ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
  ])("a project named %j", (name, shown) => {
    const menu = trayMenu(signedIn({ timers: [timer(1, name, "running", 60)] }), context({ platform: "win32" }));
    expect(labels(menu)[0]).toBe(`${shown} · 0:01`);
  });
});

function startLabels(menu: readonly TrayMenuItem[]): readonly string[] {
  const start = find(menu, "start");
  if (start?.kind !== "submenu") throw new Error("There is no Start menu.");
  return labels(start.items);
}

function labels(items: readonly TrayMenuItem[]): readonly string[] {
  return items.map((entry) => (entry.kind === "separator" ? "—" : entry.label));
}

function find(items: readonly TrayMenuItem[], id: string): TrayMenuItem | undefined {
  for (const entry of items) {
    if (entry.kind === "separator") continue;
    if (entry.id === id) return entry;
    const within = entry.kind === "submenu" ? find(entry.items, id) : undefined;
    if (within !== undefined) return within;
  }
  return undefined;
}
