/** A computer judges only time of a timer that a person worked on here: whole sessions against the account. */
import { expect, test } from "vitest";
import { minutes, openBench } from "../support/absence-bench.ts";
import { createMemoryWorld } from "../support/memory-session.ts";

const reasons = ["lock", "sleep", "shutdown"] as const;

/** A computer that nobody has touched for three hours, with another timer than the one that ran when it was left. */
async function openLeftComputer(rules: Parameters<typeof openBench>[0]) {
  const world = createMemoryWorld(1);
  let lastInput = -3 * 60 * minutes;
  const bench = await openBench(rules, {
    world,
    secondsSinceInput: () => (world.clock.monotonicNow() - lastInput) / 1000,
  });
  bench.server.account.pauseTimer(bench.running);
  await bench.clock.advance(60 * minutes);
  return { bench, touch: () => (lastInput = world.clock.monotonicNow()) };
}

test.each(reasons)("%s pauses nothing that was begun on another device while nobody was here", async (reason) => {
  const { bench } = await openLeftComputer({ [reason]: "pause" });
  const { server, paused, clock, session } = bench;
  server.account.startTimer(paused);
  await clock.advance(30 * minutes);
  bench.sent();
  void session.leave(reason);
  await clock.advance(10 * minutes);
  expect(bench.sent()).toEqual([]);
  expect(server.account.timer(paused)?.run.kind).toBe("running");
  session.back(reason);
  await clock.advance(5_000);
  expect(bench.snapshot().absence).toBeNull();
  expect(bench.settings.get("absence")).toBeUndefined();
});

test.each(reasons)("%s asks about nothing that was worked on elsewhere", async (reason) => {
  const { bench } = await openLeftComputer({ [reason]: "ask" });
  const { server, paused, clock, session } = bench;
  server.account.startTimer(paused);
  await clock.advance(5 * minutes);
  void session.leave(reason);
  await clock.advance(8 * 60 * minutes);
  session.back(reason);
  await clock.advance(5_000);
  expect(bench.snapshot().absence).toBeNull();
});

test.each(reasons)("%s counts for a timer that was begun elsewhere and then worked on here", async (reason) => {
  const { bench, touch } = await openLeftComputer({ [reason]: "pause" });
  const { server, paused, clock, session } = bench;
  server.account.startTimer(paused);
  await clock.advance(10 * minutes);
  touch();
  await clock.advance(10 * minutes);
  bench.sent();
  void session.leave(reason);
  await clock.advance(1_000);
  expect(bench.sent()).toEqual(["PUT pause"]);
});

test.each([
  ["a command given here", (bench: Awaited<ReturnType<typeof openBench>>) => bench.send({ kind: "refresh" })],
  [
    "a screen unlocked here",
    (bench: Awaited<ReturnType<typeof openBench>>) => Promise.resolve(bench.session.back("lock")),
  ],
] as const)("%s is presence where the desktop tells of no input", async (_name, show) => {
  const bench = await openBench({ lock: "pause" }, { secondsSinceInput: () => null });
  const { server, paused, clock, session } = bench;
  server.account.startTimer(paused);
  await clock.advance(10 * minutes);
  bench.sent();
  void session.leave("lock");
  await clock.advance(1_000);
  expect(bench.sent()).toEqual([]);
  await show(bench);
  await clock.advance(1_000);
  void session.leave("lock");
  await clock.advance(1_000);
  expect(bench.sent()).toEqual(["PUT pause"]);
});
