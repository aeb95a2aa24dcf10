import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Snapshot } from "../../../app/contract/snapshot.ts";
import { plainSettings } from "./fake-bridge.ts";
import { aTimer, busySnapshot, gear, openPage, type Page, settle, sprockets, zenith } from "./support.tsx";

/** Away from the edge of a minute, where a millisecond would be another minute. */
const noon = new Date(2025, 10, 23, 12, 0, 20).getTime();
const today = {
  date: "2025-11-23",
  endsAt: noon + 12 * 3_600_000,
  minutes: [
    { project: zenith, minutes: 95 },
    { project: gear, minutes: 60 },
  ],
};
const resting: Snapshot = { ...busySnapshot, today, timers: [aTimer(gear, "paused", 3600)] };

beforeEach(() => vi.useFakeTimers({ now: noon, toFake: ["Date", "performance", "setTimeout", "clearTimeout"] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function openWithGoal(snapshot: Snapshot, dayGoalMinutes: number | null): Promise<Page> {
  const page = await openPage(snapshot);
  act(() => page.bridge.pushSettings({ ...plainSettings, settings: { ...plainSettings.settings, dayGoalMinutes } }));
  return page;
}

const summary = (): HTMLElement => screen.getByRole("button", { name: /^Today/ });
const toggle = (): HTMLElement => screen.getByRole("switch", { name: "Tell me when the day's goal is reached" });
/** As this machine writes the time of day. */
const timeOf = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" }).format(at);

const grown = (selector: string) =>
  [...document.querySelectorAll<HTMLElement>(selector)].map((part) => part.style.flexGrow);

async function openField(dayGoalMinutes: number | null, snapshot = busySnapshot) {
  const page = await openWithGoal(snapshot, dayGoalMinutes);
  await act(async () => page.bridge.navigate({ kind: "preferences" }));
  return { ...page, field: screen.getByLabelText<HTMLInputElement>("Hours a day") };
}

async function type(field: HTMLInputElement, value: string, end: "Enter" | "leave" = "leave"): Promise<void> {
  fireEvent.change(field, { target: { value } });
  if (end === "Enter") fireEvent.keyDown(field, { key: "Enter" });
  else fireEvent.blur(field);
  await settle();
}

const shown = (): readonly (string | null)[] => screen.getAllByRole("status").map((region) => region.textContent);

describe("the day against its goal", () => {
  test.each([
    {
      name: "nothing runs",
      timers: [aTimer(gear, "paused", 3600)],
      goal: 450,
      expected: "Today 3:35 of 7:30 · 3:55 left",
      heard: "Today 3:35 of 7:30 · 3:55 left, unlogged 1:00, by project",
      sentence: "3:55 left",
    },
    {
      name: "a timer runs",
      timers: [aTimer(gear, "running", 3600)],
      goal: 450,
      expected: `Today 3:35 of 7:30 · done at ${timeOf(noon + 235 * 60_000)}`,
      heard: `Today 3:35 of 7:30 · done at ${timeOf(noon + 235 * 60_000)}, 3:55 left, unlogged 1:00, by project`,
      sentence: `3:55 left, done at ${timeOf(noon + 235 * 60_000)}`,
    },
    {
      name: "done after midnight",
      timers: [aTimer(gear, "running", 3600)],
      goal: 1440,
      expected: "Today 3:35 of 24:00 · 20:25 left",
      heard: "Today 3:35 of 24:00 · 20:25 left, unlogged 1:00, by project",
      sentence: "20:25 left",
    },
    {
      name: "just reached",
      timers: [aTimer(gear, "running", 3600)],
      goal: 215,
      expected: "Today 3:35 of 3:35 · Goal reached",
      heard: "Today 3:35 of 3:35 · Goal reached, unlogged 1:00, by project",
      sentence: "Goal reached",
    },
    {
      name: "reached, and more",
      timers: [aTimer(gear, "running", 3600)],
      goal: 200,
      expected: "Today 3:35 of 3:20 · 0:15 over",
      heard: "Today 3:35 of 3:20 · 0:15 over, unlogged 1:00, by project",
      sentence: "Goal reached, 0:15 over",
    },
  ])("$name: in the line, for screen readers, and in full when pressed", async ({ timers, goal, ...words }) => {
    await openWithGoal({ ...busySnapshot, today, timers }, goal);
    expect(summary().textContent).toBe(words.expected);
    expect(summary().getAttribute("aria-label")).toBe(words.heard);
    fireEvent.click(summary());
    await settle();
    expect(screen.getByRole("dialog").querySelector(".details-text")?.textContent).toBe(words.sentence);
  });

  test("the table has a row for it", async () => {
    await openWithGoal(resting, 450);
    fireEvent.click(summary());
    await settle();
    const rows = within(screen.getByRole("table", { name: "Today" })).getAllByRole("row");
    expect([...(rows.at(-1)?.children ?? [])].map((cell) => cell.textContent)).toEqual(["Goal", "3:55 left", "7:30"]);
  });

  test.each([
    { goal: 450, parts: ["7200", "5700"], left: "14100" },
    { goal: 215, parts: ["7200", "5700"], left: undefined },
    { goal: 100, parts: ["7200", "5700"], left: undefined },
    { goal: null, parts: ["7200", "5700"], left: undefined },
  ])("the bar is as long as a goal of $goal minutes", async ({ goal, parts, left }) => {
    await openWithGoal(resting, goal);
    expect(grown(".today-part")).toEqual(parts);
    expect(grown(".today-left")).toEqual(left === undefined ? [] : [left]);
  });

  test("of a day on which nothing was done is an empty bar", async () => {
    await openWithGoal({ ...busySnapshot, timers: [], today: { ...today, minutes: [] } }, 480);
    expect(summary().textContent).toBe("Today 0:00 of 8:00 · 8:00 left");
    expect(document.querySelectorAll(".today-part")).toHaveLength(0);
    expect(document.querySelectorAll(".today-left")).toHaveLength(1);
  });

  test("is written in the format of the account's owner", async () => {
    const account = { ...busySnapshot.account, timeFormat: "fraction" } as Snapshot["account"];
    await openWithGoal({ ...resting, account }, 450);
    expect(summary().textContent).toBe("Today 3.58 of 7.50 · 3.92 left");
  });

  test("screen readers announce when it is reached, and no figure before", async () => {
    const { push } = await openWithGoal(resting, 450);
    expect(shown().filter((text) => text !== "")).toEqual([]);
    push({ timers: [aTimer(gear, "paused", 20_000)] });
    expect(shown()).toContain("Goal reached");
  });

  test("is written anew once a minute, not every second", async () => {
    await openWithGoal({ ...busySnapshot, today, timers: [aTimer(sprockets, "running", 3605)] }, 450);
    let changes = 0;
    const observer = new MutationObserver((records) => (changes += records.length));
    observer.observe(summary(), { attributes: true, characterData: true, childList: true, subtree: true });
    for (let second = 1; second < 54; second += 1) await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(changes).toBe(0);
    await act(() => vi.advanceTimersByTimeAsync(3_000));
    expect(changes).toBeGreaterThan(0);
    expect(summary().textContent).toMatch(/^Today 3:36 of 7:30/);
    observer.disconnect();
  });

  test("before the day was read there is nothing to measure", async () => {
    await openWithGoal({ ...resting, today: null }, 450);
    expect(screen.getByText("unlogged 1:00")).toBeTruthy();
    expect(document.querySelector(".today-bar")).toBeNull();
  });
});

describe("the goal in the preferences", () => {
  test.each([
    { typed: "7:30", end: "leave", goal: 450, shown: "7:30" },
    { typed: "7.5", end: "Enter", goal: 450, shown: "7:30" },
    { typed: "8", end: "Enter", goal: 480, shown: "8:00" },
    { typed: " ", end: "leave", goal: null, shown: "" },
  ] as const)("$typed, then $end", async ({ typed, end, goal, shown }) => {
    const { bridge, field } = await openField(60);
    await type(field, typed, end);
    expect(bridge.patches).toEqual([{ dayGoalMinutes: goal }]);
    expect(field.value).toBe(shown);
  });

  test.each([
    { typed: "soon", shown: "That is not a time. Type 7:30, 7.5, 8 or 7h30." },
    { typed: "25:00", shown: "A day has 24 hours." },
    { typed: "0", shown: "A goal has at least one minute. Empty the field for no goal." },
    { typed: "-1", shown: "Type the time itself, without + or −." },
  ])("$typed is explained, and the old goal stays", async ({ typed, shown }) => {
    const { bridge, field } = await openField(450);
    await type(field, typed);
    expect(screen.getByRole("alert").textContent).toBe(shown);
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(document.getElementById(field.getAttribute("aria-describedby") ?? "")?.textContent).toBe(shown);
    expect(bridge.patches).toEqual([]);
    fireEvent.keyDown(field, { key: "Escape" });
    expect(field.value).toBe("7:30");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByRole("heading", { name: "Preferences" })).toBeTruthy();
  });

  test("is taken when a shortcut replaces the page", async () => {
    const { bridge, field } = await openField(60);
    fireEvent.change(field, { target: { value: "7:30" } });
    await act(async () => bridge.navigate({ kind: "quick-switcher" }));
    expect(bridge.patches).toEqual([{ dayGoalMinutes: 450 }]);
  });

  test("the account's format can be shown without changing it", async () => {
    const account = { ...busySnapshot.account, timeFormat: "fraction" } as Snapshot["account"];
    const { bridge, field } = await openField(440, { ...busySnapshot, account });
    expect(field.value).toBe("7.33");
    await type(field, "7.3");
    await type(field, "7.33");
    expect(bridge.patches).toEqual([{ dayGoalMinutes: 438 }, { dayGoalMinutes: 440 }]);
    fireEvent.blur(field);
    await settle();
    expect(bridge.patches).toHaveLength(2);
  });

  test("a refusal is shown, with what holds", async () => {
    const { bridge, field } = await openField(450);
    bridge.settingsAnswer = () => Promise.resolve({ kind: "failed", reason: "not-allowed" });
    await type(field, "8");
    expect(screen.getByRole("alert").textContent).toBe("This could not be changed.");
    expect(field.value).toBe("7:30");
  });

  test("the notification needs a goal, and says so", async () => {
    const { bridge } = await openField(null);
    expect(toggle().matches("[disabled], [aria-disabled=true], [data-disabled]")).toBe(true);
    expect(document.getElementById(toggle().getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "Set a goal for the day first.",
    );
    act(() => bridge.pushSettings({ ...plainSettings, settings: { ...plainSettings.settings, dayGoalMinutes: 450 } }));
    fireEvent.click(toggle());
    await settle();
    expect(bridge.patches).toEqual([{ notifyGoalReached: true }]);
  });
});
