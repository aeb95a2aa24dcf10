import { systemClock } from "../../../app/platform/system.ts";
import { beforeEach, describe, expect, test } from "vitest";
import type { Command } from "../../../app/contract/command.ts";
import type { CommandResult, Origin, WindowView } from "../../../app/contract/requests.ts";
import type { Snapshot } from "../../../app/contract/snapshot.ts";
import type { QuitReason } from "../../../app/lifecycle/lifecycle.ts";
import type { TrayAction } from "../../../app/tray/tray-model.ts";
import { createShortcutActions } from "../../../app/requests/shortcut-actions.ts";
import { showQuestions } from "../../../app/notifications/show-questions.ts";
import { performTrayAction } from "../../../app/requests/tray-actions.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeClock, startedAt } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { monotonicNow, busy, signedIn, timer } from "../tray/snapshots.ts";

let did: string[] = [];
let result: CommandResult = { kind: "done" };
let focused = false;
beforeEach(() => {
  did = [];
  result = { kind: "done" };
  focused = false;
});

const window = {
  isFocused: () => focused,
  show: (view?: WindowView) => void did.push(`show ${JSON.stringify(view ?? null)}`),
  hide: () => void did.push("hide"),
  toggle: () => void did.push("toggle"),
  raiseOrHide: () => void did.push("raise or hide"),
};

function application(snapshot: Snapshot) {
  return {
    snapshot: () => snapshot,
    dispatch: (command: Command, origin?: Origin) => {
      did.push(JSON.stringify(command));
      expect(origin).toBe("person");
      return Promise.resolve(result);
    },
    startDemo: () => Promise.reject(new Error("no demo")),
    signOut: () => Promise.resolve(void did.push("sign out")),
  };
}

const notify = ({ title, body }: { readonly title: string; readonly body: string }): void =>
  void did.push(`${title}: ${body}`);
const idleDiagnostics = { copy: () => Promise.resolve(), openLogs: () => Promise.resolve() };
const lifecycle = { quit: (reason: QuitReason) => void did.push(`quit: ${reason}`) };

describe("a click in the tray", () => {
  const expected = {
    id: 5,
    state: "running",
    anchor: { seconds: 60, monotonicAt: startedAt },
    description: "d",
  } as const;
  test.each<readonly [TrayAction, readonly string[]]>([
    [{ kind: "command", command: { kind: "pause", projectId: 1 } }, ['{"kind":"pause","projectId":1}']],
    [
      { kind: "guarded-command", command: { kind: "discard", projectId: 1 }, expected },
      ['{"kind":"discard","projectId":1,"expected":{"id":5,"state":"running","description":"d","seconds":65}}'],
    ],
    [{ kind: "open-window", view: { kind: "log", projectId: 1 } }, ['show {"kind":"log","projectId":1}']],
    [{ kind: "toggle-window" }, ["toggle"]],
    [{ kind: "raise-or-hide-window" }, ["raise or hide"]],
    [{ kind: "pause-or-resume" }, ['{"kind":"pause","projectId":1}', expect.stringMatching(/^Gear GmbH: /)]],
    [{ kind: "open-logs" }, ["logs"]],
    [{ kind: "copy-diagnostics" }, ["copy"]],
    [{ kind: "sign-out" }, ["sign out"]],
    [{ kind: "quit" }, ["quit: person"]],
  ])("%j", async (action, expected) => {
    const clock = new FakeClock();
    clock.sleep(5_000);
    const diagnostics = {
      copy: () => Promise.resolve(void did.push("copy")),
      openLogs: () => Promise.resolve(void did.push("logs")),
    };
    const logger = createMemoryLogger();
    await performTrayAction(action, {
      application: application(busy),
      window,
      diagnostics,
      lifecycle,
      notify,
      clock,
      logger,
    });
    expect(did).toEqual(expected);
  });

  test("what fails is in the log, and nowhere else", async () => {
    const logger = createMemoryLogger();
    await performTrayAction(
      { kind: "start-demo" },
      {
        application: application(busy),
        window,
        diagnostics: idleDiagnostics,
        lifecycle,
        notify,
        clock: new FakeClock(),
        logger,
      },
    );
    expect(logger.lines).toEqual([expect.stringContaining("no demo")]);
  });
});

const actions = (snapshot: Snapshot) =>
  createShortcutActions({
    application: application(snapshot),
    window,
    notify,
    // That of the snapshots.
    clock: { ...systemClock, monotonicNow: () => monotonicNow },
    logger: createMemoryLogger(),
  });

describe("global shortcuts", () => {
  const paused = signedIn({ timers: [timer(2, "B", "paused", 2520), timer(3, "C", "paused", 60)] });

  test("the quick switcher opens the window there", () => {
    actions(busy).quickSwitcher();
    expect(did).toEqual(['show {"kind":"quick-switcher"}']);
  });

  test("only a window in use is put away", () => {
    actions(busy).toggleWindow();
    focused = true;
    actions(busy).toggleWindow();
    expect(did).toEqual(["show null", "hide"]);
  });

  test.each<readonly [string, Snapshot, CommandResult, readonly string[]]>([
    ["pauses what runs", busy, { kind: "done" }, ['{"kind":"pause","projectId":1}', "Gear GmbH: Goes on at 1:23."]],
    ["resumes the last one", paused, { kind: "done" }, ['{"kind":"start","projectId":2}', "B: Paused at 0:42."]],
    ["shows the window where there is nothing to do", signedIn(), { kind: "done" }, ["show null"]],
    ["leaves a question to the window", busy, { kind: "asked" }, ['{"kind":"pause","projectId":1}']],
    [
      "tells of a failure",
      busy,
      { kind: "failed", problem: { kind: "forbidden" } },
      [
        '{"kind":"pause","projectId":1}',
        "Gear GmbH: Your account does not allow this. Ask its owner, or use another project.",
      ],
    ],
  ])("pause or resume %s, and says how it stands then", async (_name, snapshot, answer, expected) => {
    result = answer;
    actions(snapshot).pauseOrResume();
    await eventually(() => expect(did).toHaveLength(expected.length));
    expect(did).toEqual(expected);
  });
});

test("a new question brings the window, once; a window in use has it already", () => {
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const end = showQuestions(
    {
      snapshot: () => busy,
      onSnapshot: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    window,
  );
  const tell = (snapshot: Snapshot): void => listeners.forEach((listener) => listener(snapshot));
  const asked = { ...busy, question: { command: { kind: "discard", projectId: 1 }, timer: null } } as const;
  tell(asked);
  tell({ ...asked, revision: 9 });
  tell(busy);
  focused = true;
  tell(asked);
  expect(did).toEqual(["show null"]);
  end();
  expect(listeners.size).toBe(0);
});

test("time that a timer gained in an absence brings the window once for each absence", () => {
  const listeners = new Set<(snapshot: Snapshot) => void>();
  showQuestions(
    {
      snapshot: () => busy,
      onSnapshot: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    window,
  );
  const { project } = busy.timers[0] ?? timer(1, "Gear GmbH", "running", 60);
  const absence = { kind: "ran-on", project, reason: "sleep", from: 1, seconds: 1740, meantToPause: false } as const;
  const tell = (shown: Snapshot["absence"]): void => {
    for (const listener of listeners) listener({ ...busy, absence: shown });
  };
  tell(absence);
  tell({ ...absence });
  expect(did).toEqual(["show null"]);
  tell(null);
  tell({ ...absence, from: 2 });
  expect(did).toHaveLength(2);
  tell({ ...absence, kind: "paused", from: 3 });
  expect(did).toHaveLength(2);
});
