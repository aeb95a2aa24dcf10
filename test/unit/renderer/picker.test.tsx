import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, test } from "vitest";
import type { CommandResult } from "../../../app/contract/requests.ts";
import type { SettingsMessage } from "../../../app/contract/settings.ts";
import { deferred, plainSettings } from "./fake-bridge.ts";
import {
  aProject,
  aTimer,
  busySnapshot,
  gear,
  openPage,
  pickFrom,
  settle,
  sprockets,
  zebra,
  zenith,
} from "./support.tsx";

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

  test("what is highlighted stays so when a timer that changes elsewhere moves the rows", async () => {
    const { push, bridge } = await openPage(busySnapshot);
    press("ArrowDown");
    press("ArrowDown");
    expect(highlighted()).toBe("Zebra Logistics");
    push({ timers: [aTimer(zenith, "paused", 60), ...busySnapshot.timers] });
    expect(names().slice(0, 3)).toEqual(["Zénith Architects", "Sprockets, Inc.", "Zebra Logistics"]);
    expect(highlighted()).toBe("Zebra Logistics");
    press("ArrowUp");
    expect(highlighted()).toBe("Sprockets, Inc.");
    press("ArrowDown");
    push({});
    press("Enter");
    expect(bridge.commands).toEqual([{ kind: "start", projectId: zebra.id }]);
  });

  test("among what was found, too, and only until the next letter", async () => {
    const { push } = await openPage(busySnapshot);
    type("z");
    expect(highlighted()).toBe("Zebra Logistics");
    push({ timers: [aTimer(zenith, "paused", 60), ...busySnapshot.timers] });
    expect(names()[0]).toBe("Zénith Architects");
    expect(highlighted()).toBe("Zebra Logistics");
    type("ze");
    expect(highlighted()).toBe("Zénith Architects");
  });

  test("where it is gone, the row at its index is highlighted", async () => {
    const { push } = await openPage(busySnapshot);
    type("ze");
    press("ArrowDown");
    push({ projects: [gear, sprockets, zebra] });
    expect(highlighted()).toBe("Zebra Logistics");
  });

  test("arrow down, from anywhere, enters a list of everything, most recent first and the running one last", async () => {
    const { bridge } = await openPage(busySnapshot);
    fireEvent.keyDown(document.body, { key: "ArrowDown" });
    expect(document.activeElement).toBe(field());
    expect(names()).toEqual(["Sprockets, Inc.", "Zebra Logistics", "Zénith Architects", "Gear GmbH"]);
    expect(screen.getByText("Paused at 0:42", { ignore: "[aria-hidden=true] *" })).toBeTruthy();
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

  test("says that it starts where nothing runs, else that it switches", async () => {
    const { push } = await openPage(busySnapshot);
    expect(field().placeholder).toBe("Switch to a project…");
    push({ timers: [] });
    expect(field().placeholder).toBe("Start a project…");
  });

  test("with nothing typed, no name is said to be missing", async () => {
    await openPage({ ...busySnapshot, timers: [], projects: [] });
    fireEvent.keyDown(document.body, { key: "ArrowDown" });
    expect(screen.queryByText("No project of that name")).toBeNull();
    expect(screen.getByText("This account has no project to start a timer on.")).toBeTruthy();
  });

  test("that nothing was found is announced", async () => {
    await openPage(busySnapshot);
    const regions = screen.getAllByRole("status");
    type("zz");
    const shown = screen.getByText("No project of that name").closest<HTMLElement>("[role=status]");
    expect(shown !== null && regions.includes(shown)).toBe(true);
    type("z");
    expect(shown?.textContent).toBe("");
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
    expect(names()).toHaveLength(24);
    expect(screen.getByText("1,976 more. Type to find them.")).toBeTruthy();
    type("1999");
    expect(names()).toEqual(["Project 1999"]);
  });

  test("a taller window is filled with rows, and so is one that grows", async () => {
    const many = Array.from({ length: 200 }, (_, id) => aProject(100 + id, `Project ${id}`));
    const height = innerHeight;
    try {
      Reflect.set(globalThis, "innerHeight", 2_000);
      await openPage({ ...busySnapshot, timers: [], projects: many });
      expect(names().length).toBeGreaterThan(2_000 / 38);
      type("pro");
      const found = names().length;
      expect(found).toBeGreaterThan(2_000 / 47);
      // There is no layout here: the list ends within sight because this says so.
      Reflect.defineProperty(document.querySelector(".lists") ?? {}, "clientHeight", { value: 2_000 });
      act(() => void globalThis.dispatchEvent(new Event("resize")));
      expect(names().length).toBeGreaterThan(found);
    } finally {
      Reflect.set(globalThis, "innerHeight", height);
    }
  });

  test("rows stay and say something else; only the first is a new one, so that screen readers tell it", async () => {
    const many = Array.from({ length: 40 }, (_, id) => aProject(100 + id, `Project ${id}`));
    await openPage({ ...busySnapshot, timers: [], projects: many });
    type("project");
    const [first, second] = screen.getAllByRole("option");
    type("project 3");
    const [firstAfter, secondAfter] = screen.getAllByRole("option");
    expect(names().slice(0, 2)).toEqual(["Project 3", "Project 30"]);
    expect(firstAfter).not.toBe(first);
    expect(secondAfter).toBe(second);
    expect(firstAfter?.id).toBe(field().getAttribute("aria-activedescendant"));
    press("ArrowDown");
    expect(highlighted()).toBe("Project 30");
    expect(secondAfter?.id).toBe(field().getAttribute("aria-activedescendant"));
    expect([...(secondAfter?.querySelectorAll("mark") ?? [])].map((mark) => mark.textContent)).toEqual([
      "Project",
      "3",
    ]);
  });

  test("the same first project keeps its row while letters are added", async () => {
    await openPage(busySnapshot);
    type("z");
    const [first] = screen.getAllByRole("option");
    type("zebra");
    expect(names()).toEqual(["Zebra Logistics"]);
    expect(screen.getAllByRole("option")[0]).toBe(first);
  });

  test("letters cover the timers and the status, which are the same again without them", async () => {
    await openPage(busySnapshot);
    const timer = screen.getByRole("timer");
    const account = screen.getByRole("button", { name: "Account" });
    type("ze");
    expect(screen.queryByRole("timer")).toBeNull();
    expect(screen.queryByRole("button", { name: "Account" })).toBeNull();
    expect(screen.queryByRole("heading", { name: "Paused" })).toBeNull();
    press("Escape");
    expect(screen.getByRole("timer")).toBe(timer);
    expect(screen.getByRole("button", { name: "Account" })).toBe(account);
  });

  test("the switcher, called while a menu is open, has no menu above it", async () => {
    const { bridge } = await openPage(busySnapshot);
    await pickFrom("Account");
    expect(screen.getByRole("menu")).toBeTruthy();
    act(() => bridge.navigate({ kind: "quick-switcher" }));
    expect(screen.queryByRole("menu")).toBeNull();
    expect(document.activeElement).toBe(field());
  });

  test("says that more projects are being read, and starts what is there", async () => {
    const { bridge } = await openPage({ ...busySnapshot, projectsLoaded: "some" });
    expect(screen.getByText("4 projects so far, more are being read…")).toBeTruthy();
    type("ze");
    press("Enter");
    expect(bridge.commands).toEqual([{ kind: "start", projectId: 4 }]);
  });

  test("says that some projects could not be read, and starts what is there", async () => {
    await openPage({ ...busySnapshot, projectsLoaded: "failed" });
    expect(screen.getByText("Not all of your projects could be read yet.")).toBeTruthy();
    expect(screen.queryByText(/more are being read/u)).toBeNull();
  });

  test("walking past what is drawn draws more", async () => {
    const many = Array.from({ length: 100 }, (_, id) => aProject(100 + id, `Project ${id}`));
    await openPage({ ...busySnapshot, timers: [], projects: many });
    for (let step = 0; step <= 24; step += 1) fireEvent.keyDown(field(), { key: "ArrowDown" });
    expect(highlighted()).toBe("Project 24");
    expect(names()).toHaveLength(48);
  });

  test("sorts what it offers into favourites, recent and all", async () => {
    const { bridge } = await openPage({ ...busySnapshot, timers: [], recentProjects: [4] });
    act(() => bridge.pushSettings(withFavourites([2])));
    const groups = screen
      .getAllByRole("group")
      .map((group) => [...group.querySelectorAll(".list-heading, .row-name")].map((text) => text.textContent));
    expect(groups).toEqual([
      ["Favourites", "Sprockets, Inc."],
      ["Recent", "Zebra Logistics"],
      ["All projects", "Gear GmbH", "Zénith Architects"],
    ]);
  });

  test("a star keeps a project at hand, by pointer and by Ctrl D, and says so", async () => {
    const { bridge } = await openPage(busySnapshot);
    const star = screen.getByRole("option", { name: /Zebra/ }).querySelector(".star");
    if (star === null) throw new Error("no star");
    fireEvent.click(star);
    await settle();
    expect(bridge.patches).toEqual([{ favouriteProjects: [4] }]);
    expect(bridge.commands).toEqual([]);
    expect(screen.getByRole("option", { name: /Zebra Logistics.*Favourite/ })).toBeTruthy();
    type("zeb");
    fireEvent.keyDown(field(), { key: "d", ctrlKey: true });
    await settle();
    expect(bridge.patches.at(-1)).toEqual({ favouriteProjects: [] });
    expect(screen.getByText("Zebra Logistics is no favourite any more")).toBeTruthy();
  });
});

