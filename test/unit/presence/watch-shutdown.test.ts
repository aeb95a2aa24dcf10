import { EventEmitter } from "node:events";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { AbsenceReason } from "../../../app/contract/absence-reasons.ts";
import type { QuitReason } from "../../../app/lifecycle/lifecycle.ts";
import { watchShutdown } from "../../../app/presence/watch-shutdown.ts";
import { createSwitchedWatch } from "../../../app/presence/switched-watch.ts";
import { eventually } from "../../support/eventually.ts";

let did: string[] = [];
beforeEach(() => {
  did = [];
});

const lifecycle = { quit: (reason: QuitReason) => void did.push(`quit: ${reason}`) };

/** An application whose pause takes until `answer` is called. */
function slowApplication() {
  const answers: (() => void)[] = [];
  return {
    answer: () => answers.forEach((resolve) => resolve()),
    back: () => undefined,
    leave: (reason: AbsenceReason) => {
      did.push(`leave ${reason}`);
      return new Promise<void>((resolve) => answers.push(resolve));
    },
  };
}

const noWindow = (): never => {
  throw new Error("No window is needed here");
};

describe("the end of the computer", () => {
  test.each(["linux", "darwin"] as const)(
    "%s: the system waits, the pause is given its chance, then it quits",
    async (platform) => {
      const powerMonitor = new EventEmitter();
      const application = slowApplication();
      watchShutdown({ platform, powerMonitor, createWindow: noWindow, application, lifecycle });
      powerMonitor.emit("shutdown", { preventDefault: () => did.push("wait for us") });
      expect(did).toEqual(["wait for us", "leave shutdown"]);
      application.answer();
      await eventually(() => expect(did).toContain("quit: system"));
    },
  );

  test("a pause that is not answered keeps the computer for two seconds and no longer", async () => {
    vi.useFakeTimers();
    const powerMonitor = new EventEmitter();
    watchShutdown({
      platform: "linux",
      powerMonitor,
      createWindow: noWindow,
      application: slowApplication(),
      lifecycle,
    });
    powerMonitor.emit("shutdown");
    await vi.advanceTimersByTimeAsync(1_999);
    expect(did).not.toContain("quit: system");
    await vi.advanceTimersByTimeAsync(1);
    expect(did).toContain("quit: system");
    vi.useRealTimers();
  });

  test("nothing listens after the end, so that the system does not wait", () => {
    const powerMonitor = new EventEmitter();
    const end = watchShutdown({
      platform: "linux",
      powerMonitor,
      createWindow: noWindow,
      application: slowApplication(),
      lifecycle,
    });
    end();
    expect(powerMonitor.listenerCount("shutdown")).toBe(0);
  });

  test("Windows: a window that is never shown hears of it", () => {
    const window = Object.assign(new EventEmitter(), { destroy: () => void did.push("destroy") });
    const end = watchShutdown({
      platform: "win32",
      powerMonitor: new EventEmitter(),
      createWindow: () => window,
      application: slowApplication(),
      lifecycle,
    });
    window.emit("query-session-end");
    window.emit("session-end");
    end();
    expect(did).toEqual(["leave shutdown", "quit: system", "destroy"]);
  });
});

async function begin(): Promise<() => void> {
  await Promise.resolve();
  did.push("begin");
  return () => void did.push("end");
}

describe("what listens only while it is wanted", () => {
  test.each<readonly [string, readonly boolean[], readonly string[]]>([
    ["never wanted", [false, false], []],
    ["wanted twice", [true, true], ["begin"]],
    ["wanted and not", [true, false, false], ["begin", "end"]],
    ["wanted once more", [true, false, true], ["begin", "end", "begin"]],
  ])("%s", async (_name, changes, expected) => {
    const switched = createSwitchedWatch(begin);
    // None waits for the one before.
    await Promise.all(changes.map((wanted) => switched.set(wanted)));
    expect(did).toEqual(expected);
  });

  test("one that could not begin is tried again with the next change", async () => {
    let fails = true;
    const switched = createSwitchedWatch(() =>
      fails ? Promise.reject(new Error("no bus")) : Promise.resolve(() => void did.push("end")),
    );
    await expect(switched.set(true)).rejects.toThrow("no bus");
    fails = false;
    await switched.set(true);
    await switched.set(false);
    expect(did).toEqual(["end"]);
  });
});
