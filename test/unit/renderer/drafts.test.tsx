import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { CommandResult, WindowView } from "../../../app/contract/requests.ts";
import type { Snapshot } from "../../../app/contract/snapshot.ts";
import { type Deferred, deferred } from "./fake-bridge.ts";
import { aTimer, busySnapshot, gear, openPage, type Page, settle, signedOut, sprockets } from "./support.tsx";

afterEach(cleanup);

const timer = aTimer(gear, "paused", 5025, "Landing page");
const snapshot: Snapshot = { ...busySnapshot, timers: [timer, aTimer(sprockets, "paused", 600)] };
const ranOn = {
  kind: "ran-on",
  project: sprockets,
  reason: "lock",
  from: 1,
  seconds: 900,
  meantToPause: false,
} as const;
const asked = { question: { command: { kind: "discard", projectId: sprockets.id }, timer: null } } as const;

function field(name: string | RegExp): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>(name);
}

async function press(name: string | RegExp): Promise<void> {
  fireEvent.click(screen.getByRole("button", { name }));
  await settle();
}

async function goTo(page: Page, view: WindowView): Promise<void> {
  await act(async () => page.bridge.navigate(view));
}

async function openLog(): Promise<Page> {
  const page = await openPage(snapshot);
  await goTo(page, { kind: "log", projectId: 1 });
  return page;
}

function write(name: string | RegExp, value: string): void {
  fireEvent.change(field(name), { target: { value } });
}

async function pressBeside(): Promise<void> {
  const beside = document.querySelector(".backdrop") ?? document.body;
  await act(async () => {
    fireEvent.pointerDown(beside);
    fireEvent.mouseDown(beside);
    fireEvent.pointerUp(beside);
    fireEvent.mouseUp(beside);
    fireEvent.click(beside, { detail: 1 });
  });
}

