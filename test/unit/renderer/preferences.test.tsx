import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { Capabilities, Settings, SettingsPatch, SettingsResult } from "../../../app/contract/settings.ts";
import { plainSettings } from "./fake-bridge.ts";
import { busySnapshot, openPage, type Page, settle, signedOut } from "./support.tsx";

afterEach(cleanup);

async function openPreferences(capabilities: Partial<Capabilities> = {}, snapshot = busySnapshot): Promise<Page> {
  const page = await openPage(snapshot);
  await act(async () => page.bridge.navigate({ kind: "preferences" }));
  act(() =>
    page.bridge.pushSettings({ ...plainSettings, capabilities: { ...plainSettings.capabilities, ...capabilities } }),
  );
  return page;
}

async function press(name: string | RegExp): Promise<void> {
  fireEvent.click(screen.getByRole("button", { name }));
  await settle();
}

describe("the preferences", () => {
  test("open from the account's menu key and from outside, with the reading at their heading", async () => {
    await openPage(busySnapshot);
    fireEvent.keyDown(document.body, { key: ",", ctrlKey: true });
    expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Preferences" }));
  });

  test("going back leaves the keyboard in the switcher's field", async () => {
    await openPreferences();
    fireEvent.click(screen.getByRole("button", { name: "Back" }));
    expect(document.activeElement).toBe(screen.getByRole("combobox"));
  });

  test("Esc and Back lead to the timers; the window stays", async () => {
    const { bridge } = await openPreferences();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" });
    expect(screen.getByRole("timer")).toBeTruthy();
    expect(bridge.hides).toBe(0);
    act(() => bridge.navigate({ kind: "preferences" }));
    await press("Back");
    expect(screen.getByRole("timer")).toBeTruthy();
  });

  test.each<{ role: "radio" | "switch"; name: string | RegExp; patch: SettingsPatch }>([
    { role: "radio", name: "Dark", patch: { appearance: "dark" } },
    { role: "radio", name: "Light panel", patch: { trayIcon: "for-light-panel" } },
    { role: "radio", name: /^localhost\.run/, patch: { relay: "localhost.run" } },
    { role: "radio", name: /^Off./, patch: { relay: "off" } },
    { role: "radio", name: /^May look and act/, patch: { localApi: "act" } },
    { role: "radio", name: "Project and time", patch: { trayTitle: "project-and-time" } },
    { role: "switch", name: "Start when I log in", patch: { startAtLogin: true } },
    {
      role: "switch",
      name: "Tell me when a timer is started or stopped elsewhere",
      patch: { notifyTimerChanges: true },
    },
    { role: "switch", name: "Remind me when I work and no timer runs", patch: { remindNotTracking: true } },
    { role: "switch", name: "Ask me about a timer that runs for long", patch: { remindStillRunning: true } },
    { role: "switch", name: "Remind me to log at the end of the day", patch: { remindDayEnd: true } },
    { role: "switch", name: "Remind me of breaks", patch: { remindBreak: true } },
    { role: "switch", name: "Tell me when changes can't be followed any more", patch: { notifyLinkLost: false } },
  ])("$name changes $patch", async ({ role, name, patch }) => {
    const { bridge } = await openPreferences({ platform: "darwin", trayTitle: null });
    fireEvent.click(screen.getByRole(role, { name }));
    await settle();
    expect(bridge.patches).toEqual([patch]);
  });

  test.each([
    ["Nobody uses the computer", "Ask me", { idle: "ask", sleep: "keep", lock: "keep", shutdown: "keep" }],
    ["The screen is locked", "Pause", { idle: "keep", sleep: "keep", lock: "pause", shutdown: "keep" }],
    ["The computer sleeps", "Ask me", { idle: "keep", sleep: "ask", lock: "keep", shutdown: "keep" }],
    ["The computer shuts down", "Ask me", { idle: "keep", sleep: "keep", lock: "keep", shutdown: "ask" }],
  ] as const)("when leaving: %s, %s", async (reason, rule, whenAway) => {
    const { bridge } = await openPreferences();
    const group = screen.getByRole("group", { name: reason });
    expect(within(group).getByRole("radio", { name: "Keep running" })).toHaveProperty("checked", true);
    fireEvent.click(within(group).getByRole("radio", { name: rule }));
    await settle();
    expect(bridge.patches).toEqual([{ whenAway }]);
  });

  test("the minutes without input are typed, within their range", async () => {
    const { bridge } = await openPreferences();
    const group = screen.getByRole("group", { name: "Nobody uses the computer" });
    fireEvent.click(within(group).getByRole("radio", { name: "Pause" }));
    await settle();
    const field = screen.getByRole("textbox", { name: "For how many minutes" });
    expect(field).toHaveProperty("value", "10");
    for (const wrong of ["1", "121", "ten", "2.5"]) {
      fireEvent.change(field, { target: { value: wrong } });
      fireEvent.keyDown(field, { key: "Enter" });
      expect(screen.getByRole("alert").textContent).toBe("Type a whole number from 2 to 120.");
    }
    fireEvent.change(field, { target: { value: "15" } });
    fireEvent.keyDown(field, { key: "Enter" });
    await settle();
    expect(bridge.patches.at(-1)).toEqual({ idleMinutes: 15 });
    expect(field).toHaveProperty("value", "15");
  });

  test("a switch is flipped by its words, too", async () => {
    const { bridge } = await openPreferences();
    fireEvent.click(screen.getByText("Tell me when changes can't be followed any more"), { detail: 1 });
    await settle();
    expect(bridge.patches).toEqual([{ notifyLinkLost: false }]);
  });

  test("the appearance is in effect at once", async () => {
    await openPreferences();
    fireEvent.click(screen.getByRole("radio", { name: "Dark" }));
    await settle();
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    fireEvent.click(screen.getByRole("radio", { name: "Like the system" }));
    await settle();
    expect(document.documentElement.dataset["theme"]).toBeUndefined();
  });

  test("a refusal is shown, with what holds", async () => {
    const { bridge } = await openPreferences();
    bridge.settingsAnswer = () => Promise.resolve({ kind: "failed", reason: "not-allowed" });
    fireEvent.click(screen.getByRole("switch", { name: "Start when I log in" }));
    await settle();
    expect(screen.getByRole("alert").textContent).toBe("This could not be changed.");
    expect(screen.getByRole("switch", { name: "Start when I log in" }).getAttribute("aria-checked")).toBe("false");
  });

  test.each<{ capabilities: Partial<Capabilities>; why: string }>([
    { capabilities: { globalShortcuts: "wayland-session" }, why: "Your desktop (Wayland) does not let" },
    { capabilities: { startAtLogin: "not-packaged" }, why: "This works in the installed app only." },
    { capabilities: { idleSource: "no-idle-source" }, why: "Your desktop does not tell apps whether" },
    { capabilities: { lockSignal: "no-session-bus" }, why: "Your desktop does not tell apps when" },
    { capabilities: { relayChoice: "given-from-outside" }, why: "This was set when Tallylight was started" },
    { capabilities: { trayIcon: "no-panel" }, why: "Your desktop shows no tray icons at present." },
    { capabilities: { trayIcon: "no-panel-gnome" }, why: "AppIndicator and KStatusNotifierItem Support" },
    { capabilities: { trayTitle: "no-tray-title" }, why: "Your system shows no text beside tray icons." },
    { capabilities: { secrets: "memory-only" }, why: "This computer offers no safe place for your token" },
  ])("says why: $capabilities", async ({ capabilities, why }) => {
    await openPreferences({ trayTitle: null, ...capabilities });
    // One lack may be the reason for several controls.
    expect(screen.getAllByText(new RegExp(why.replaceAll(/[()]/g, String.raw`\$&`))).length).toBeGreaterThan(0);
  });

  test("a file of settings that could not be read is named", async () => {
    const { bridge } = await openPreferences();
    act(() => bridge.pushSettings({ ...plainSettings, keptAside: "settings.bad.json" }));
    expect(screen.getByText(/They were kept as settings\.bad\.json/)).toBeTruthy();
  });

  test("without an account there is nothing to sign out of", async () => {
    await openPreferences({}, signedOut);
    expect(screen.queryByRole("button", { name: "Sign out…" })).toBeNull();
    expect(screen.getByRole("heading", { name: "Appearance" })).toBeTruthy();
  });

  test("signing out is asked for first", async () => {
    const { bridge } = await openPreferences();
    await press("Sign out…");
    await press("Cancel");
    expect(bridge.signOuts).toBe(0);
    await press("Sign out…");
    fireEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Sign out" }));
    await settle();
    expect(bridge.signOuts).toBe(1);
  });
});

