import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { CommandResult } from "../../../app/contract/requests.ts";
import type { ChangedElsewhere } from "../../../app/contract/snapshot.ts";
import type { Project } from "../../../app/model/project.ts";
import { eventually } from "../../support/eventually.ts";
import { deferred } from "./fake-bridge.ts";
import { aTimer, busySnapshot, gear, openPage, type Page, pickFrom, settle, sprockets } from "./support.tsx";

afterEach(cleanup);

/** Gear GmbH stands still at 1:23:45 and rounds up to 10 minutes, so that every figure is known. */
const standing: Project = { ...gear, billingIncrement: 10 };
const description = "Landing page #design";
const timer = aTimer(standing, "paused", 5025, description);
const snapshot = {
  ...busySnapshot,
  timers: [timer],
  today: { date: "2025-11-23", endsAt: Date.UTC(2025, 10, 24), minutes: [] },
};
const expected = { id: 101, state: "paused", description, seconds: 5025 };

function button(name: string | RegExp): HTMLElement {
  return screen.getByRole("button", { name });
}

function field(name: string | RegExp): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>(name);
}

function write(name: string | RegExp, value: string): void {
  fireEvent.change(field(name), { target: { value } });
}

async function press(name: string | RegExp): Promise<void> {
  fireEvent.click(button(name));
  await settle();
}

async function openSheet(kind: "log" | "adjust" | "describe", change: Partial<typeof snapshot> = {}): Promise<Page> {
  const page = await openPage({ ...snapshot, ...change });
  await act(async () => page.bridge.navigate({ kind, projectId: 1 }));
  return page;
}

