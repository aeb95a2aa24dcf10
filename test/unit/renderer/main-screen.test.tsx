import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CommandResult } from "../../../app/contract/requests.ts";
import type { Link } from "../../../app/contract/snapshot.ts";
import { problemText } from "../../../app/texts/problems.ts";
import type { Problem } from "../../../app/contract/problem.ts";
import { deferred } from "./fake-bridge.ts";
import { aProject, aTimer, busySnapshot, gear, liveLink, openPage, pickFrom, settle, sprockets } from "./support.tsx";

/** Nothing passes but what a test lets pass, and midnight is far away. */
const noon = new Date(2025, 10, 23, 12, 0, 5).getTime();
beforeEach(() => vi.useFakeTimers({ now: noon, toFake: ["Date", "performance"] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function button(name: string): HTMLElement {
  return screen.getByRole("button", { name });
}

/** What the announcer says: the last thing on the page that speaks by itself. */
function announced(): string {
  return screen.getAllByRole("status").at(-1)?.textContent ?? "";
}

/** What the person has before their eyes of the running timer. */
const expected = {
  id: 101,
  state: "running",
  description: "Landing page, second draft #design #unbillable",
  seconds: 5025,
};

describe("the running timer", () => {
  test("shows project, time, description with tags, and the lamp", async () => {
    await openPage(busySnapshot);
    const region = screen.getByRole("region", { name: "Gear GmbH" });
    expect(within(region).getByText("Running")).toBeTruthy();
    expect(within(region).getByRole("timer").textContent).toBe("1:23:45");
    expect([...region.querySelectorAll(".tag")].map((tag) => tag.textContent)).toEqual(["#design", "#unbillable"]);
  });

  test.each([
    { name: "Pause", command: { kind: "pause", projectId: 1 } },
    { name: "−5 minutes", command: { kind: "adjust", projectId: 1, seconds: -300, expected } },
    { name: "+5 minutes", command: { kind: "adjust", projectId: 1, seconds: 300, expected } },
    { name: "Resume Sprockets, Inc.", command: { kind: "start", projectId: 2 } },
  ])("$name sends its command once, however often it is pressed", async ({ name, command }) => {
    const { bridge } = await openPage(busySnapshot);
    const answer = deferred<CommandResult>();
    bridge.commandAnswer = () => answer.promise;
    fireEvent.click(button(name));
    fireEvent.click(button(name));
    expect(bridge.commands).toEqual([command]);
    expect(button(name).getAttribute("aria-busy")).toBe("true");
    expect(button(name).getAttribute("aria-disabled")).toBe("true");
    answer.resolve({ kind: "done" });
    await settle();
    expect(button(name).getAttribute("aria-busy")).toBe("false");
  });

  test("a button is free again when its command never got through", async () => {
    const { bridge } = await openPage(busySnapshot);
    bridge.commandAnswer = () => Promise.reject(new Error("no such channel"));
    fireEvent.click(button("Pause"));
    await settle();
    expect(button("Pause").getAttribute("aria-busy")).toBe("false");
  });

  test("time that is not there cannot be taken away", async () => {
    const { bridge } = await openPage({ ...busySnapshot, timers: [aTimer(gear, "running", 200)] });
    fireEvent.click(button("−5 minutes"));
    expect(button("−5 minutes").getAttribute("aria-disabled")).toBe("true");
    expect(bridge.commands).toEqual([]);
  });

  test("a verb that another surface sent shows as pending here", async () => {
    await openPage({
      ...busySnapshot,
      pending: [
        { projectId: 1, kind: "pause" },
        { projectId: 2, kind: "start" },
      ],
    });
    expect(button("Pause").getAttribute("aria-busy")).toBe("true");
    expect(button("Resume Sprockets, Inc.").getAttribute("aria-busy")).toBe("true");
    expect(button("+5 minutes").getAttribute("aria-busy")).toBe("false");
  });

  test("the keyboard's focus goes from Pause to the Resume of the same timer, and back", async () => {
    const { push } = await openPage(busySnapshot);
    act(() => button("Pause").focus());
    push({ timers: [aTimer(gear, "paused", 5030)] });
    expect(document.activeElement).toBe(button("Resume Gear GmbH"));
    push({ timers: [aTimer(gear, "running", 5030)] });
    expect(document.activeElement).toBe(button("Pause"));
  });

  test("changes of state are announced in words", async () => {
    const { push } = await openPage(busySnapshot);
    expect(announced()).toBe("");
    push({ timers: [aTimer(sprockets, "running", 2530), aTimer(gear, "paused", 5030)] });
    expect(announced()).toBe("Sprockets, Inc. is running");
    push({ timers: [aTimer(sprockets, "paused", 2530), aTimer(gear, "paused", 5030)] });
    expect(announced()).toBe("Sprockets, Inc. is paused");
    push({ timers: [aTimer(gear, "running", 5030)] });
    push({ timers: [] });
    expect(announced()).toBe("No timer is running");
  });

  test("two running timers, should the server ever say so, both keep a clock and a Pause", async () => {
    const { bridge } = await openPage({
      ...busySnapshot,
      timers: [aTimer(gear, "running", 10), aTimer(sprockets, "running", 20)],
    });
    fireEvent.click(button("Pause Sprockets, Inc."));
    expect(bridge.commands).toEqual([{ kind: "pause", projectId: 2 }]);
  });
});

describe("without a running timer", () => {
  test("says so, without a lamp", async () => {
    await openPage({ ...busySnapshot, timers: [aTimer(gear, "paused", 60)] });
    expect(screen.getByRole("heading", { name: "No timer is running" })).toBeTruthy();
    expect(screen.queryByText("Running")).toBeNull();
    expect(screen.queryByRole("timer")).toBeNull();
  });

  test("does not claim it before the account has answered", async () => {
    const link: Link = { ...liveLink, state: "stale", reason: "starting", lastAnswerAt: null };
    const unread = { timers: [], timersKnown: false, projects: [], projectsLoaded: "none" } as const;
    await openPage({ ...busySnapshot, ...unread, link });
    expect(screen.queryByText("No timer is running")).toBeNull();
    expect(screen.getByText("Looking for your timers…")).toBeTruthy();
    expect(screen.getByText("Loading projects…")).toBeTruthy();
  });

  test("an account that cannot be asked leaves them not known, and says so instead of waiting", async () => {
    const link: Link = { ...liveLink, state: "offline", reason: "answer-unreadable", lastAnswerAt: null };
    const unread = { timers: [], timersKnown: false, projects: [], projectsLoaded: "none" } as const;
    await openPage({ ...busySnapshot, ...unread, link });
    expect(screen.queryByText("No timer is running")).toBeNull();
    expect(screen.getByText("Your timers are not known yet")).toBeTruthy();
    expect(screen.queryByText("Loading projects…")).toBeNull();
    expect(screen.getByText("Your projects are not known yet.")).toBeTruthy();
  });

  test("a list of projects that was refused is not loading", async () => {
    await openPage({ ...busySnapshot, timers: [], projects: [], projectsLoaded: "failed" });
    expect(screen.queryByText("Loading projects…")).toBeNull();
    expect(screen.getByText("Your projects are not known yet.")).toBeTruthy();
  });

  test("an account without projects is named as such", async () => {
    await openPage({ ...busySnapshot, timers: [], projects: [] });
    expect(screen.getByText("This account has no project to start a timer on.")).toBeTruthy();
  });
});

describe("text from the account", () => {
  const hostile = "<img src=x onerror=alert(1)> <b>bold</b> 🚀 &amp;";

  test("is shown as text, with the whole of it on hover", async () => {
    const project = aProject(9, hostile);
    await openPage({
      ...busySnapshot,
      timers: [aTimer(project, "running", 1, hostile), aTimer(gear, "paused", 1, hostile)],
    });
    expect(screen.getByRole("heading", { name: hostile }).title).toBe(hostile);
    expect(document.querySelector("img, b")).toBeNull();
    const expected = screen.getAllByTitle(hostile).filter((each) => each.closest("[aria-hidden=true]") === null);
    expect(expected).toHaveLength(3);
  });

  test("brings its own direction", async () => {
    await openPage({ ...busySnapshot, timers: [aTimer(aProject(9, "استوديو المنارة"), "running", 1, "مكالمة")] });
    expect(screen.getByRole("heading", { name: "استوديو المنارة" }).dir).toBe("auto");
    expect(screen.getByText("مكالمة").dir).toBe("auto");
  });
});

describe("a problem", () => {
  const retried: readonly Problem[] = [
    { kind: "offline" },
    { kind: "proxy-wants-credentials" },
    { kind: "certificate-refused", fault: "unknown-issuer" },
    { kind: "certificate-refused", fault: "out-of-date" },
    { kind: "certificate-refused", fault: "wrong-name" },
    { kind: "certificate-refused", fault: "not-accepted" },
    { kind: "timeout" },
    { kind: "rate-limited" },
    { kind: "account-locked" },
    { kind: "server-failed", status: 503 },
    { kind: "unreadable-answer", at: "timers" },
    { kind: "redirected-elsewhere" },
  ];
  const onlyTold: readonly Problem[] = [
    { kind: "forbidden" },
    { kind: "not-found" },
    { kind: "signed-out" },
    { kind: "invalid", fields: [{ resource: "timer", field: "description", code: "cannot_create_tags" }] },
    { kind: "broadcasts-forbidden" },
    { kind: "secrets-not-kept" },
    { kind: "unexpected" },
  ];

  test.each([...retried, ...onlyTold])("$kind is explained and can be dismissed", async (problem) => {
    const { bridge } = await openPage({ ...busySnapshot, problem: { problem, command: null, projectId: null } });
    const { title, remedy } = problemText(problem);
    expect(screen.getByRole("alert").textContent).toContain(`${title} ${remedy}`);
    fireEvent.click(button("Dismiss"));
    expect(bridge.commands).toEqual([{ kind: "dismiss-problem" }]);
  });

  test.each(retried)("$kind can be tried again", async (problem) => {
    const { bridge } = await openPage({ ...busySnapshot, problem: { problem, command: "pause", projectId: 1 } });
    fireEvent.click(button("Try again"));
    expect(bridge.commands).toEqual([{ kind: "refresh" }]);
  });

  test.each(["Dismiss", "Try again"])(
    "%s takes its button along, and the keyboard goes on in the field",
    async (name) => {
      const { push } = await openPage({
        ...busySnapshot,
        problem: { problem: { kind: "offline" }, command: null, projectId: null },
      });
      act(() => button(name).focus());
      push({ problem: null });
      expect(document.activeElement).toBe(screen.getByRole("combobox"));
    },
  );

  test.each(onlyTold)("$kind offers no second try, which could only fail again", async (problem) => {
    await openPage({ ...busySnapshot, problem: { problem, command: null, projectId: null } });
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  test("that has to do with reachability leads to the preferences", async () => {
    const problem = { problem: { kind: "not-reachable" }, command: null, projectId: null } as const;
    await openPage({ ...busySnapshot, problem });
    fireEvent.click(button("Fix…"));
    expect(screen.getByRole("heading", { name: "Preferences" })).toBe(document.activeElement);
  });

  test("with new tags leads to the description that holds them", async () => {
    const fields = [{ resource: "timer", field: "description", code: "cannot_create_tags" }];
    const problem = { problem: { kind: "invalid", fields }, command: "describe", projectId: 1 } as const;
    await openPage({ ...busySnapshot, problem });
    fireEvent.click(button("Edit description…"));
    expect(screen.getByRole("dialog", { name: "Describe Gear GmbH" })).toBeTruthy();
  });

  test("a refused token leads to the first screen", async () => {
    const { bridge } = await openPage({
      ...busySnapshot,
      problem: { problem: { kind: "token-rejected" }, command: null, projectId: null },
    });
    fireEvent.click(button("Sign in again"));
    await settle();
    expect(bridge.signOuts).toBe(1);
  });
});

describe("the status bar", () => {
  test.each([
    { state: "live", lastBroadcastAt: noon, shown: /^Live · .*00/ },
    { state: "live", lastBroadcastAt: null, shown: /^Live$/ },
    { state: "polling", lastBroadcastAt: null, shown: /^Checking every 30 s$/ },
    { state: "stale", lastBroadcastAt: null, shown: /^Checking…/ },
    { state: "offline", lastBroadcastAt: null, shown: /^Offline since .*00/ },
  ] as const)("$state is a mark of its own and its evidence", async ({ state, lastBroadcastAt, shown }) => {
    const link: Link = { ...liveLink, state, lastBroadcastAt, since: noon, lastAnswerAt: noon, pollSeconds: 30 };
    await openPage({ ...busySnapshot, link });
    expect(document.querySelector("footer .status-text")?.textContent).toMatch(shown);
    expect(document.querySelector(`.link-${state}`)).not.toBeNull();
  });
});

async function openMenu(demo: boolean) {
  const account = {
    kind: "signed-in",
    demo,
    name: "John Test",
    email: "j@test.com",
    timeFormat: "fraction",
  } as const;
  const page = await openPage({ ...busySnapshot, account });
  await pickFrom(demo ? "Demo account" : "Account");
  return page;
}

describe("the account menu", () => {
  test("leaves the demo at once", async () => {
    const { bridge } = await openMenu(true);
    expect(screen.getByText("Made up. Nothing here is real.")).toBeTruthy();
    fireEvent.click(screen.getByRole("menuitem", { name: "Leave the demo" }));
    await settle();
    expect(bridge.signOuts).toBe(1);
  });

  test("asks before it signs out", async () => {
    const { bridge } = await openMenu(false);
    expect(screen.getByText("John Test")).toBeTruthy();
    fireEvent.click(screen.getByRole("menuitem", { name: "Sign out…" }));
    await settle();
    const dialog = screen.getByRole("alertdialog", { name: "Sign out?" });
    expect(bridge.signOuts).toBe(0);
    fireEvent.click(within(dialog).getByRole("button", { name: "Sign out" }));
    await settle();
    expect(bridge.signOuts).toBe(1);
  });

  test("Esc closes it; the window stays", async () => {
    const { bridge } = await openMenu(false);
    fireEvent.keyDown(screen.getByRole("menu"), { key: "Escape" });
    await settle();
    expect(screen.queryByRole("menu")).toBeNull();
    expect(bridge.hides).toBe(0);
  });

  test("Check now asks for everything again", async () => {
    const { bridge } = await openMenu(false);
    fireEvent.click(screen.getByRole("menuitem", { name: "Check now" }));
    await settle();
    expect(bridge.commands).toEqual([{ kind: "refresh" }]);
  });
});
