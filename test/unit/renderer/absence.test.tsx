import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ShownAbsence } from "../../../app/contract/snapshot.ts";
import { formatInstantBriefly } from "../../../renderer/ui/time-of-day.ts";
import { eventually } from "../../support/eventually.ts";
import { aTimer, busySnapshot, gear, openPage, settle } from "./support.tsx";

/** Far from midnight, after which another day would be shown as well. */
const noon = new Date(2025, 10, 23, 12, 0, 5).getTime();
beforeEach(() => vi.useFakeTimers({ now: noon, toFake: ["Date"] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const from = noon - 29 * 60_000;
const at = formatInstantBriefly(from, noon);
const ranOn: ShownAbsence = { kind: "ran-on", project: gear, reason: "lock", from, seconds: 1740, meantToPause: false };
const paused: ShownAbsence = { ...ranOn, kind: "paused", reason: "sleep", seconds: 0 };
const standing = [aTimer(gear, "paused", 5025)];

async function press(name: string, within_: HTMLElement = document.body): Promise<void> {
  fireEvent.click(within(within_).getByRole("button", { name }));
  await settle();
}

describe("time that a timer gained while nobody was there", () => {
  test.each([
    ["Keep 0:29", "keep"],
    ["Remove 0:29, keep running", "remove"],
    ["Remove 0:29 and pause", "remove-and-pause"],
  ])("%s", async (name, answer) => {
    const { bridge } = await openPage({ ...busySnapshot, absence: ranOn });
    const dialog = screen.getByRole("alertdialog", { name: "Gear GmbH ran on for 0:29 while the screen was locked" });
    expect(dialog.textContent).toContain(`From ${at} on. What becomes of that time?`);
    await press(name, dialog);
    expect(bridge.commands).toEqual([{ kind: "answer-absence", from, answer }]);
  });

  test("what takes nothing away has the focus, and Esc is no answer: the window goes, the question stays", async () => {
    const { bridge } = await openPage({ ...busySnapshot, absence: ranOn });
    await eventually(() => expect(document.activeElement?.textContent).toBe("Keep 0:29K"));
    await act(async () => fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape" }));
    expect(bridge.hides).toBe(1);
    expect(bridge.commands).toEqual([]);
    expect(screen.getByRole("alertdialog")).toBeTruthy();
  });

  test.each([
    ["k", [{ kind: "answer-absence", from, answer: "keep" }]],
    ["R", [{ kind: "answer-absence", from, answer: "remove" }]],
    ["p", [{ kind: "answer-absence", from, answer: "remove-and-pause" }]],
    ["u", [{ kind: "answer-absence", from, answer: "remove-and-pause" }]],
    ["x", []],
  ])("the key %s", async (key, commands) => {
    const { bridge } = await openPage({ ...busySnapshot, absence: ranOn });
    fireEvent.keyDown(screen.getByRole("button", { name: "Keep 0:29" }), { key });
    fireEvent.keyDown(screen.getByRole("button", { name: "Keep 0:29" }), { key, ctrlKey: true });
    await settle();
    expect(bridge.commands).toEqual(commands);
  });

  test("it is moved to another project, which is chosen first", async () => {
    const { bridge } = await openPage({ ...busySnapshot, absence: ranOn });
    fireEvent.keyDown(screen.getByRole("button", { name: "Keep 0:29" }), { key: "m" });
    const choice = screen.getByRole("combobox", { name: "Project" });
    expect(document.activeElement).toBe(choice);
    expect(within(choice).queryByRole("option", { name: "Gear GmbH" })).toBeNull();
    await press("Move 0:29");
    expect(bridge.commands).toEqual([]);
    const target = busySnapshot.projects.find(({ id }) => id !== gear.id);
    fireEvent.change(choice, { target: { value: String(target?.id) } });
    await press("Move 0:29");
    expect(bridge.commands).toEqual([{ kind: "answer-absence", from, answer: "move", toProjectId: target?.id }]);
  });

  test("a part of it is logged on its own, with words", async () => {
    const { bridge } = await openPage({ ...busySnapshot, absence: ranOn });
    const dialog = screen.getByRole("alertdialog");
    fireEvent.change(within(dialog).getByRole("slider", { name: "How much of it" }), { target: { value: "1080" } });
    fireEvent.click(within(dialog).getByRole("button", { name: "Log it on its own…" }));
    const words = within(dialog).getByRole("textbox", { name: "Description" });
    fireEvent.change(words, { target: { value: "Meeting" } });
    // Letters are letters there.
    fireEvent.keyDown(words, { key: "r" });
    await press("Log 0:18", dialog);
    expect(bridge.commands).toEqual([
      { kind: "answer-absence", from, answer: "log", toProjectId: null, description: "Meeting", seconds: 1080 },
    ]);
    fireEvent.click(within(dialog).getByRole("button", { name: "Back" }));
    expect(document.activeElement).toBe(within(dialog).getByRole("button", { name: "Keep 0:18" }));
  });

  test("a pause for lack of input did not fail", async () => {
    await openPage({ ...busySnapshot, timers: standing, absence: { ...ranOn, reason: "idle", meantToPause: true } });
    expect(screen.getByRole("alertdialog").textContent).toContain(`From ${at} on, until it was paused.`);
  });

  test("an answer that fails is shown where the question still stands", async () => {
    const { bridge, push } = await openPage({ ...busySnapshot, absence: ranOn });
    bridge.commandAnswer = () => Promise.resolve({ kind: "failed", problem: { kind: "offline" } });
    const dialog = screen.getByRole("alertdialog");
    await press("Remove 0:29, keep running", dialog);
    push({ absence: ranOn, problem: { problem: { kind: "offline" }, command: "adjust", projectId: 1 } });
    expect(within(dialog).getByRole("alert").textContent).toContain("Your account can't be reached.");
    bridge.commandAnswer = () => Promise.resolve({ kind: "done" });
    await press("Keep 0:29", dialog);
    expect(within(dialog).queryByRole("alert")).toBeNull();
  });

  test("one that is paused by now is not paused once more, and says that it was meant to be", async () => {
    await openPage({ ...busySnapshot, timers: standing, absence: { ...ranOn, meantToPause: true } });
    const dialog = screen.getByRole("alertdialog");
    const names = within(dialog)
      .getAllByRole("button", { name: /0:29$/ })
      .map(({ textContent }) => textContent);
    expect(names).toEqual(["Remove 0:29R", "Keep 0:29K"]);
    expect(dialog.textContent).toContain(`From ${at} on: it could not be paused in time.`);
  });

  test("a verb that waits for an answer comes first", async () => {
    const [timer = null] = standing;
    const question = { command: { kind: "discard", projectId: 1 }, timer } as const;
    const { push } = await openPage({ ...busySnapshot, absence: ranOn, question });
    expect(screen.getByRole("alertdialog", { name: "Gear GmbH changed on another device" })).toBeTruthy();
    push({ question: null, absence: ranOn });
    expect(screen.getByRole("alertdialog", { name: /ran on for 0:29/ })).toBeTruthy();
  });

  test("it goes when the account says that it is taken care of", async () => {
    const { push } = await openPage({ ...busySnapshot, absence: ranOn });
    push({ absence: null });
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });
});

describe("a transfer of which the account cannot say how far it got", () => {
  test.each([
    ["Take 0:29 off Gear GmbH", "finish"],
    ["It is right as it is", "leave"],
  ])("%s", async (name, answer) => {
    const { bridge } = await openPage({
      ...busySnapshot,
      transfer: { fromProjectId: gear.id, toProjectId: null, toEntry: true, seconds: 1740 },
    });
    const dialog = screen.getByRole("alertdialog", { name: "Was 0:29 moved?" });
    expect(dialog.textContent).toContain("from Gear GmbH to an entry of its own");
    await eventually(() => expect(document.activeElement?.textContent).toBe("It is right as it is"));
    await press(name, dialog);
    expect(bridge.commands).toEqual([{ kind: "answer-transfer", answer }]);
  });
});

describe("a timer that was paused when the computer was left", () => {
  test("is announced, with what resumes it", async () => {
    const { bridge, push } = await openPage({ ...busySnapshot, timers: standing });
    push({ timers: standing, absence: paused });
    const note = screen
      .getByText(`Gear GmbH was paused at ${at}, when this computer went to sleep.`)
      .closest<HTMLElement>("[role=status]");
    if (note === null) throw new Error("It is not announced");
    await press("Resume", note);
    await press("Dismiss", note);
    expect(bridge.commands).toEqual([
      { kind: "start", projectId: 1 },
      { kind: "answer-absence", from, answer: "keep" },
    ]);
    act(() => within(note).getByRole("button", { name: "Dismiss" }).focus());
    push({ timers: standing, absence: null });
    expect(note.textContent).toBe("");
    expect(document.activeElement).toBe(screen.getByRole("combobox"));
  });
});
