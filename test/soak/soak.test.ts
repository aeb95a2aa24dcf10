/**
 * A long day in little time: a whole session in memory, a change every second, a fault every twenty, and now and
 * then a check whether it shows what the account holds, and what it holds on to itself.
 */
import { expect, test } from "vitest";
import type { Random } from "../../app/platform/ports.ts";
import { createMemorySession, type MemorySession } from "../support/memory-session.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { accountTimers, shownTimers } from "../support/shown-and-held.ts";
import { dailyFaults } from "./faults.ts";
import { heapScale, type HeapSample, slope } from "./heap.ts";

const hours = Number(process.env["TALLYLIGHT_SOAK_HOURS"] ?? 12);
const warmUpHours = 1;
const secondsPerHour = 3_600;
const faultEvery = 20;
const faultLasts = 8;
const checkEvery = 300;
/** A path that is silently broken is noticed at the next fetch of the list. */
const patienceSeconds = 300;

test(`${hours} hours of changes and faults leave nothing wrong and nothing behind`, async () => {
  const weigh = heapScale();
  const random = seededRandom(14);
  const memory = createMemorySession({ seed: 14, demo: { cast: "off", projects: 12 } });
  for (const { id } of memory.server.account.projects()) memory.server.account.startTimer(id);
  memory.session.start();
  await memory.clock.advance(30_000);
  expect(memory.snapshot().link.state).toBe("live");

  const samples: HeapSample[] = [];
  const wrong: string[] = [];
  const handles: number[] = [];
  const timeouts: number[] = [];
  let slowestRecovery = 0;
  let secondsBehind = 0;
  let endFault: (() => void) | null = null;
  const seconds = hours * secondsPerHour;
  for (let second = 1; second <= seconds; second += 1) {
    if (second % faultEvery === 0) endFault = strike(memory, random);
    if (second % faultEvery === faultLasts) endFault?.();
    change(memory, random);
    await memory.server.flushBroadcasts();
    await memory.clock.advance(1_000);
    if (difference(memory) !== "") secondsBehind += 1;
    if (second % checkEvery !== checkEvery - 1) continue;

    const recovery = await secondsUntilRight(memory);
    if (recovery === null) wrong.push(`second ${second}: ${difference(memory)}`);
    else slowestRecovery = Math.max(slowestRecovery, recovery);
    forget(memory);
    samples.push({ hours: second / secondsPerHour, megabytes: weigh() });
    handles.push(process.getActiveResourcesInfo().length);
    timeouts.push(memory.clock.pendingCount);
  }

  const steady = samples.filter((sample) => sample.hours >= warmUpHours);
  const growth = slope(steady);
  process.stdout.write(
    `${samples.length} check points, ${wrong.length} wrong, slowest to be right ${slowestRecovery} s, ` +
      `behind in ${secondsBehind} of ${seconds} s, ` +
      `heap ${growth.toFixed(3)} MB/h, handles ${range(handles)}, timeouts ${range(timeouts)}\n`,
  );
  expect(wrong).toEqual([]);
  // Faults that never made a difference would prove nothing.
  expect(secondsBehind).toBeGreaterThan(seconds / 100);
  expect(growth).toBeLessThan(1);
  expect(Math.max(...handles.slice(handles.length / 2))).toBeLessThanOrEqual(Math.max(...handles.slice(0, 6)) + 1);
  expect(Math.max(...timeouts.slice(timeouts.length / 2))).toBeLessThanOrEqual(Math.max(...timeouts.slice(0, 6)) + 3);
  expect(memory.strangers).toEqual([]);

  const stopping = memory.stop();
  await memory.clock.advance(10_000);
  await stopping;
});

function strike(memory: MemorySession, random: Random): () => void {
  const faults = Object.values(dailyFaults);
  const fault = faults[Math.floor(random.fraction() * faults.length)];
  return fault === undefined ? () => undefined : fault(memory, random);
}

function change({ server, clock }: MemorySession, random: Random): void {
  const projects = server.account.projects();
  const id = projects[Math.floor(random.fraction() * projects.length)]?.id ?? 0;
  const dice = random.fraction();
  if (dice < 0.4) server.account.startTimer(id);
  else if (dice < 0.6) server.account.pauseTimer(id);
  else server.account.describeTimer(id, `at ${Math.round(clock.monotonicNow())}`);
}

/** How long it takes, with no further fault or change, until everything shown is true; null if it never is. */
async function secondsUntilRight(memory: MemorySession): Promise<number | null> {
  for (let waited = 0; waited <= patienceSeconds; waited += 1) {
    if (difference(memory) === "") return waited;
    await memory.clock.advance(1_000);
  }
  return null;
}

function difference(memory: MemorySession): string {
  const [shown, actual] = [shownTimers(memory), accountTimers(memory)];
  if (shown.join("\n") === actual.join("\n")) return "";
  return `shows ${JSON.stringify(shown)} instead of ${JSON.stringify(actual)}`;
}

/** What the test's own tools remember would be mistaken for a leak. */
function forget({ server, snapshots, logger }: MemorySession): void {
  for (const list of [server.requests, server.answers, server.broadcasts, snapshots, logger.lines]) {
    Reflect.set(list, "length", 0);
  }
}

function range(values: readonly number[]): string {
  return `${Math.min(...values)}–${Math.max(...values)}`;
}
