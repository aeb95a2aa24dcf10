import { describe, expect, test } from "vitest";
import { defaultSettings, type SettingsMessage } from "../../../app/contract/settings.ts";
import { createPersistedStore } from "../../../app/settings/persisted-store.ts";
import { canonicalAccelerator, hasDoubles } from "../../../app/settings/accelerator.ts";
import { capabilitiesOf } from "../../../app/settings/capabilities.ts";
import { openPreferences } from "../../../app/settings/preferences.ts";
import { createSettingsControl } from "../../../app/settings/settings-control.ts";
import { createShortcuts, type ShortcutRegistry } from "../../../app/settings/shortcuts.ts";
import { createMemoryFile } from "../../support/memory-file.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { plainSystem } from "./plain-system.ts";

/** A desktop on which some keys belong to another program, and some names mean nothing. */
class FakeRegistry implements ShortcutRegistry {
  readonly held = new Map<string, () => void>();
  readonly foreign = new Set<string>();

  register(accelerator: string, callback: () => void): boolean {
    if (accelerator === "Nonsense") throw new TypeError("conversion failure");
    if (this.foreign.has(accelerator) || this.held.has(accelerator)) return false;
    this.held.set(accelerator, callback);
    return true;
  }

  unregister(accelerator: string): void {
    this.held.delete(accelerator);
  }
}

const none = { quickSwitcher: null, toggleWindow: null, pauseOrResume: null };

function bench() {
  const registry = new FakeRegistry();
  const done: string[] = [];
  const logger = createMemoryLogger();
  const shortcuts = createShortcuts({
    registry,
    platform: "linux",
    actions: {
      quickSwitcher: () => done.push("quickSwitcher"),
      toggleWindow: () => done.push("toggleWindow"),
      pauseOrResume: () => done.push("pauseOrResume"),
    },
    logger,
  });
  return { registry, done, logger, shortcuts };
}

describe("shortcuts", () => {
  test("all of a change are had, and each does its own", () => {
    const { registry, done, shortcuts } = bench();
    shortcuts.begin({ ...none, quickSwitcher: "F1" });
    expect(shortcuts.change({ quickSwitcher: "F2", toggleWindow: "F3", pauseOrResume: "F4" })).toEqual({
      kind: "registered",
    });
    expect([...registry.held.keys()]).toEqual(["F2", "F3", "F4"]);
    for (const press of registry.held.values()) press();
    expect(done).toEqual(["quickSwitcher", "toggleWindow", "pauseOrResume"]);
  });

  test.each([["F9"], ["Nonsense"]])("one that cannot be had (%s) leaves everything as it was, working", (wanted) => {
    const { registry, done, shortcuts } = bench();
    registry.foreign.add("F9");
    shortcuts.begin({ ...none, quickSwitcher: "F1", toggleWindow: "F2" });
    expect(shortcuts.change({ quickSwitcher: "F5", toggleWindow: wanted, pauseOrResume: "F6" })).toEqual({
      kind: "taken",
      names: ["toggleWindow"],
    });
    expect([...registry.held.keys()]).toEqual(["F1", "F2"]);
    registry.held.get("F1")?.();
    expect(done).toEqual(["quickSwitcher"]);
  });

  test("one that cannot be had leaves what was chosen last, not what was had at the start", () => {
    const { registry, shortcuts } = bench();
    registry.foreign.add("F9");
    shortcuts.begin({ ...none, quickSwitcher: "F1" });
    shortcuts.change({ ...none, quickSwitcher: "F2" });
    expect(shortcuts.change({ ...none, quickSwitcher: "F9" })).toEqual({ kind: "taken", names: ["quickSwitcher"] });
    expect([...registry.held.keys()]).toEqual(["F2"]);
    expect(shortcuts.notHad()).toEqual([]);
  });

  test("one that another program has had since the end is not taken from it", () => {
    const { registry, shortcuts } = bench();
    shortcuts.begin({ ...none, quickSwitcher: "F1" });
    shortcuts.end();
    registry.held.set("F1", () => undefined);
    shortcuts.end();
    expect(registry.held.has("F1")).toBe(true);
  });

  test("keys may be exchanged in one change", () => {
    const { registry, shortcuts } = bench();
    shortcuts.begin({ ...none, quickSwitcher: "F1", toggleWindow: "F2" });
    expect(shortcuts.change({ ...none, quickSwitcher: "F2", toggleWindow: "F1" })).toEqual({ kind: "registered" });
    expect([...registry.held.keys()]).toEqual(["F2", "F1"]);
  });

  test("the same keys twice are refused, however they are written", () => {
    const { registry, shortcuts } = bench();
    shortcuts.begin({ ...none, quickSwitcher: "F1" });
    expect(
      shortcuts.change({
        quickSwitcher: "CommandOrControl+Shift+T",
        toggleWindow: "shift+Ctrl+t",
        pauseOrResume: null,
      }),
    ).toEqual({ kind: "doubled" });
    expect([...registry.held.keys()]).toEqual(["F1"]);
  });

  test("one that was taken at the start is reported, hinders no other change, and can be had once it is free", () => {
    const { registry, shortcuts, logger } = bench();
    registry.foreign.add("F1");
    const chosen = { ...none, quickSwitcher: "F1" };
    shortcuts.begin(chosen);
    expect(shortcuts.notHad()).toEqual(["quickSwitcher"]);
    expect(logger.lines).toHaveLength(1);
    expect(shortcuts.change({ ...chosen, toggleWindow: "F2" })).toEqual({ kind: "registered" });
    expect(shortcuts.notHad()).toEqual(["quickSwitcher"]);
    registry.foreign.clear();
    expect(shortcuts.change({ ...chosen, toggleWindow: "F3" })).toEqual({ kind: "registered" });
    expect(shortcuts.notHad()).toEqual([]);
    shortcuts.end();
    expect(registry.held.size).toBe(0);
  });
});

