import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultSettings } from "../../../app/contract/settings.ts";
import { autostartEntry, isSwitchedOff, programOf } from "../../../app/settings/autostart-entry.ts";
import { openPreferences, type Preferences } from "../../../app/settings/preferences.ts";
import { adoptLoginItem, autostartFile, type LoginItem } from "../../../app/settings/start-at-login.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { createMemorySettings } from "../../../app/platform/memory-stores.ts";

let directory = "";
let entryFile = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "tallylight-autostart-"));
  entryFile = path.join(directory, "autostart", "tallylight.desktop");
});
afterEach(() => rmSync(directory, { recursive: true }));

function itemOf(executable: string): LoginItem {
  return autostartFile({ configDirectory: directory, executable });
}

/** A program that is really there. */
function program(name: string): string {
  const file = path.join(directory, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, "");
  return file;
}

function preferences(startAtLogin: boolean): Preferences {
  const store = createMemorySettings();
  const opened = openPreferences({ lenient: store, strict: store });
  opened.set({ ...defaultSettings, startAtLogin });
  return opened;
}

describe("the autostart file", () => {
  test("is there when switched on, and gone when switched off", () => {
    const item = itemOf("/opt/Tallylight/tallylight");
    expect(item.isOn()).toBe(false);
    item.set(true);
    expect(item.isOn()).toBe(true);
    expect(readFileSync(entryFile, "utf8")).toBe(
      '[Desktop Entry]\nType=Application\nName=Tallylight\nExec="/opt/Tallylight/tallylight" --at-login\nTerminal=false\nX-GNOME-Autostart-enabled=true\n',
    );
    item.set(false);
    item.set(false);
    expect(item.isOn()).toBe(false);
  });

  test.each(["Hidden=true", "X-GNOME-Autostart-enabled=false"])("switched off by the desktop: %s", (line) => {
    const item = itemOf("/t");
    item.set(true);
    writeFileSync(entryFile, `${autostartEntry("/t")}${line}\n`);
    expect(item.isOn()).toBe(false);
    item.renew();
    expect(readFileSync(entryFile, "utf8")).toContain(line);
  });

  test.each([
    ["is still there", program],
    ["is gone", (name: string) => path.join(directory, name)],
  ])("of an earlier AppImage, which %s, is off until it is renewed, and starts this one then", (_what, earlier) => {
    const older = earlier("tallylight-0.1.0-linux-x64.AppImage");
    itemOf(older).set(true);
    const newer = itemOf(program("tallylight-0.2.0-linux-x64.AppImage"));
    expect(newer.isOn()).toBe(false);
    newer.renew();
    expect(newer.isOn()).toBe(true);
    expect(programOf(readFileSync(entryFile, "utf8"))).toContain("0.2.0");
  });

  test("of an unpacked version whose folder is gone is renewed", () => {
    itemOf(path.join(directory, "tallylight-0.1.0/tallylight")).set(true);
    const newer = itemOf(program("tallylight-0.2.0/tallylight"));
    newer.renew();
    expect(newer.isOn()).toBe(true);
  });

  test.each([
    ["opt/tallylight", "Downloads/tallylight-0.2.0-linux-x64.AppImage"],
    ["Downloads/tallylight-0.1.0-linux-x64.AppImage", "opt/tallylight"],
  ])("of another installation that is still there stays, and is shown off: %s, beside %s", (named, runs) => {
    const installed = program(named);
    itemOf(installed).set(true);
    const other = itemOf(program(runs));
    other.renew();
    expect(other.isOn()).toBe(false);
    expect(itemOf(installed).isOn()).toBe(true);
  });

  test("the same program under another path is the same", () => {
    const installed = program("opt/tallylight");
    const link = path.join(directory, "tallylight");
    symlinkSync(installed, link);
    itemOf(link).set(true);
    expect(itemOf(installed).isOn()).toBe(true);
  });
});

describe("an entry", () => {
  test.each([
    ["/a b/t", 'Exec="/a b/t" --at-login'],
    ['/a"b`c$d/t', 'Exec="/a\\\\"b\\\\`c\\\\$d/t" --at-login'],
    ["/a\\b/t", 'Exec="/a\\\\\\\\b/t" --at-login'],
    ["/100%/t", 'Exec="/100%%/t" --at-login'],
  ])("starts %s", (executable, line) => {
    const entry = autostartEntry(executable);
    expect(entry.split("\n")).toContain(line);
    expect(programOf(entry)).toBe(executable);
    expect(isSwitchedOff(entry)).toBe(false);
  });

  test.each([
    ["Exec=/opt/t --at-login", "/opt/t"],
    ["Exec = tallylight", "tallylight"],
    ['Exec=env GDK_SCALE=2 "/opt/a b/t"', "/opt/a b/t"],
    ["Exec=", null],
    ["TryExec=/opt/t", null],
    ["", null],
  ])("%j starts %j", (line, expected) => expect(programOf(`[Desktop Entry]\n${line}\nName=x\n`)).toBe(expected));
});

describe("at the start", () => {
  test("an entry of an earlier AppImage is renewed, and the setting stays on", () => {
    itemOf(program("tallylight-0.1.0-linux-x64.AppImage")).set(true);
    const newer = itemOf(program("tallylight-0.2.0-linux-x64.AppImage"));
    const kept = preferences(true);
    adoptLoginItem(newer, kept, createMemoryLogger());
    expect(newer.isOn()).toBe(true);
    expect(kept.get().startAtLogin).toBe(true);
  });

  test.each([true, false])("the setting follows the system: %s", (on) => {
    const item = itemOf("/opt/t");
    item.set(on);
    const kept = preferences(!on);
    adoptLoginItem(item, kept, createMemoryLogger());
    expect(kept.get().startAtLogin).toBe(on);
  });

  test("one that can be neither renewed nor noted ends no start", () => {
    const logger = createMemoryLogger();
    const item: LoginItem = { isOn: () => false, set: refuse, renew: refuse };
    const kept = preferences(true);
    adoptLoginItem(item, { ...kept, set: refuse }, logger);
    expect(logger.lines).toHaveLength(2);
    adoptLoginItem(item, kept, logger);
    expect(kept.get().startAtLogin).toBe(false);
  });
});

function refuse(): never {
  throw new Error("EROFS");
}
