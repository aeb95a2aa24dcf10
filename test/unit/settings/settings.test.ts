import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { settingFields } from "../../../app/contract/setting-fields.ts";
import { type Capabilities, defaultSettings, settingNames, type Settings } from "../../../app/contract/settings.ts";
import { createMemorySettings } from "../../../app/platform/memory-stores.ts";
import type { SettingsStore } from "../../../app/platform/ports.ts";
import type { PersistedStore } from "../../../app/settings/persisted-store.ts";
import { capabilitiesOf } from "../../../app/settings/capabilities.ts";
import { type Migration, readMigrated, settingsKey, versionKey } from "../../../app/settings/migrations.ts";
import { openPreferences } from "../../../app/settings/preferences.ts";
import { sourcesOf } from "../../support/product-sources.ts";
import { plainSystem } from "./plain-system.ts";

const readers = [...sourcesOf("app", new Set(["contract", "texts"])), ...sourcesOf("main"), ...sourcesOf("renderer")];

function storeWith(values: Readonly<Record<string, unknown>>) {
  const store = createMemorySettings();
  for (const [key, value] of Object.entries(values)) store.set(key, value);
  return store;
}

function forAll(store: SettingsStore): PersistedStore {
  return { lenient: store, strict: store };
}

describe("stored preferences", () => {
  test("each has its line in docs/configuration.md", () => {
    const documented = readFileSync("docs/configuration.md", "utf8").split("## Preferences")[1] ?? "";
    const named = [...documented.matchAll(/^\| `(\w+)`/gmu)].map((match) => match[1]);
    expect(new Set(named)).toEqual(new Set(settingNames));
    for (const [name, field] of Object.entries(settingFields)) {
      const line = documented.split("\n").find((text) => text.startsWith(`| \`${name}\``)) ?? "";
      const values: readonly string[] = "values" in field ? field.values : [];
      expect(values.filter((value) => !line.includes(`\`${value}\``))).toEqual([]);
    }
  });

  test.each(settingNames)("%s is read by the product", (name) => {
    expect(readers.some((source) => new RegExp(`\\b${name}\\b`).test(source))).toBe(true);
  });

  test.each<readonly [string, unknown, Partial<Settings>]>([
    ["nothing", undefined, {}],
    ["no record", "text", {}],
    ["a list", [1, 2], {}],
    ["one value", { appearance: "dark" }, { appearance: "dark" }],
    ["an unknown value beside a good one", { appearance: "pink", notifyLinkLost: false }, { notifyLinkLost: false }],
    ["a value of another type", { startAtLogin: "yes", trayTitle: "none" }, { trayTitle: "none" }],
    [
      "the keys that were the default once, as a choice",
      { shortcuts: { quickSwitcher: "CommandOrControl+Shift+T", toggleWindow: null, pauseOrResume: null } },
      { shortcuts: { quickSwitcher: "CommandOrControl+Shift+T", toggleWindow: null, pauseOrResume: null } },
    ],
    ["a setting of the future", { hologram: true, relay: "off" }, { relay: "off" }],
    ["a goal", { dayGoalMinutes: 450, notifyGoalReached: true }, { dayGoalMinutes: 450, notifyGoalReached: true }],
    ["a goal of nothing", { dayGoalMinutes: 0 }, {}],
    ["a goal longer than a day", { dayGoalMinutes: 1441 }, {}],
    ["a goal between minutes", { dayGoalMinutes: 7.5 }, {}],
    ["a damaged list", { favouriteProjects: [1, "2"] }, {}],
    [
      "shortcuts of which one is damaged",
      { shortcuts: { quickSwitcher: null, toggleWindow: 7, pauseOrResume: "F9" } },
      { shortcuts: { quickSwitcher: null, toggleWindow: null, pauseOrResume: "F9" } },
    ],
  ])("%s", (_name, stored, changes) => {
    const store = storeWith(stored === undefined ? {} : { [settingsKey]: stored });
    expect(openPreferences(forAll(store)).get()).toEqual({ ...defaultSettings, ...changes });
  });

  test("what is set is there after a restart", () => {
    const store = createMemorySettings();
    openPreferences(forAll(store)).set({ ...defaultSettings, favouriteProjects: [3, 1] });
    expect(openPreferences(forAll(store)).get()).toEqual({ ...defaultSettings, favouriteProjects: [3, 1] });
  });
});

describe("migrations", () => {
  const table: readonly Migration[] = [
    ({ theme, ...rest }) => ({ ...rest, appearance: theme }),
    (stored) => ({ ...stored, relay: stored["relay"] === "none" ? "off" : stored["relay"] }),
  ];
  const old = { theme: "dark", relay: "none" };

  test.each([
    ["without a number: from the beginning", undefined, old, { appearance: "dark", relay: "off" }, 2],
    ["from the middle", 1, { appearance: "dark", relay: "none" }, { appearance: "dark", relay: "off" }, 2],
    ["up to date: untouched", 2, { relay: "none" }, { relay: "none" }, 2],
    ["from the future: untouched, and still of the future", 9, old, old, 9],
    ["a damaged number: from the beginning", "two", old, { appearance: "dark", relay: "off" }, 2],
    ["a number below all: from the beginning", -1, old, { appearance: "dark", relay: "off" }, 2],
    ["half a number: from the beginning", 0.5, old, { appearance: "dark", relay: "off" }, 2],
    ["nothing stored: only the number", undefined, undefined, undefined, 2],
    ["not even a record: only the number", 0, "text", "text", 2],
  ] as const)("%s", (_name, version, stored, expected, versionAfter) => {
    const store = storeWith({ [settingsKey]: stored, [versionKey]: version });
    expect(readMigrated(store, table)).toEqual(expected);
    expect(store.get(settingsKey)).toEqual(expected);
    expect(store.get(versionKey)).toBe(versionAfter);
    expect(readMigrated(store, table)).toEqual(expected);
  });
});

describe("what works where", () => {
  test.each<[changes: Partial<typeof plainSystem>, expected: Partial<Capabilities>]>([
    [{}, { globalShortcuts: null, trayTitle: null, startAtLogin: null, relayChoice: null }],
    [{ platform: "darwin" }, { trayTitle: null }],
    [{ platform: "win32" }, { trayTitle: "no-tray-title" }],
    [{ wayland: true }, { globalShortcuts: "wayland-session" }],
    [{ packaged: false }, { startAtLogin: "not-packaged" }],
    [{ relayGiven: true }, { relayChoice: "given-from-outside" }],
    [{}, { lockSignal: null }],
    [{ sessionBus: "" }, { lockSignal: "no-session-bus" }],
    [{}, { idleSource: null }],
    [{ input: "unasked" }, { idleSource: null }],
    [{ input: "none" }, { idleSource: "no-idle-source" }],
    [{}, { trayIcon: null }],
    [{ panel: "unknown" }, { trayIcon: null }],
    [{ panel: "none" }, { trayIcon: "no-panel" }],
    [{ panel: "none", desktop: "ubuntu:GNOME" }, { trayIcon: "no-panel-gnome" }],
    [{ platform: "win32", sessionBus: "" }, { lockSignal: null }],
  ])("%j", (changes, expected) => expect(capabilitiesOf({ ...plainSystem, ...changes })).toMatchObject(expected));
});