describe("the log sheet", () => {
  test("says before what the entry will be, and logs exactly that", async () => {
    const { bridge } = await openSheet("log");
    const sheet = screen.getByRole("dialog", { name: "Log Gear GmbH" });
    expect(field("Time").value).toBe("1:24");
    expect(sheet.textContent).toContain("Logs as 1:30: this project rounds up to 10 minutes.");
    await press("Log 1:30");
    expect(bridge.commands).toEqual([
      { kind: "log", projectId: 1, minutes: 84, entryDate: "2025-11-23", description, expected },
    ]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test.each([600, 1_020, 4_980, 12_360])(
    "%i s in fractions of an hour: the figure typed back logs the same",
    async (seconds) => {
      const account = { ...snapshot.account, timeFormat: "fraction" } as typeof snapshot.account;
      const { bridge } = await openSheet("log", {
        account,
        timers: [aTimer(standing, "paused", seconds, description)],
      });
      const shown = field("Time").value;
      write("Time", "");
      write("Time", shown);
      await press(/^Log \d/u);
      expect(bridge.commands).toMatchObject([{ kind: "log", minutes: seconds / 60 }]);
    },
  );

  test.each([
    { increment: 10, typed: "80", note: "Logs as 1:20.", submit: "Log 1:20" },
    { increment: 15, typed: "1:31", note: "Logs as 1:45: this project rounds up to 15 minutes.", submit: "Log 1:45" },
    { increment: null, typed: "1.5", note: "Logs as 1:30.", submit: "Log 1:30" },
    { increment: 10, typed: "0", note: "Logs as 0:00.", submit: "Log 0:00" },
  ])("$typed at $increment minutes: $submit", async ({ increment, typed, note, submit }) => {
    await openSheet("log", { timers: [aTimer({ ...standing, billingIncrement: increment }, "paused", 5025)] });
    write("Time", typed);
    expect(screen.getByRole("dialog").textContent).toContain(note);
    expect(button(submit)).toBeTruthy();
  });

  test("writes durations as the account's owner does", async () => {
    const account = { ...snapshot.account, timeFormat: "fraction" } as typeof snapshot.account;
    await openSheet("log", { account });
    expect(field("Time").value).toBe("1.40");
    expect(button("Log 1.50")).toBeTruthy();
  });

  test.each(["", "abc", "-10", "1:75"])("%j is no time: nothing is sent, and the field says so", async (typed) => {
    const { bridge } = await openSheet("log");
    write("Time", typed);
    await press("Log …");
    expect(bridge.commands).toEqual([]);
    expect(document.activeElement).toBe(field("Time"));
    expect(screen.getByText("Write a time like 1:20, or minutes like 80.")).toBeTruthy();
  });

  test("shows the timer's own day when that is not today, and logs on it", async () => {
    const { bridge } = await openSheet("log", { timers: [{ ...timer, date: "2025-11-22" }] });
    expect(field(/Date/).value).toBe("2025-11-22");
    expect(screen.getByText(/This timer is from .*22/)).toBeTruthy();
    await press("Log 1:30");
    expect(bridge.commands).toMatchObject([{ entryDate: "2025-11-22" }]);
  });

  test("says that a project is not billed", async () => {
    await openSheet("log", { timers: [aTimer({ ...standing, billable: false }, "paused", 60)] });
    expect(screen.getByText(/Unbillable/)).toBeTruthy();
  });

  test("shows the tags that the description holds", async () => {
    await openSheet("log");
    write("Description", "Call #größe and #calls, C# is none");
    const tags = within(screen.getByRole("list", { name: "Tags" })).getAllByRole("listitem");
    expect(tags.map((tag) => tag.textContent)).toEqual(["#größe", "#calls"]);
  });

  test("Enter logs, also from the description; Shift Enter does not", async () => {
    const { bridge } = await openSheet("log");
    fireEvent.keyDown(field("Description"), { key: "Enter", shiftKey: true });
    fireEvent.keyDown(field("Description"), { key: "Enter", isComposing: true });
    expect(bridge.commands).toEqual([]);
    fireEvent.keyDown(field("Description"), { key: "Enter" });
    await settle();
    expect(bridge.commands).toHaveLength(1);
  });

  test.each([
    ["Time", "soon"],
    [/^Date/, ""],
  ])("leads to the field that is wrong: %s", async (name, value) => {
    const { bridge } = await openSheet("log");
    const wrong = screen.getByLabelText(name);
    fireEvent.change(wrong, { target: { value } });
    await press(/^Log/);
    expect(document.activeElement).toBe(wrong);
    expect(wrong.getAttribute("aria-invalid")).toBe("true");
    expect(bridge.commands).toEqual([]);
  });

  test("Esc cancels, and the window stays", async () => {
    const { bridge } = await openSheet("log");
    fireEvent.keyDown(field("Time"), { key: "Escape" });
    await settle();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(bridge.commands).toEqual([]);
    expect(bridge.hides).toBe(0);
  });

  test("a timer that is logged takes its buttons along: the keyboard is then in the switcher's field", async () => {
    const { push } = await openPage(busySnapshot);
    act(() => button("Log 1:30…").focus());
    await press("Log 1:30…");
    act(() => button("Log 1:30").focus());
    await press("Log 1:30");
    push({ timers: [] });
    await eventually(() => expect(document.activeElement).toBe(screen.getByRole("combobox")));
  });

  test("a refused tag is shown beside the description, in words, and the sheet stays", async () => {
    const { bridge } = await openSheet("log");
    const fields = [{ resource: "Entry", field: "description", code: "cannot_create_tags" }];
    bridge.commandAnswer = () => Promise.resolve({ kind: "failed", problem: { kind: "invalid", fields } });
    await press("Log 1:30");
    expect(screen.getByRole("alert").textContent).toContain("does not let you create new tags");
    expect(field("Description").getAttribute("aria-invalid")).toBe("true");
  });

  test("any other failure is shown in the sheet, which is sent once at a time", async () => {
    const { bridge, push } = await openSheet("log");
    const answer = deferred<CommandResult>();
    bridge.commandAnswer = () => answer.promise;
    await press("Log 1:30");
    await press("Log 1:30");
    expect(bridge.commands).toHaveLength(1);
    answer.resolve({ kind: "failed", problem: { kind: "offline" } });
    await settle();
    push({ problem: { problem: { kind: "offline" }, command: "log", projectId: 1 } });
    // Shown once: the banner beneath would say the same.
    expect(screen.getAllByRole("alert")).toHaveLength(1);
  });

  test("a change elsewhere is shown, and what was seen is what is sent", async () => {
    const { bridge, push } = await openSheet("log");
    push({ timers: [aTimer(standing, "paused", 7200, "Something else")] });
    expect(screen.getByText("Changed elsewhere: paused at 2:00.")).toBeTruthy();
    await press("Log 1:30");
    expect(bridge.commands).toMatchObject([{ minutes: 84, expected }]);
  });

  test.each(["log", "adjust", "describe"] as const)("a change elsewhere is announced in the sheet %s", async (kind) => {
    const { push } = await openSheet(kind);
    const regions = within(screen.getByRole("dialog")).getAllByRole("status");
    push({ timers: [aTimer(gear, "paused", 9000, "Other words")] });
    const shown = screen.getByText(/^Changed elsewhere/).closest<HTMLElement>("[role=status]");
    expect(shown !== null && regions.includes(shown)).toBe(true);
  });

  test("what it is now can be taken over", async () => {
    const { push } = await openSheet("log");
    push({ timers: [aTimer(standing, "paused", 7200, "Something else")] });
    await press("Use that");
    expect(field("Time").value).toBe("2:00");
    expect(field("Description").value).toBe("Something else");
    expect(screen.queryByText(/Changed elsewhere/)).toBeNull();
  });

  test("a snapshot that changes nothing of the timer says nothing", async () => {
    const { push } = await openSheet("log");
    push({ timers: [{ ...timer, provenance: "reconcile" }], recentProjects: [2] });
    expect(screen.queryByText(/Changed elsewhere/)).toBeNull();
  });

  test("the time goes on until it is written", async () => {
    const page = await openPage({ ...snapshot, timers: [aTimer(standing, "running", 5025)] });
    fireEvent.click(button("Log 1:30…"));
    page.push({ timers: [aTimer(standing, "running", 5025)] }, 7 * 60_000);
    expect(field("Time").value).toBe("1:31");
    expect(button("Log 1:40")).toBeTruthy();
    write("Time", "1:00");
    page.push({}, 20 * 60_000);
    expect(button("Log 1:00")).toBeTruthy();
  });
});

describe("the adjust sheet", () => {
  test.each([
    { name: "−15 minutes", seconds: -900 },
    { name: "−5 minutes", seconds: -300 },
    { name: "+5 minutes", seconds: 300 },
    { name: "+15 minutes", seconds: 900 },
  ])("$name", async ({ name, seconds }) => {
    const { bridge } = await openSheet("adjust");
    await press(name);
    expect(bridge.commands).toEqual([{ kind: "adjust", projectId: 1, seconds, expected }]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test.each([
    { typed: "1:20", submit: "Remove 0:03", note: "1:23 becomes 1:20.", seconds: 4800 - 5025 },
    { typed: "80", submit: "Remove 0:03", note: "1:23 becomes 1:20.", seconds: 4800 - 5025 },
    { typed: "-10", submit: "Remove 0:10", note: "1:23 becomes 1:13.", seconds: -600 },
    { typed: "+0:05", submit: "Add 0:05", note: "1:23 becomes 1:28.", seconds: 300 },
    { typed: "2:00", submit: "Add 0:36", note: "1:23 becomes 2:00.", seconds: 7200 - 5025 },
  ])("$typed: $submit", async ({ typed, submit, note, seconds }) => {
    const { bridge } = await openSheet("adjust");
    write("New time, or a change", typed);
    expect(screen.getByText(note)).toBeTruthy();
    await press(submit);
    expect(bridge.commands).toEqual([{ kind: "adjust", projectId: 1, seconds, expected }]);
  });

  test.each([
    { typed: "", shown: "Write a time like 1:20 or 80, or a change like -10." },
    { typed: "soon", shown: "Write a time like 1:20 or 80, or a change like -10." },
    { typed: "-90", shown: "There is not that much time on it." },
    { typed: "1:23", shown: "That is what it shows already." },
    { typed: "9999999", shown: "That is more than an account can take." },
  ])("$typed sends nothing: $shown", async ({ typed, shown }) => {
    const { bridge } = await openSheet("adjust");
    write("New time, or a change", typed);
    await press("Adjust");
    expect(screen.getByText(shown)).toBeTruthy();
    expect(bridge.commands).toEqual([]);
  });

  test("takes no time away that is not there", async () => {
    await openSheet("adjust", { timers: [aTimer(standing, "paused", 400)] });
    expect(button("−15 minutes").getAttribute("aria-disabled")).toBe("true");
    expect(button("−5 minutes").getAttribute("aria-disabled")).toBe("false");
  });
});

describe("the description", () => {
  test("is edited where it stands", async () => {
    const { bridge } = await openPage(busySnapshot);
    fireEvent.click(button(/^Edit description… Landing page/));
    write("Description", "Third draft");
    await press("Save");
    expect(bridge.commands).toMatchObject([{ kind: "describe", projectId: 1, description: "Third draft" }]);
  });

  test("goes with what was seen of the timer when its sheet was opened", async () => {
    const { bridge, push } = await openSheet("describe");
    push({ timers: [aTimer(standing, "paused", 7200, "Other words")] });
    write("Description", "Third draft");
    await press("Save");
    expect(bridge.commands).toEqual([{ kind: "describe", projectId: 1, description: "Third draft", expected }]);
  });

  test("that was left alone is not sent", async () => {
    const { bridge } = await openSheet("describe");
    await press("Save");
    expect(bridge.commands).toEqual([]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });
});

describe("a description that changed elsewhere while its sheet is open", () => {
  const again = { ...aTimer(standing, "running", 3, description), id: 900 };

  test.each([
    { what: "other words", now: [aTimer(standing, "paused", 5025, "Other words")], shown: "“Other words”." },
    { what: "no words", now: [aTimer(standing, "paused", 5025)], shown: "no description any more." },
    { what: "another timer", now: [again], shown: "logged or discarded, and begun again." },
    { what: "no timer", now: [], shown: "logged or discarded." },
  ])("is shown: $what", async ({ now, shown }) => {
    const { push } = await openSheet("describe");
    push({ timers: now });
    expect(screen.getByText(`Changed elsewhere: ${shown}`)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Use that" }) === null).toBe(now.length === 0);
    expect(button("Save").getAttribute("aria-disabled")).toBe(String(now.length === 0));
  });

  test.each([
    { what: "a start", now: aTimer(standing, "running", 5025, description) },
    { what: "an hour more", now: aTimer(standing, "paused", 8625, description) },
    { what: "what is written here, too", now: aTimer(standing, "paused", 5025, "Third draft") },
  ])("$what is no such change", async ({ now }) => {
    const { push } = await openSheet("describe");
    write("Description", "Third draft");
    push({ timers: [now] });
    expect(screen.queryByText(/Changed elsewhere/)).toBeNull();
  });

  test("can be taken over", async () => {
    const { bridge, push } = await openSheet("describe");
    write("Description", "Third draft");
    push({ timers: [aTimer(standing, "paused", 5025, "Other words")] });
    await press("Use that");
    expect(field("Description").value).toBe("Other words");
    expect(screen.queryByText(/Changed elsewhere/)).toBeNull();
    await press("Save");
    expect(bridge.commands).toEqual([]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("is not closed over in silence where the field shows the words from before", async () => {
    const { bridge, push } = await openSheet("describe");
    push({ timers: [aTimer(standing, "paused", 5025, "Other words")] });
    await press("Save");
    expect(bridge.commands).toEqual([{ kind: "describe", projectId: 1, description, expected }]);
  });
});

describe("discarding", () => {
  test("sends what was seen, from the timer's menu", async () => {
    const { bridge } = await openPage(busySnapshot);
    await pickFrom("More for Sprockets, Inc.", "Discard");
    const seenThere = { id: 102, state: "paused", description: "Call with Ines", seconds: 2530 };
    expect(bridge.commands).toEqual([{ kind: "discard", projectId: 2, expected: seenThere }]);
  });

  test("can be undone by the bar, which takes the focus over, and by Ctrl Z", async () => {
    const { bridge, push } = await openPage(busySnapshot);
    act(() => button("More for Sprockets, Inc.").focus());
    const undo = { kind: "discard", project: sprockets, seconds: 2530, endsAt: 10_000 } as const;
    push({ timers: [], undo });
    expect(screen.getByText("Sprockets, Inc. discarded (0:42)")).toBeTruthy();
    expect(document.activeElement).toBe(button("Undo"));
    await press("Undo");
    fireEvent.keyDown(document.body, { key: "z", ctrlKey: true });
    await settle();
    expect(bridge.commands).toEqual([{ kind: "undo" }, { kind: "undo" }]);
    push({});
    expect(document.activeElement).toBe(screen.getByRole("combobox"));
  });

  test("Ctrl Z works with Caps Lock on", async () => {
    const { bridge, push } = await openPage(busySnapshot);
    push({ undo: { kind: "discard", project: sprockets, seconds: 2530, endsAt: 10_000 } });
    fireEvent.keyDown(document.body, { key: "Z", ctrlKey: true });
    await settle();
    expect(bridge.commands).toEqual([{ kind: "undo" }]);
  });

  test("Ctrl Z without anything to undo sends nothing", async () => {
    const { bridge } = await openPage(busySnapshot);
    fireEvent.keyDown(document.body, { key: "z", ctrlKey: true });
    expect(bridge.commands).toEqual([]);
  });

  test.each([
    { seconds: 300, shown: "0:05 added to Gear GmbH" },
    { seconds: -1080, shown: "0:18 removed from Gear GmbH" },
  ])("an adjustment is offered back as well: $shown", async ({ seconds, shown }) => {
    await openPage({ ...busySnapshot, undo: { kind: "adjust", project: gear, seconds, endsAt: null } });
    expect(screen.getByText(shown)).toBeTruthy();
  });
});

describe("a timer that changed elsewhere", () => {
  const changed = aTimer(standing, "paused", 2520, "Other words");
  const cases: readonly { readonly command: ChangedElsewhere["command"]; readonly goAhead: string }[] = [
    { command: { kind: "log", projectId: 1, minutes: 84 }, goAhead: "Log 1:30 anyway" },
    { command: { kind: "log", projectId: 1 }, goAhead: "Log 0:50 anyway" },
    { command: { kind: "discard", projectId: 1 }, goAhead: "Discard 0:42 anyway" },
    { command: { kind: "adjust", projectId: 1, seconds: 900 }, goAhead: "Add 0:15 anyway" },
    { command: { kind: "adjust", projectId: 1, seconds: -1080 }, goAhead: "Remove 0:18 anyway" },
    { command: { kind: "describe", projectId: 1, description: "Third draft" }, goAhead: "Save yours anyway" },
  ];

  test.each(cases)("asks: $goAhead", async ({ command, goAhead }) => {
    const { bridge } = await openPage({ ...snapshot, question: { command, timer: changed } });
    const dialog = screen.getByRole("alertdialog", { name: "Gear GmbH changed on another device" });
    expect(dialog.textContent).toContain("It is paused now, at 0:42.");
    expect(dialog.textContent).toContain("Its description is “Other words”.");
    await press(goAhead);
    expect(bridge.commands).toEqual([{ kind: "answer-question", goAhead: true }]);
  });

  test.each([
    { description: "Third draft", shown: "Yours is “Third draft”." },
    { description: " ", shown: "Yours is empty." },
  ])("shows both descriptions before one replaces the other: $shown", async ({ description: yours, shown }) => {
    const command = { kind: "describe", projectId: 1, description: yours } as const;
    await openPage({ ...snapshot, question: { command, timer: changed } });
    const text = screen.getByRole("alertdialog").textContent;
    expect(text).toContain("Its description is “Other words”.");
    expect(text).toContain(shown);
  });

  test.each(["Leave it", "Escape"])("is left alone by %s", async (answer) => {
    const question = { command: { kind: "discard", projectId: 1 }, timer: changed } as const;
    const { bridge } = await openPage({ ...snapshot, question });
    if (answer === "Escape") fireEvent.keyDown(screen.getByRole("alertdialog"), { key: "Escape" });
    else fireEvent.click(button(answer));
    await settle();
    expect(bridge.commands).toEqual([{ kind: "answer-question", goAhead: false }]);
    expect(bridge.hides).toBe(0);
  });

  test("that is gone leaves nothing to decide", async () => {
    const question = { command: { kind: "log", projectId: 1, minutes: 84 }, timer: null } as const;
    await openPage({ ...snapshot, timers: [], question });
    const dialog = screen.getByRole("alertdialog", { name: "Gear GmbH is no longer there" });
    expect(within(dialog).getAllByRole("button")).toHaveLength(1);
  });
});