describe("the quick switcher", () => {
  test("opens where a shortcut sends the window, with the keyboard in it", async () => {
    const { bridge } = await openPage(busySnapshot);
    act(() => bridge.navigate({ kind: "quick-switcher" }));
    expect(document.activeElement).toBe(field());
    expect(screen.queryByRole("timer")).toBeNull();
    expect(screen.getByText("Enter switches")).toBeTruthy();
    expect(screen.getByText("Shift Enter logs Gear GmbH first")).toBeTruthy();
  });

  test("two letters and Enter switch, and give the screen back", async () => {
    const { bridge } = await openPage(busySnapshot);
    act(() => bridge.navigate({ kind: "quick-switcher" }));
    type("ze");
    press("Enter");
    await settle();
    expect(bridge.commands).toEqual([{ kind: "start", projectId: 4 }]);
    expect(bridge.hides).toBe(1);
    expect(screen.getByRole("timer")).toBeTruthy();
  });

  test.each([
    { timers: busySnapshot.timers, command: { kind: "log-and-start", projectId: 4 } },
    { timers: [], command: { kind: "start", projectId: 4 } },
  ])("Shift Enter sends $command.kind", async ({ timers, command }) => {
    const { bridge } = await openPage({ ...busySnapshot, timers });
    act(() => bridge.navigate({ kind: "quick-switcher" }));
    type("ze");
    fireEvent.keyDown(field(), { key: "Enter", shiftKey: true });
    await settle();
    expect(bridge.commands).toEqual([command]);
  });

  test("Esc clears, then goes away with the window that was called for it", async () => {
    const { bridge } = await openPage(busySnapshot);
    act(() => bridge.navigate({ kind: "quick-switcher" }));
    type("ze");
    press("Escape");
    expect(bridge.hides).toBe(0);
    press("Escape");
    expect(bridge.hides).toBe(1);
    expect(screen.getByRole("timer")).toBeTruthy();
  });

  test("Ctrl K opens it here, and Esc comes back here", async () => {
    const { bridge } = await openPage(busySnapshot);
    fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
    expect(document.activeElement).toBe(field());
    press("Escape");
    expect(bridge.hides).toBe(0);
    expect(screen.getByRole("timer")).toBeTruthy();
  });

  test("Ctrl K and Ctrl D are the same keys on a keyboard that writes Cyrillic", async () => {
    const { bridge } = await openPage(busySnapshot);
    fireEvent.keyDown(document.body, { key: "л", keyCode: 75, ctrlKey: true });
    expect(document.activeElement).toBe(field());
    type("zeb");
    fireEvent.keyDown(field(), { key: "в", keyCode: 68, ctrlKey: true });
    await settle();
    expect(bridge.patches).toEqual([{ favouriteProjects: [4] }]);
  });

  test("an answer that comes after it was left closes nothing, and the window stays", async () => {
    const { bridge } = await openPage(busySnapshot);
    const answer = deferred<CommandResult>();
    bridge.commandAnswer = () => answer.promise;
    act(() => bridge.navigate({ kind: "quick-switcher" }));
    type("ze");
    press("Enter");
    await act(async () => bridge.navigate({ kind: "log", projectId: 2 }));
    answer.resolve({ kind: "done" });
    await settle();
    expect(screen.getByRole("dialog")).toBeTruthy();
    expect(bridge.hides).toBe(0);
  });

  test("stays after a failure, which it shows", async () => {
    const { bridge, push } = await openPage(busySnapshot);
    act(() => bridge.navigate({ kind: "quick-switcher" }));
    bridge.commandAnswer = () => Promise.resolve({ kind: "failed", problem: { kind: "offline" } });
    type("ze");
    press("Enter");
    await settle();
    push({ problem: { problem: { kind: "offline" }, command: "start", projectId: 4 } });
    expect(bridge.hides).toBe(0);
    expect(screen.getByRole("alert").textContent).toContain("can't be reached");
  });
});

function withFavourites(favouriteProjects: number[]): SettingsMessage {
  return { ...plainSettings, settings: { ...plainSettings.settings, favouriteProjects } };
}