describe("what was written into a sheet", () => {
  const interruptions: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
    [
      "a question about another timer",
      async ({ push }) => {
        push(asked);
        expect(screen.getByRole("alertdialog")).toBeTruthy();
        expect(screen.queryByLabelText("Description")).toBeNull();
        push({ question: null });
      },
    ],
    [
      "time that a timer gained meanwhile",
      async ({ push }) => {
        push({ absence: ranOn });
        expect(screen.getByRole("alertdialog")).toBeTruthy();
        push({ absence: null });
      },
    ],
    [
      "the quick switcher",
      async (page) => {
        await goTo(page, { kind: "quick-switcher" });
        expect(screen.queryByLabelText("Description")).toBeNull();
        await goTo(page, { kind: "log", projectId: 1 });
      },
    ],
    [
      "the preferences",
      async (page) => {
        await goTo(page, { kind: "preferences" });
        await goTo(page, { kind: "log", projectId: 1 });
      },
    ],
  ];

  test.each(interruptions)("outlasts %s", async (_name, interrupt) => {
    const page = await openLog();
    write("Time", "1:11");
    write("Description", "Two hundred words #design");
    write(/^Date/, "2025-11-20");
    await interrupt(page);
    expect([field("Time").value, field(/^Date/).value, field("Description").value]).toEqual([
      "1:11",
      "2025-11-20",
      "Two hundred words #design",
    ]);
  });

  test.each(["adjust", "describe"] as const)("outlasts a question in the sheet %s, too", async (kind) => {
    const page = await openPage(snapshot);
    await goTo(page, { kind, projectId: 1 });
    const name = kind === "adjust" ? "New time, or a change" : "Description";
    write(name, "1:40");
    page.push(asked);
    page.push({ question: null });
    expect(field(name).value).toBe("1:40");
  });

  test("is there again when its own verb was asked about and left, with what changed", async () => {
    const page = await openLog();
    write("Description", "Two hundred words");
    page.bridge.commandAnswer = () => Promise.resolve({ kind: "asked" });
    await press("Log 1:30");
    const changed = aTimer(gear, "paused", 7200, "Landing page");
    const command = { kind: "log", projectId: 1, minutes: 84 } as const;
    page.push({ timers: [changed], question: { command, timer: changed } });
    page.bridge.commandAnswer = () => Promise.resolve({ kind: "done" });
    await press("Leave it");
    page.push({ timers: [changed] });
    expect(field("Description").value).toBe("Two hundred words");
    expect(screen.getByText(/Changed elsewhere: paused at 2:00/)).toBeTruthy();
  });

  test("of a description is there again as well when it was asked about and left", async () => {
    const page = await openPage(snapshot);
    await goTo(page, { kind: "describe", projectId: 1 });
    write("Description", "Two hundred words");
    page.bridge.commandAnswer = () => Promise.resolve({ kind: "asked" });
    await press("Save");
    const changed = aTimer(gear, "paused", 5025, "Other words");
    const command = { kind: "describe", projectId: 1, description: "Two hundred words" } as const;
    page.push({ timers: [changed], question: { command, timer: changed } });
    page.bridge.commandAnswer = () => Promise.resolve({ kind: "done" });
    await press("Leave it");
    page.push({ timers: [changed] });
    expect(field("Description").value).toBe("Two hundred words");
    expect(screen.getByText("Changed elsewhere: “Other words”.")).toBeTruthy();
    page.push({ timers: [changed], question: { command, timer: changed } });
    await press("Save yours anyway");
    page.push({ timers: [{ ...changed, description: "Two hundred words" }] });
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(page.bridge.kept).toBe(false);
  });

  test.each([
    ["done", "Landing page"],
    ["failed", "Two hundred words"],
  ] as const)("is done with when its verb goes ahead: %s", async (kind, expected) => {
    const page = await openLog();
    write("Description", "Two hundred words");
    page.bridge.commandAnswer = () => Promise.resolve({ kind: "asked" });
    await press("Log 1:30");
    page.push({ question: { command: { kind: "log", projectId: 1, minutes: 84 }, timer } });
    page.bridge.commandAnswer = () =>
      Promise.resolve(kind === "done" ? { kind } : { kind, problem: { kind: "offline" } });
    await press(/anyway/);
    page.push({});
    expect(screen.queryByRole("dialog")).toBeNull();
    await goTo(page, { kind: "log", projectId: 1 });
    expect(field("Description").value).toBe(expected);
  });

  test("is given up by Cancel", async () => {
    const page = await openLog();
    write("Description", "No");
    await press("Cancel");
    await goTo(page, { kind: "log", projectId: 1 });
    expect(field("Description").value).toBe("Landing page");
  });

  test("is not given up by a press beside the sheet, which closes one that nothing was written into", async () => {
    const page = await openLog();
    write("Description", "Two hundred words");
    await pressBeside();
    expect(field("Description").value).toBe("Two hundred words");
    await press("Cancel");
    await goTo(page, { kind: "log", projectId: 1 });
    await pressBeside();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  test("keeps the page, which is released otherwise, as long as there is any", async () => {
    const page = await openLog();
    expect(page.bridge.kept).toBeNull();
    write("Description", "Words");
    expect(page.bridge.kept).toBe(true);
    write("Description", "Landing page");
    expect(page.bridge.kept).toBe(false);
    write("Description", "Words");
    await press("Log 1:30");
    expect(page.bridge.kept).toBe(false);
  });

  test("does not meet another account", async () => {
    const page = await openLog();
    write("Description", "About a client");
    page.push(signedOut);
    expect(page.bridge.kept).toBe(false);
    page.push({});
    await goTo(page, { kind: "log", projectId: 1 });
    expect(field("Description").value).toBe("Landing page");
  });
});

async function sendDescription(): Promise<{ page: Page; answer: Deferred<CommandResult> }> {
  const page = await openPage(snapshot);
  await goTo(page, { kind: "describe", projectId: 1 });
  write("Description", "Sent words");
  const answer = deferred<CommandResult>();
  page.bridge.commandAnswer = () => answer.promise;
  await press("Save");
  return { page, answer };
}

async function give({ resolve }: Deferred<CommandResult>): Promise<void> {
  resolve({ kind: "done" });
  await settle();
  await settle();
}

describe("an answer that comes after its sheet was left", () => {
  test("closes no other sheet, and nothing that was written there", async () => {
    const { page, answer } = await sendDescription();
    await goTo(page, { kind: "describe", projectId: 2 });
    write("Description", "Other words");
    await give(answer);
    expect(screen.getByRole("dialog").textContent).toContain("Describe Sprockets, Inc.");
    expect(field("Description").value).toBe("Other words");
    expect(page.bridge.kept).toBe(true);
  });

  test("closes no page, and what was sent is not kept", async () => {
    const { page, answer } = await sendDescription();
    await goTo(page, { kind: "preferences" });
    await give(answer);
    expect(screen.getByRole("heading", { name: "Preferences" })).toBeTruthy();
    expect(page.bridge.kept).toBe(false);
  });

  test("leaves alone what is written in the same sheet when that was given up and opened anew", async () => {
    const { page, answer } = await sendDescription();
    await press("Cancel");
    await goTo(page, { kind: "describe", projectId: 1 });
    write("Description", "Second thoughts");
    await give(answer);
    expect(field("Description").value).toBe("Second thoughts");
    expect(page.bridge.kept).toBe(true);
  });

  test("closes the sheet that was called for once more while it was under way", async () => {
    const { page, answer } = await sendDescription();
    await goTo(page, { kind: "describe", projectId: 1 });
    await give(answer);
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(page.bridge.kept).toBe(false);
  });
});

describe("a sheet that is called for when its timer is just gone", () => {
  const gone = { timers: [aTimer(sprockets, "paused", 600)] };

  test("does not hold back what there is to tell about that project", async () => {
    const page = await openPage({ ...snapshot, ...gone });
    await goTo(page, { kind: "log", projectId: 1 });
    page.push({ ...gone, problem: { problem: { kind: "offline" }, command: "start", projectId: 1 } });
    expect(screen.getByRole("alert")).toBeTruthy();
  });

  test("opens when it is called for again and the timer is there", async () => {
    const page = await openPage({ ...snapshot, ...gone });
    await goTo(page, { kind: "log", projectId: 1 });
    expect(screen.queryByRole("dialog")).toBeNull();
    page.push({ timers: snapshot.timers });
    expect(screen.queryByRole("dialog")).toBeNull();
    await goTo(page, { kind: "log", projectId: 1 });
    expect(screen.getByRole("dialog")).toBeTruthy();
  });
});

test.each<WindowView>([{ kind: "log", projectId: 1 }, { kind: "quick-switcher" }])(
  "signing out and in again leaves no $kind",
  async (view) => {
    const page = await openPage(snapshot);
    await goTo(page, view);
    page.push(signedOut);
    page.push({});
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.getByRole("heading", { name: "No timer is running" })).toBeTruthy();
  },
);

describe("what waits for an answer", () => {
  test.each([
    ["preferences", asked],
    ["diagnostics", { absence: ranOn }],
  ] as const)("is asked above the %s, too", async (kind, waiting) => {
    const page = await openPage(snapshot);
    await goTo(page, { kind });
    page.push(waiting);
    expect(screen.getByRole("alertdialog")).toBeTruthy();
    page.push({});
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });
});