function recorder(): HTMLElement {
  return screen.getByRole("button", { name: /^Switch to a project:|^Press keys/ });
}

async function record(key: Partial<KeyboardEvent>): Promise<void> {
  fireEvent.click(recorder());
  fireEvent.keyDown(recorder(), key);
  await settle();
}

describe("a shortcut", () => {
  const shortcuts = { ...plainSettings.settings.shortcuts };

  test("is taken from the next keys", async () => {
    const { bridge } = await openPreferences();
    expect(recorder().textContent).toBe("Ctrl Alt J");
    await record({ key: "k", code: "KeyK", ctrlKey: true, altKey: true });
    expect(bridge.patches).toEqual([{ shortcuts: { ...shortcuts, quickSwitcher: "CommandOrControl+Alt+K" } }]);
    expect(recorder().textContent).toBe("Ctrl Alt K");
  });

  test("needs more than a letter, and says so while it waits", async () => {
    const { bridge } = await openPreferences();
    await record({ key: "k", code: "KeyK" });
    expect(bridge.patches).toEqual([]);
    expect(screen.getByRole("alert").textContent).toContain("Hold Ctrl, Alt or Cmd");
    fireEvent.keyDown(recorder(), { key: "F8", code: "F8" });
    await settle();
    expect(bridge.patches).toMatchObject([{ shortcuts: { quickSwitcher: "F8" } }]);
  });

  test("Esc leaves it as it was, and the preferences open", async () => {
    const { bridge } = await openPreferences();
    await record({ key: "Escape", code: "Escape" });
    expect(bridge.patches).toEqual([]);
    expect(recorder().textContent).toBe("Ctrl Alt J");
    expect(screen.getByRole("heading", { name: "Preferences" })).toBeTruthy();
  });

  test("can be removed, and the keyboard stays where it is", async () => {
    const { bridge } = await openPreferences();
    await press("Remove the shortcut for Switch to a project");
    expect(bridge.patches).toEqual([{ shortcuts: { ...shortcuts, quickSwitcher: null } }]);
    expect(document.activeElement).toBe(recorder());
  });

  test.each<{ result: SettingsResult; shown: string }>([
    { result: { kind: "shortcut-taken", names: ["quickSwitcher"] }, shown: "Another app has these keys." },
    { result: { kind: "shortcut-doubled" }, shown: "These keys are used for something else here." },
  ])("$result.kind is explained, and the old one stays", async ({ result, shown }) => {
    const { bridge } = await openPreferences();
    bridge.settingsAnswer = () => Promise.resolve(result);
    await record({ key: "k", code: "KeyK", ctrlKey: true });
    expect(screen.getByRole("alert").textContent).toContain(shown);
    expect(recorder().textContent).toBe("Ctrl Alt J");
  });

  test("that another app has at present is marked", async () => {
    const { bridge } = await openPreferences();
    act(() => bridge.pushSettings({ ...plainSettings, shortcutsNotHad: ["quickSwitcher"] }));
    expect(screen.getByText(/so they do nothing here/)).toBeTruthy();
  });
});

