import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import { dayOf } from "../../../renderer/day/today.ts";
import { aTimer, busySnapshot, gear, openPage, settle, sprockets, zenith } from "./support.tsx";

afterEach(cleanup);

const date = "2025-11-23";
const today = {
  date,
  endsAt: Date.UTC(2025, 10, 24),
  minutes: [
    { project: zenith, minutes: 95 },
    { project: gear, minutes: 60 },
    { project: null, minutes: 15 },
  ],
};

describe("the day", () => {
  test.each([
    { name: "nothing", today: { date, minutes: [] }, timers: [], shares: [], other: 0 },
    {
      name: "logged time and timers of one project are one share, the longest first",
      today,
      timers: [aTimer(gear, "paused", 3600)],
      shares: [
        ["Gear GmbH", 3600, 3600],
        ["Zénith Architects", 5700, 0],
        [undefined, 900, 0],
      ],
      other: 0,
    },
    {
      name: "a timer of another day does not count",
      today: { date, minutes: [] },
      timers: [
        { ...aTimer(gear, "paused", 60), date: "2025-11-22" },
        { ...aTimer(sprockets, "paused", 120), date },
      ],
      shares: [["Sprockets, Inc.", 0, 120]],
      other: 60,
    },
    {
      name: "time below zero is none",
      today: { date, minutes: [] },
      timers: [aTimer(gear, "paused", -60)],
      shares: [],
      other: 0,
    },
  ])("$name", ({ today, timers, shares, other }) => {
    const day = dayOf(today, timers, 0);
    expect(day.shares.map((share) => [share.project?.name, share.logged, share.onTimers])).toEqual(shares);
    expect(day.onOtherDays).toBe(other);
  });

  test("goes on with the running timer", () => {
    expect(dayOf(today, [aTimer(gear, "running", 60)], 60_000).onTimers).toBe(120);
  });
});

describe("the day in the status bar", () => {
  const timers = [aTimer(gear, "paused", 3600), aTimer(sprockets, "paused", 1320)];

  test("sums up, and shows a table by project when pressed", async () => {
    await openPage({ ...busySnapshot, timers, today });
    fireEvent.click(screen.getByRole("button", { name: "Today 4:12 · unlogged 1:22, by project" }));
    await settle();
    const table = within(screen.getByRole("table", { name: "Today" }));
    const rows = table.getAllByRole("row").map((row) => [...row.children].map((cell) => cell.textContent));
    expect(rows).toEqual([
      ["Project", "Logged", "On timers", "All"],
      ["Gear GmbH", "1:00", "1:00", "2:00"],
      ["Zénith Architects", "1:35", "–", "1:35"],
      ["Sprockets, Inc.", "–", "0:22", "0:22"],
      ["Without a project", "0:15", "–", "0:15"],
      ["All", "2:50", "1:22", "4:12"],
    ]);
  });

  test("is drawn as a bar in the projects' colours, as long as their time", async () => {
    await openPage({ ...busySnapshot, timers, today });
    const parts = [...document.querySelectorAll<HTMLElement>(".today-part")];
    expect(parts.map((part) => part.style.flexGrow)).toEqual(["7200", "5700", "1320", "900"]);
    expect(parts.map((part) => part.classList.contains("today-part-none"))).toEqual([false, true, false, true]);
  });

  test("is written in the format of the account's owner", async () => {
    const account = { ...busySnapshot.account, timeFormat: "fraction" } as typeof busySnapshot.account;
    await openPage({ ...busySnapshot, account, timers, today });
    expect(screen.getByRole("button", { name: /^Today 4\.20 · unlogged 1\.37/ })).toBeTruthy();
  });

  test("what waits on timers of other days is shown apart", async () => {
    await openPage({ ...busySnapshot, timers: [{ ...aTimer(gear, "paused", 3600), date: "2025-11-20" }], today });
    fireEvent.click(screen.getByRole("button", { name: /^Today 2:50 · unlogged 1:00/ }));
    await settle();
    expect(screen.getByText("1:00 more waits on timers of other days.")).toBeTruthy();
  });

  test("before it was read there is the unlogged time alone", async () => {
    await openPage({ ...busySnapshot, timers });
    expect(screen.getByText("unlogged 1:22")).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Today/ })).toBeNull();
  });
});
