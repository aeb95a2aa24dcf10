import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { CommandResult } from "../../../app/contract/ipc.ts";
import { deferred } from "./fake-bridge.ts";
import { aProject, busySnapshot, openPage, settle } from "./support.tsx";

afterEach(cleanup);

function field(): HTMLInputElement {
  return screen.getByRole<HTMLInputElement>("combobox");
}

function type(text: string): void {
  fireEvent.change(field(), { target: { value: text } });
}

function press(key: string): void {
  fireEvent.keyDown(field(), { key });
}

function names(): (string | null | undefined)[] {
  return screen.queryAllByRole("option").map((option) => option.querySelector(".row-name")?.textContent);
}

function highlighted(): string | null | undefined {
  const id = field().getAttribute("aria-activedescendant");
  return id === null ? null : document.getElementById(id)?.querySelector(".row-name")?.textContent;
}

describe("the project picker", () => {
  test("offers the projects that have no timer; those with one stand above", async () => {
    await openPage(busySnapshot);
    expect(names()).toEqual(["Zebra Logistics", "Zénith Architects"]);
    expect(highlighted()).toBeNull();
  });

  test("two letters and Enter switch", async () => {
    const { bridge } = await openPage(busySnapshot);
    type("ze");
    expect(names()).toEqual(["Zebra Logistics", "Zénith Architects"]);
    press("Enter");
    await settle();
    expect(bridge.commands).toEqual([{ kind: "start", projectId: 4 }]);
    expect(field().value).toBe("");
  });

  test("arrows go through the list and around", async () => {
    await openPage(busySnapshot);
    type("ze");
    expect(highlighted()).toBe("Zebra Logistics");
    press("ArrowDown");
    expect(highlighted()).toBe("Zénith Architects");
    press("ArrowDown");
    expect(highlighted()).toBe("Zebra Logistics");
    press("ArrowUp");
    expect(highlighted()).toBe("Zénith Architects");
    expect(screen.getByRole("option", { selected: true }).textContent).toContain("Zénith");
  });

  test("arrow down, from anywhere, enters a list of everything, most recent first and the running one last", async () => {
    const { bridge } = await openPage(busySnapshot);
    fireEvent.keyDown(document.body, { key: "ArrowDown" });
    expect(document.activeElement).toBe(field());
    expect(names()).toEqual(["Sprockets, Inc.", "Zebra Logistics", "Zénith Architects", "Gear GmbH"]);
    expect(screen.getByText("Paused at 0:42")).toBeTruthy();
    press("Enter");
    expect(bridge.commands).toEqual([{ kind: "start", projectId: 2 }]);
  });

  test("starting what runs already sends nothing", async () => {
    const { bridge } = await openPage(busySnapshot);
    type("gear");
    press("Enter");
    expect(bridge.commands).toEqual([]);
    expect(field().value).toBe("");
  });

  test("a press on a row starts it, and the row says so until the answer", async () => {
    const { bridge } = await openPage(busySnapshot);
    const answer = deferred<CommandResult>();
    bridge.commandAnswer = () => answer.promise;
    fireEvent.click(screen.getByRole("option", { name: /Zebra/ }));
    fireEvent.click(screen.getByRole("option", { name: /Zénith/ }));
    expect(bridge.commands).toEqual([{ kind: "start", projectId: 4 }]);
    expect(screen.getByRole("option", { busy: true }).textContent).toContain("Starting…");
    answer.resolve({ kind: "done" });
    await settle();
    expect(screen.queryByRole("option", { busy: true })).toBeNull();
  });

  test("after a failure the letters stay, so that Enter is the next try", async () => {
    const { bridge } = await openPage(busySnapshot);
    bridge.commandAnswer = () => Promise.resolve({ kind: "failed", problem: { kind: "offline" } });
    type("ze");
    press("Enter");
    await settle();
    expect(field().value).toBe("ze");
    press("Enter");
    expect(bridge.commands).toHaveLength(2);
  });

  test("Esc clears first, then hides the window", async () => {
    const { bridge } = await openPage(busySnapshot);
    type("zz");
    expect(screen.getByText("No project of that name")).toBeTruthy();
    press("Escape");
    expect(field().value).toBe("");
    expect(bridge.hides).toBe(0);
    press("Escape");
    expect(bridge.hides).toBe(1);
  });

  test("keys that an input method is using are left to it", async () => {
    const { bridge } = await openPage(busySnapshot);
    type("ze");
    fireEvent.keyDown(field(), { key: "Enter", isComposing: true });
    fireEvent.keyDown(field(), { key: "Escape", isComposing: true });
    expect(bridge.commands).toEqual([]);
    expect(field().value).toBe("ze");
  });

  test.each([
    { key: "z", lands: true },
    { key: " ", lands: false },
    { key: "Tab", lands: false },
    { key: "z", ctrlKey: true, lands: false },
  ])("$key (ctrl: $ctrlKey) on a button goes to the field: $lands", async ({ lands, ...key }) => {
    await openPage(busySnapshot);
    const pause = screen.getByRole("button", { name: "Pause" });
    pause.focus();
    fireEvent.keyDown(pause, key);
    expect(document.activeElement === field()).toBe(lands);
  });

  test("2,000 projects: a screenful is drawn, the rest is counted, and all are found", async () => {
    const many = Array.from({ length: 2000 }, (_, id) => aProject(100 + id, `Project ${id}`));
    await openPage({ ...busySnapshot, timers: [], projects: many });
    expect(names()).toHaveLength(60);
    expect(screen.getByText("1,940 more. Type to find them.")).toBeTruthy();
    type("1999");
    expect(names()).toEqual(["Project 1999"]);
  });

  test("says that more projects are on their way", async () => {
    await openPage({ ...busySnapshot, projectsLoaded: "some" });
    expect(screen.getByText("Loading projects…")).toBeTruthy();
  });
});
