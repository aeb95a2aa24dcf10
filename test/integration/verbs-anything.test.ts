/**
 * Whatever is clicked, once or twice, while another device does the same and the line is bad: in the end what is shown
 * is what the account holds, and nothing is left under way.
 */
import { expect, test } from "vitest";
import type { Command } from "../../app/contract/command.ts";
import type { CommandResult } from "../../app/contract/requests.ts";
import type { DemoAccount } from "../../app/demo/account.ts";
import type { MemoryDemoServer } from "../support/noko/server.ts";
import type { Random } from "../../app/platform/ports.ts";
import { createMemorySession, type MemorySession } from "../support/memory-session.ts";
import { mostInOneSecond } from "../support/rate.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { accountTimers, shownTimers } from "../support/shown-and-held.ts";

const projectsAtWork = 5;
const steps = 40;

function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random.fraction() * items.length)] ?? items[0];
}

function anyProject({ account }: MemoryDemoServer, random: Random): number {
  const [first, ...others] = account.projects().map(({ id }) => id);
  return pick(random, [first ?? 0, ...others.slice(0, projectsAtWork - 1)]);
}

function anyCommand(server: MemoryDemoServer, random: Random): Command {
  const projectId = anyProject(server, random);
  return pick<Command>(random, [
    { kind: "start", projectId },
    { kind: "pause", projectId },
    { kind: "adjust", projectId, seconds: pick(random, [300, -300, 900]) },
    { kind: "describe", projectId, description: pick(random, ["a", "b #c", ""]) },
    { kind: "discard", projectId },
    { kind: "log", projectId },
    { kind: "log-and-start", projectId },
    { kind: "undo" },
    { kind: "answer-question", goAhead: random.fraction() < 0.5 },
    { kind: "refresh" },
  ]);
}

/** What another device does; it never asks for what can't be. */
function elsewhere(account: DemoAccount, projectId: number, random: Random): void {
  if (account.timer(projectId) === null) account.startTimer(projectId);
  pick(random, [
    () => account.startTimer(projectId),
    () => account.pauseTimer(projectId),
    () => account.adjustTimer(projectId, 600),
    () => account.logTimer(projectId),
    () => account.discardTimer(projectId),
  ])();
}

function trouble({ faults }: MemoryDemoServer, random: Random): void {
  const moment = pick(random, ["before", "after"] as const);
  pick(random, [
    () => faults.answer(502, { moment, times: 1 }),
    () => faults.answer(429, { times: 1 }),
    () => faults.disconnect({ moment, times: 2 }),
  ])();
}

/** A minute or two of it. Answers what came of the verbs. */
async function turmoil({ session, server, clock }: MemorySession, random: Random): Promise<readonly CommandResult[]> {
  const results: Promise<CommandResult>[] = [];
  for (let step = 0; step < steps; step += 1) {
    const chance = random.fraction();
    if (chance < 0.6) {
      const command = anyCommand(server, random);
      results.push(session.dispatch(command));
      if (random.fraction() < 0.3) results.push(session.dispatch(command));
    } else if (chance < 0.85) elsewhere(server.account, anyProject(server, random), random);
    else if (chance < 0.95) trouble(server, random);
    else session.wake();
    await clock.advance(random.fraction() * 4_000);
  }
  server.faults.clear();
  await clock.advance(60_000);
  return Promise.all(results);
}

function loggedToday({ account }: MemoryDemoServer): number {
  return account.entries
    .all()
    .filter(({ date, userId }) => date === account.today && userId === account.user.id)
    .reduce((sum, { minutes }) => sum + minutes, 0);
}

test.each(Array.from({ length: 40 }, (_, index) => index + 1))("sequence %i ends right", async (seed) => {
  const memory = createMemorySession({ seed });
  const random = seededRandom(seed * 7_919);
  const { session, server, clock } = memory;
  session.start();
  await clock.advance(10_000);
  server.faults.broadcasts.dropRate = random.fraction() / 2;
  server.faults.broadcasts.lateRate = 0.2;
  server.faults.latency = () => random.fraction() * 1_500;

  const results = await turmoil(memory, random);
  expect(results.filter(({ kind }) => kind === "done")).not.toEqual([]);
  session.reconcile();
  await clock.advance(20_000);

  const { pending, today } = memory.snapshot();
  expect(shownTimers(memory)).toEqual(accountTimers(memory));
  expect(today?.minutes.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(loggedToday(server));
  expect(pending).toEqual([]);
  for (const { timers } of memory.snapshots) {
    expect(timers.filter(({ state }) => state === "running").length).toBeLessThanOrEqual(1);
  }
  expect(mostInOneSecond(server.requests.map(({ at }) => at))).toBeLessThanOrEqual(2);
  const stopping = memory.stop();
  await clock.advance(60_000);
  await stopping;
  expect(clock.pendingCount).toBe(0);
});