describe("one spelling for each combination", () => {
  test.each([
    ["CommandOrControl+Shift+T", "linux", "control+shift+t"],
    ["CmdOrCtrl+Shift+T", "darwin", "command+shift+t"],
    ["Control+Alt+J", "linux", "alt+control+j"],
    ["CommandOrControl+Alt+J", "win32", "alt+control+j"],
    ["Control+Alt+J", "darwin", "alt+control+j"],
    ["Shift+Cmd+T", "darwin", "command+shift+t"],
    ["Option+Return", "darwin", "alt+enter"],
    ["Meta+Esc", "win32", "escape+super"],
    ["Ctrl++", "linux", "control+plus"],
    ["Ctrl+Plus", "linux", "control+plus"],
  ] as const)("%s on %s", (text, platform, canonical) => {
    expect(canonicalAccelerator(text, platform)).toBe(canonical);
  });

  test.each([
    [[null, null, null], false],
    [["F1", null, "F2"], false],
    [["Ctrl+A", "a+Control", null], true],
  ] as const)("%j has doubles: %s", (accelerators, expected) => {
    expect(hasDoubles(accelerators, "linux")).toBe(expected);
  });
});

function control(changes: Partial<Parameters<typeof capabilitiesOf>[0]> = {}, loginFails = false) {
  const { registry, shortcuts, logger } = bench();
  const file = createMemoryFile();
  const store = createPersistedStore(file, logger);
  const preferences = openPreferences(store);
  shortcuts.begin(preferences.get().shortcuts);
  const login = { on: false };
  const created = createSettingsControl(logger);
  const reported: SettingsMessage[] = [];
  created.onChange((message) => reported.push(message));
  const open = (): void =>
    created.open({
      preferences,
      shortcuts,
      loginItem: {
        isOn: () => login.on,
        set: (on) => {
          if (loginFails) throw new Error("EACCES");
          login.on = on;
        },
        renew: () => undefined,
      },
      capabilities: () => capabilitiesOf({ ...plainSystem, ...changes }),
      updates: () => ({ kind: "none", checkedAt: null }),
      given: {},
      keptAside: "settings.json.unreadable",
    });
  return { control: created, open, store, file, reported, login, registry };
}

describe("changing settings", () => {
  test("before the file is open there are defaults, and a caller that waits gets the stored ones", async () => {
    const { control: created, open } = control();
    expect(created.settings()).toEqual(defaultSettings);
    const asked = created.message();
    open();
    expect(await asked).toMatchObject({ settings: defaultSettings, keptAside: "settings.json.unreadable" });
  });

  test("a change is stored, reported to everybody and answered", async () => {
    const { control: created, open, store, reported } = control();
    open();
    const result = await created.change({ appearance: "dark", favouriteProjects: [3] });
    expect(result).toMatchObject({ kind: "saved", message: { settings: { appearance: "dark" } } });
    expect(openPreferences(store).get()).toEqual({ ...defaultSettings, appearance: "dark", favouriteProjects: [3] });
    expect(reported.at(-1)?.settings.favouriteProjects).toEqual([3]);
  });

  test("a disk that takes nothing more: the change is refused, and everything is as before", async () => {
    const { control: created, open, store, file, reported, login, registry } = control();
    open();
    const held = [...registry.held.keys()];
    file.full = true;
    const shortcuts = { ...defaultSettings.shortcuts, toggleWindow: "F7" };
    const result = await created.change({ appearance: "dark", startAtLogin: true, shortcuts });
    expect(result).toEqual({ kind: "failed", reason: "not-allowed" });
    expect(created.settings()).toEqual(defaultSettings);
    expect(openPreferences(store).get()).toEqual(defaultSettings);
    expect([login.on, [...registry.held.keys()], reported.length]).toEqual([false, held, 1]);
  });

  test("starting at login is the system's doing", async () => {
    const { control: created, open, login } = control();
    open();
    expect(await created.change({ startAtLogin: true })).toMatchObject({ kind: "saved" });
    expect(login.on).toBe(true);
  });

  test("where the system refuses, nothing changes: not the shortcut of the same change either", async () => {
    const { control: created, open, registry, store } = control({}, true);
    open();
    const shortcuts = { ...none, quickSwitcher: "F8" };
    expect(await created.change({ shortcuts, startAtLogin: true })).toEqual({ kind: "failed", reason: "not-allowed" });
    expect([...registry.held.keys()]).toEqual(["Control+Alt+J"]);
    expect(openPreferences(store).get()).toEqual(defaultSettings);
  });

  test.each([
    ["shortcuts on Wayland", { wayland: true }, { shortcuts: none }],
    ["starting an unpackaged app", { packaged: false }, { startAtLogin: true }],
    ["another relay than the given one", { relayGiven: true }, { relay: "off" as const }],
  ])("what the computer lacks is refused: %s", async (_name, surroundings, patch) => {
    const { control: created, open, reported } = control(surroundings);
    open();
    const before = reported.length;
    expect(await created.change(patch)).toEqual({ kind: "failed", reason: "not-allowed" });
    expect(reported).toHaveLength(before);
  });

  test("a taken shortcut is named, and nothing is stored", async () => {
    const { control: created, open, registry, store } = control();
    registry.foreign.add("F9");
    open();
    expect(await created.change({ shortcuts: { ...none, pauseOrResume: "F9" } })).toEqual({
      kind: "shortcut-taken",
      names: ["pauseOrResume"],
    });
    expect(openPreferences(store).get()).toEqual(defaultSettings);
  });
});
