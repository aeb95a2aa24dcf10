import { eventually } from "../../support/eventually.ts";
import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { ReviewOutcome, Snapshot } from "../../../app/contract/snapshot.ts";
import type { Timer } from "../../../app/model/timer.ts";
// Read beforehand, so that no test waits for the file.
import "../../../renderer/review/ReviewScreen.tsx";
import { aTimer, busySnapshot, gear, openPage, type Page, settle, sprockets, zebra } from "./support.tsx";

afterEach(cleanup);

const today = "2026-11-23";
const friday = "2026-11-20";
const day = { date: today, endsAt: Date.UTC(2026, 10, 24), minutes: [] };
const timers: readonly Timer[] = [
  { ...aTimer(gear, "paused", 5_040, "Drawings"), date: today },
  { ...aTimer(sprockets, "paused", 2_530, "Call with Ines"), date: friday },
  { ...aTimer(zebra, "paused", 900), date: today },
];
const snapshot: Snapshot = { ...busySnapshot, timers, today: day };

async function openReview(change: Partial<Snapshot> = {}): Promise<Page> {
  const page = await openPage({ ...snapshot, ...change });
  await act(async () => page.bridge.navigate({ kind: "review" }));
  await screen.findByRole("heading", { name: "Review and log" });
  if (screen.queryAllByRole("checkbox").length > 0) await eventually(() => expect(focused()).not.toBe(""));
  return page;
}

async function key(pressed: string): Promise<void> {
  const { activeElement } = document;
  if (activeElement === null) throw new Error("Nothing has the focus");
  fireEvent.keyDown(activeElement, { key: pressed });
  await settle();
}

const box = (name: RegExp): HTMLInputElement => screen.getByRole<HTMLInputElement>("checkbox", { name });
const focused = (): string => document.activeElement?.id ?? "";

test("Ctrl Shift L and Enter log every timer, with the minutes, day and words that are shown", async () => {
  const { bridge } = await openPage(snapshot);
  fireEvent.keyDown(document.body, { key: "L", ctrlKey: true, shiftKey: true });
  await screen.findByRole("heading", { name: "Review and log" });
  // The screen is loaded when it is opened, and has the focus once it is drawn.
  await eventually(() => expect(focused()).toBe("review-101"));
  expect(screen.getByText("3 timers, 2:22 → 2:30 (+0:08 by rounding)")).not.toBeNull();
  await key("Enter");
  expect(bridge.commands).toEqual([
    {
      kind: "log-many",
      rows: [
        { projectId: 1, minutes: 84, entryDate: today, description: "Drawings", expected: expect.anything() },
        { projectId: 2, minutes: 43, entryDate: friday, description: "Call with Ines", expected: expect.anything() },
        { projectId: 4, minutes: 15, entryDate: today, description: "", expected: expect.anything() },
      ],
    },
  ]);
});

test("Friday's timer names both days, and D logs it today", async () => {
  const { bridge } = await openReview();
  await key("ArrowDown");
  expect(focused()).toBe("review-102");
  const row = within(box(/Sprockets/u).closest("li") ?? document.body);
  const note = "Begun on Friday, November 20; logged on that day.";
  expect(row.getByText(note)).not.toBeNull();
  await key("d");
  expect(row.getByText("Begun on Friday, November 20; logged today.")).not.toBeNull();
  await key("Enter");
  expect(bridge.commands).toMatchObject([{ rows: [{}, { projectId: 2, entryDate: today }, {}] }]);
});

test("Space leaves one out, E edits in place, Esc closes that and not the window", async () => {
  const { bridge } = await openReview();
  fireEvent.click(box(/Gear/u));
  await key("ArrowDown");
  await key("ArrowDown");
  await key("e");
  const time = screen.getByLabelText<HTMLInputElement>("Time");
  expect(document.activeElement).toBe(time);
  fireEvent.change(time, { target: { value: "1:00" } });
  await key("Escape");
  expect([focused(), bridge.hides]).toEqual(["review-104", 0]);
  await key("e");
  fireEvent.change(screen.getByLabelText("Time"), { target: { value: "nonsense" } });
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(screen.getByText("Write a time like 1:20, or minutes like 80.")).not.toBeNull();
  fireEvent.change(screen.getByLabelText("Time"), { target: { value: "0:20" } });
  fireEvent.change(screen.getByLabelText("Description"), { target: { value: "Written here" } });
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  expect(focused()).toBe("review-104");
  await key("Enter");
  expect(bridge.commands).toMatchObject([
    { rows: [{ projectId: 2 }, { projectId: 4, minutes: 20, description: "Written here" }] },
  ]);
});

test("each row says what became of it, and the end says what is missing", async () => {
  const page = await openReview();
  page.bridge.commandAnswer = () => new Promise(() => undefined);
  await key("Enter");
  const outcomes: readonly ReviewOutcome[] = [
    { kind: "logged" },
    { kind: "failed", problem: { kind: "account-locked" } },
    { kind: "changed" },
  ];
  const rows = timers.map(({ id, project, date }, index) => ({
    id,
    project,
    minutes: 90,
    entryDate: date ?? today,
    outcome: outcomes[index] ?? { kind: "waiting" as const },
  }));
  page.push({ timers: timers.slice(1), review: { rows, underWay: true } });
  expect(screen.getByText("Logging, 0 to go…")).not.toBeNull();
  page.bridge.commandAnswer = () => Promise.resolve({ kind: "done" });
  page.push({ timers: timers.slice(1), review: { rows, underWay: false } });
  expect(screen.getByText("Logged")).not.toBeNull();
  expect(screen.getByText(/^Not logged\. Your account is locked/u)).not.toBeNull();
  expect(screen.getByText("Changed elsewhere: have another look, then log it again.")).not.toBeNull();
});

test("with nothing to log says so, and Esc leads back to the timers", async () => {
  const { bridge } = await openReview({ timers: [] });
  expect(screen.getByText("There is nothing to log.")).not.toBeNull();
  fireEvent.keyDown(document.body, { key: "Escape" });
  await settle();
  expect(screen.queryByRole("heading", { name: "Review and log" })).toBeNull();
  expect(bridge.hides).toBe(0);
});