async function openDiagnostics(): Promise<Page> {
  const page = await openPage(busySnapshot);
  const lines = [{ label: "Probe", value: "came through", good: true, remedy: null }];
  page.bridge.diagnosticsAnswer = () => Promise.resolve({ lines });
  await act(async () => page.bridge.navigate({ kind: "diagnostics" }));
  await settle();
  return page;
}

describe("diagnostics", () => {
  test("shows the report, with its marks in words", async () => {
    await openDiagnostics();
    expect(screen.getByText("Probe").parentElement?.textContent).toBe("ProbeGood: came through");
  });

  test("copies it and opens the logs", async () => {
    const { bridge } = await openDiagnostics();
    await press("Copy report");
    expect(bridge.diagnosticsCopies).toBe(1);
    expect(screen.getByRole("button", { name: "Copied" })).toBeTruthy();
    await press("Open logs");
    expect(bridge.logOpenings).toBe(1);
  });

  test("says no longer that it is copied when it was read again", async () => {
    const { push } = await openDiagnostics();
    await press("Copy report");
    push({ link: { ...busySnapshot.link, lastAnswerAt: 5 } });
    await settle();
    expect(screen.getByRole("button", { name: "Copy report" })).toBeTruthy();
  });

  test("is read again when the link says something else", async () => {
    const { bridge, push } = await openDiagnostics();
    bridge.diagnosticsAnswer = () =>
      Promise.resolve({ lines: [{ label: "Probe", value: "failed", good: false, remedy: null }] });
    push({ link: { ...busySnapshot.link, state: "polling", reason: "path-unverified" } });
    await settle();
    expect(screen.getByText("Probe").parentElement?.textContent).toBe("ProbeNot good: failed");
  });

  test("that can't be read says so", async () => {
    const page = await openPage(busySnapshot);
    page.bridge.diagnosticsAnswer = () => Promise.reject(new Error("no"));
    await act(async () => page.bridge.navigate({ kind: "diagnostics" }));
    await settle();
    expect(screen.getByText("The report could not be read.")).toBeTruthy();
  });
});

