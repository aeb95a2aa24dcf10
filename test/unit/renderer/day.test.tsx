import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { DayEntry } from "../../../app/contract/day.ts";
import type { Snapshot } from "../../../app/contract/snapshot.ts";
// Read beforehand, so that no test waits for the file.
import "../../../renderer/day/DayScreen.tsx";
import { aTimer, busySnapshot, gear, openPage, type Page, pickFrom, settle, sprockets, zebra } from "./support.tsx";

afterEach(cleanup);

const date = "2026-11-23";
const entry: DayEntry = {
  id: 7,
  date,
  minutes: 120,
  description: "Kick-off #meeting",
  project: gear,
  billable: true,
  tags: [],
  lock: null,
};
const entries: readonly DayEntry[] = [
  entry,
  { ...entry, id: 8, minutes: 30, project: sprockets, description: "Lunch", billable: false },
  { ...entry, id: 9, minutes: 45, project: null, description: "", lock: "approved_and_locked" },
];
const snapshot: Snapshot = {
  ...busySnapshot,
  timers: [{ ...aTimer(zebra, "paused", 900), date }],
  today: { date, endsAt: Date.UTC(2026, 10, 24), minutes: [] },
};

async function openDay(): Promise<Page> {
  const page = await openPage(snapshot);
  page.bridge.daysAnswer = () => Promise.resolve({ kind: "read", entries });
  fireEvent.keyDown(document.body, { key: "e", ctrlKey: true });
  await screen.findByText(/logged:/u);
  return page;
}

test("Ctrl E shows the entries and timers of today, with their sums", async () => {
  const { bridge } = await openDay();
  expect(bridge.dayReads).toEqual([{ from: date, to: date }]);
  const sum = "3:15 logged: 2:45 billable, 0:30 unbillable · 0:15 on timers · 3:30 in all";
  expect(screen.getByText(sum)).not.toBeNull();
  expect(screen.getByText("unbillable")).not.toBeNull();
  expect(screen.getByText("approved")).not.toBeNull();
  expect(screen.queryByRole("button", { name: "More for 0:45 on Without a project" })).toBeNull();
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "The day before" })));
  expect(bridge.dayReads.at(-1)).toEqual({ from: "2026-11-22", to: "2026-11-22" });
});

test.each([
  { logged: [{ ...entry, billable: true }], timers: [], sum: "2:00 logged, all billable" },
  { logged: [{ ...entry, billable: false }], timers: [], sum: "2:00 logged, all unbillable" },
  { logged: [], timers: snapshot.timers, sum: "0:15 on timers" },
])("what is nothing is not counted up: $sum", async ({ logged, timers, sum }) => {
  const page = await openPage({ ...snapshot, timers });
  page.bridge.daysAnswer = () => Promise.resolve({ kind: "read", entries: logged });
  fireEvent.keyDown(document.body, { key: "e", ctrlKey: true });
  expect(await screen.findByText(sum)).not.toBeNull();
  expect(screen.queryByText("Paused")).toBeNull();
});

test("what is logged elsewhere is read by itself; an entry that is about to be deleted is hidden", async () => {
  const page = await openDay();
  page.push({ entriesRevision: 1 });
  await settle();
  expect(page.bridge.dayReads.length).toBe(2);
  const undo = { kind: "delete-entry", project: gear, seconds: 7200, entryId: 7, endsAt: 10_000 } as const;
  page.push({ entriesRevision: 1, undo });
  expect(screen.queryByText(/Kick-off/u)).toBeNull();
  expect(screen.getByText("Entry deleted: 2:00 on Gear GmbH")).not.toBeNull();
});

test("an edit sends the whole entry, and what was seen of it", async () => {
  const { bridge } = await openDay();
  await pickFrom("More for 2:00 on Gear GmbH", "Edit…");
  const sheet = within(screen.getByRole("dialog", { name: "Edit the entry of Gear GmbH" }));
  fireEvent.change(sheet.getByLabelText("Time"), { target: { value: "1:50" } });
  fireEvent.change(sheet.getByLabelText("Project"), { target: { value: "2" } });
  expect(sheet.getByText("Logs as 2:00: this project rounds up to 15 minutes.")).not.toBeNull();
  fireEvent.click(sheet.getByRole("button", { name: "Save 2:00" }));
  await settle();
  const expected = { date, minutes: 120, description: "Kick-off #meeting", projectId: 1 };
  expect(bridge.commands).toEqual([
    { kind: "edit-entry", id: 7, entry: { ...expected, minutes: 110, projectId: 2 }, expected },
  ]);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a refused edit stays open and says why", async () => {
  const { bridge } = await openDay();
  bridge.commandAnswer = () => Promise.resolve({ kind: "failed", problem: { kind: "entry-changed" } });
  await pickFrom("More for 2:00 on Gear GmbH", "Edit…");
  fireEvent.click(screen.getByRole("button", { name: "Save 2:00" }));
  await settle();
  expect(screen.getByRole("alert").textContent).toContain("The entry was changed elsewhere.");
});

test("Ctrl Shift N adds one, Delete and Continue send what they say", async () => {
  const { bridge } = await openDay();
  fireEvent.keyDown(document.body, { key: "N", ctrlKey: true, shiftKey: true });
  const sheet = within(screen.getByRole("dialog", { name: "Add an entry" }));
  fireEvent.click(sheet.getByRole("button", { name: "Save …" }));
  expect(bridge.commands).toEqual([]);
  fireEvent.change(sheet.getByLabelText("Time"), { target: { value: "25" } });
  fireEvent.click(sheet.getByRole("button", { name: "Save 0:25" }));
  await settle();
  await pickFrom("More for 0:30 on Sprockets, Inc.", "Continue as a timer");
  await pickFrom("More for 2:00 on Gear GmbH", "Delete");
  expect(bridge.commands).toMatchObject([
    { kind: "add-entry", entry: { date, minutes: 25, description: "", projectId: null } },
    { kind: "start", projectId: 2, description: "Lunch" },
    { kind: "delete-entry", id: 7 },
  ]);
});

test("a day that can't be read says so, and is read again on demand", async () => {
  const page = await openDay();
  page.bridge.daysAnswer = () => Promise.resolve({ kind: "failed", problem: { kind: "offline" } });
  page.push({ entriesRevision: 1 });
  await settle();
  expect(screen.getByRole("alert").textContent).toContain("Your account can't be reached.");
  page.bridge.daysAnswer = () => Promise.resolve({ kind: "read", entries });
  await act(async () => fireEvent.click(screen.getByRole("button", { name: "Read again" })));
  expect(screen.getByText(/3:15 logged/u)).not.toBeNull();
});
