import { describe, expect, test } from "vitest";
import { PowerEvents } from "../../../app/presence/power-events.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

type SystemEvent = "suspend" | "resume" | "lock" | "unlock" | "network" | "forward" | "back";

interface Step {
  /** The machine sleeps for so many seconds. */
  readonly sleep?: number;
  /** The machine is on for so many seconds. */
  readonly on?: number;
  /** What the system tells; `forward` and `back`: somebody sets the clock by an hour. */
  readonly reported?: SystemEvent;
}

interface Case {
  readonly name: string;
  readonly steps: readonly Step[];
  /** What the session was asked for, without who left and who came back. */
  readonly asked: readonly ("wake" | "recheck")[];
}

const cases: readonly Case[] = [
  {
    name: "an unlock without a sleep",
    steps: [{ reported: "lock" }, { on: 600 }, { reported: "unlock" }],
    asked: ["recheck"],
  },
  { name: "a sleep that the system tells of", steps: sleepReported(600), asked: ["wake"] },
  { name: "a sleep that nobody tells of", steps: [{ sleep: 600 }, { on: 10 }], asked: ["wake"] },
  {
    name: "a sleep that nobody tells of, and an unlock before it is noticed",
    steps: [{ reported: "lock" }, { sleep: 600 }, { reported: "unlock" }, { on: 60 }],
    asked: ["wake", "recheck"],
  },
  {
    name: "a sleep, and an unlock after it",
    steps: [...sleepReported(600), { reported: "unlock" }],
    asked: ["wake", "recheck"],
  },
  {
    name: "a resume that is reported after it was noticed",
    steps: [{ on: 5 }, { sleep: 600 }, { on: 6 }, { reported: "resume" }],
    asked: ["wake"],
  },
  {
    name: "a sleep that the system tells of just before it would be noticed",
    steps: [{ reported: "suspend" }, { on: 8 }, { sleep: 600 }, { reported: "resume" }, { on: 60 }],
    asked: ["wake"],
  },
  {
    name: "a short sleep that nobody tells of, and an unlock a moment later",
    steps: [{ reported: "lock" }, { on: 1 }, { sleep: 25 }, { on: 1 }, { reported: "unlock" }, { on: 60 }],
    asked: ["wake", "recheck"],
  },
  {
    name: "a sleep of nine seconds that nobody tells of",
    steps: [{ on: 9 }, { sleep: 9 }, { on: 60 }],
    asked: [],
  },
  { name: "a resume that is reported twice", steps: [...sleepReported(600), { reported: "resume" }], asked: ["wake"] },
  { name: "two short sleeps in a row", steps: [...sleepReported(3), ...sleepReported(3)], asked: ["wake", "wake"] },
  {
    name: "two sleeps that nobody tells of",
    steps: [{ sleep: 40 }, { on: 10 }, { sleep: 25 }, { on: 10 }],
    asked: ["wake", "wake"],
  },
  {
    name: "an announced sleep, and one that nobody tells of right after it",
    steps: [...sleepReported(600), { sleep: 25 }, { on: 10 }],
    asked: ["wake", "wake"],
  },
  { name: "another network", steps: [...sleepReported(600), { reported: "network" }], asked: ["wake", "wake"] },
  { name: "a clock that is set forward", steps: [{ reported: "forward" }, { on: 10 }], asked: ["wake"] },
  {
    name: "a resume after the clock was set back",
    steps: [...sleepReported(600), { reported: "back" }, { reported: "resume" }],
    asked: ["wake", "wake"],
  },
  { name: "nothing", steps: [{ on: 3_600 }], asked: [] },
];

/** What the monotonic clock does while the machine sleeps: it depends on the system. */
const monotonicClocks = ["goes on", "stands still"] as const;
describe.each(monotonicClocks)("where the monotonic clock %s", (monotonic) => {
  test.each(cases)("$name", async ({ steps, asked }) => {
    const clock = new FakeClock();
    const did: string[] = [];
    const session = {
      wake: () => void did.push("wake"),
      recheck: () => void did.push("recheck"),
      back: () => undefined,
      leave: () => Promise.resolve(),
    };
    const wakes = new PowerEvents({
      clock,
      logger: createMemoryLogger(),
      sessions: () => [session],
      onWake: () => undefined,
    });
    for (const { sleep, on, reported } of steps) {
      if (sleep !== undefined && monotonic === "goes on") clock.sleep(sleep * 1000);
      if (sleep !== undefined && monotonic === "stands still") clock.jumpWall(sleep * 1000);
      if (on !== undefined) await clock.advance(on * 1000);
      if (reported !== undefined) await tell(wakes, clock, reported);
    }
    expect(did).toEqual(asked);
    wakes.stop();
  });
});

test("a sleep of eleven seconds is noticed within ten, where the monotonic clock stands still", async () => {
  for (const awakeBefore of [0, 1, 5, 9.9]) {
    const clock = new FakeClock();
    let wakes = 0;
    const power = new PowerEvents({
      clock,
      logger: createMemoryLogger(),
      sessions: () => [],
      onWake: () => (wakes += 1),
    });
    await clock.advance(awakeBefore * 1000);
    clock.jumpWall(11_000);
    await clock.advance(10_000);
    expect({ awakeBefore, wakes }).toEqual({ awakeBefore, wakes: 1 });
    power.stop();
  }
});

test("who left and who is back is reported each time: what becomes of the timer does not depend on it", async () => {
  const clock = new FakeClock();
  const did: string[] = [];
  const session = {
    wake: () => undefined,
    recheck: () => undefined,
    back: (reason: string) => void did.push(`back from ${reason}`),
    leave: (reason: string) => Promise.resolve(void did.push(`left for ${reason}`)),
  };
  const wakes = new PowerEvents({
    clock,
    logger: createMemoryLogger(),
    sessions: () => [session],
    onWake: () => undefined,
  });
  await wakes.leave("sleep");
  wakes.wake("resume");
  wakes.wake("resume");
  await wakes.leave("lock");
  wakes.wake("unlock");
  await wakes.leave("shutdown");
  wakes.back("shutdown");
  expect(did.slice(0, 3)).toEqual(["left for sleep", "back from sleep", "back from sleep"]);
  expect(did.slice(3)).toEqual(["left for lock", "back from lock", "left for shutdown", "back from shutdown"]);
  wakes.stop();
});

function sleepReported(seconds: number): readonly Step[] {
  return [{ reported: "suspend" }, { sleep: seconds }, { reported: "resume" }, { on: 3 }];
}

async function tell(wakes: PowerEvents, clock: FakeClock, reported: SystemEvent): Promise<void> {
  switch (reported) {
    case "suspend":
      return wakes.leave("sleep");
    case "lock":
      return wakes.leave("lock");
    case "forward":
      return clock.jumpWall(3_600_000);
    case "back":
      return clock.jumpWall(-3_600_000);
    default:
      return wakes.wake(reported);
  }
}