describe("new versions", () => {
  test("are asked for on demand, and one that is out says how it is got", async () => {
    const { bridge } = await openPreferences();
    const section = within(screen.getByRole("region", { name: "New versions" }));
    expect(section.getByRole("status").textContent).toBe("Not checked yet.");
    await press("Check now");
    expect(bridge.updateChecks).toBe(1);
    const release = { version: "0.3.0", notes: "<b>Lighter</b>", command: "sudo apt install ./tallylight.deb" };
    act(() => bridge.pushSettings({ ...plainSettings, updates: { kind: "available", release } }));
    expect(section.getByRole("status").textContent).toBe("Tallylight 0.3.0 is out.");
    expect(section.getByText("<b>Lighter</b>")).toBeTruthy();
    expect(section.getByText("sudo apt install ./tallylight.deb")).toBeTruthy();
    await press("Open the download page");
    expect(bridge.helpPages).toEqual(["releases"]);
  });

  test("that an answer was not believed is said, with the reason", async () => {
    const { bridge } = await openPreferences();
    const updates = { kind: "failed", reason: "signature-wrong", checkedAt: 0 } as const;
    act(() => bridge.pushSettings({ ...plainSettings, updates }));
    expect(screen.getByText("It could not be checked: the answer was changed after it was signed.")).toBeTruthy();
  });

  test("where nobody can be believed there is nothing to press", async () => {
    const { bridge } = await openPreferences();
    const reason = "no-release-key";
    const capabilities = { ...plainSettings.capabilities, updates: reason } as const;
    act(() => bridge.pushSettings({ ...plainSettings, capabilities, updates: { kind: "not-here", reason } }));
    const section = within(screen.getByRole("region", { name: "New versions" }));
    expect(section.queryByRole("button")).toBeNull();
    expect(section.getByText(/there is no key yet/)).toBeTruthy();
  });
});

describe("the reminders", () => {
  const wanted = {
    remindNotTracking: true,
    remindStillRunning: true,
    remindDayEnd: true,
    remindBreak: true,
  };
  async function openReminders(more: Partial<Settings> = {}): Promise<Page> {
    const page = await openPreferences();
    const settings = { ...plainSettings.settings, ...wanted, ...more };
    act(() => page.bridge.pushSettings({ ...plainSettings, settings }));
    return page;
  }

  test("show nothing but switches until one is wanted", async () => {
    await openPreferences();
    expect(screen.queryByLabelText("Work begins")).toBeNull();
    expect(screen.queryByRole("button", { name: "For 1 hour" })).toBeNull();
  });

  test.each<readonly [string, string, SettingsPatch]>([
    ["After how many minutes", "30", { notTrackingMinutes: 30 }],
    ["A timer ran for how many hours", "8", { stillRunningHours: 8 }],
    ["A break after how many minutes", "270", { breakMinutes: 270 }],
    ["End of the day", "18:15", { dayEndAt: "18:15" }],
    ["Work begins", "08:00", { workingHours: { ...plainSettings.settings.workingHours, from: "08:00" } }],
    ["Work ends", "16:30", { workingHours: { ...plainSettings.settings.workingHours, to: "16:30" } }],
  ])("%s: %s", async (label, value, patch) => {
    const { bridge } = await openReminders();
    const field = screen.getByLabelText(label);
    fireEvent.change(field, { target: { value } });
    fireEvent.blur(field);
    await settle();
    expect(bridge.patches).toEqual([patch]);
  });

  test("a day is worked or not, in the order of the week", async () => {
    const { bridge } = await openReminders();
    const days = within(screen.getByRole("group", { name: "Working days" })).getAllByRole("checkbox");
    fireEvent.click(days[6] ?? document.body);
    await settle();
    fireEvent.click(days[0] ?? document.body);
    await settle();
    const { workingHours } = plainSettings.settings;
    expect(bridge.patches).toEqual([
      { workingHours: { ...workingHours, days: [...workingHours.days, "sunday"] } },
      { workingHours: { ...workingHours, days: [...workingHours.days.slice(1), "sunday"] } },
    ]);
  });

  test("are paused for an hour, and come back when they are wanted", async () => {
    const { bridge } = await openReminders();
    await press("For 1 hour");
    expect(bridge.patches).toEqual([{ remindersSilentUntil: expect.any(Number) }]);
    cleanup();
    const later = await openReminders({ remindersSilentUntil: 8_000_000_000_000 });
    await press("Remind me again");
    expect(later.bridge.patches).toEqual([{ remindersSilentUntil: null }]);
  });
});
