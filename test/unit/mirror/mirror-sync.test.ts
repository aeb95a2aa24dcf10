import { describe, expect, test } from "vitest";
import { createMirrorSync } from "../../../app/mirror/mirror-sync.ts";
import type { Answer, NokoApi } from "../../../app/noko/api.ts";
import { ApiError } from "../../../app/noko/errors.ts";
import type { NokoTimer } from "../../../app/noko/resources.ts";
import { createDeferred } from "../../../app/platform/deferred.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { answer, listAnswer, nokoTimer } from "../../support/noko-timers.ts";
import { seededRandom } from "../../support/seeded-random.ts";

const announcementWindow = 31_000;

/** A mirror of an account that holds what a test says, in sync and covered by broadcasts. */
async function synced(...held: readonly NokoTimer[]) {
  const clock = new FakeClock();
  const account = { timers: held, sequence: 0, asked: [] as string[], verbs: [] as Promise<Answer<NokoTimer>>[] };
  const verdict = { misses: 0, degraded: false };
  const next = (): number => (account.sequence += 1);
  const carriedOut = (): Promise<Answer<NokoTimer>> =>
    account.verbs.shift() ?? Promise.reject(new Error("No verb was expected"));
  const api = {
    listTimers: () => Promise.resolve(listAnswer(account.timers, next(), clock.monotonicNow())),
    getTimer: (url: string) => {
      account.asked.push(url);
      const timer = account.timers.find((each) => each.url === url) ?? null;
      return Promise.resolve(answer(timer, next(), clock.monotonicNow()));
    },
    startTimer: carriedOut,
    pauseTimer: carriedOut,
  } as unknown as NokoApi;
  const sync = createMirrorSync({
    clock,
    random: seededRandom(1),
    api,
    signal: new AbortController().signal,
    onChange: () => undefined,
    onAnswer: () => undefined,
    onFailure: () => undefined,
    onMisses: (misses, degraded) => void Object.assign(verdict, { misses, degraded }),
  });
  sync.setInterval(10 * 60_000);
  sync.setCovered(true);
  await sync.reconcile();
  return { clock, account, sync, verdict, next };
}

const first = nokoTimer(1, { state: "running", seconds: 100 });
const second = nokoTimer(2, { state: "paused", seconds: 50 });

describe("what a list shows and nobody announced", () => {
  test("is a miss while broadcasts should be arriving", async () => {
    const { clock, account, sync, verdict } = await synced(second);
    account.timers = [{ ...second, description: "changed" }];
    await sync.reconcile();
    await clock.advance(announcementWindow);
    expect(verdict).toEqual({ misses: 1, degraded: false });
  });

  test("is none while they cannot arrive, nor in the first list afterwards", async () => {
    const { clock, account, sync, verdict } = await synced(second);
    sync.setCovered(false);
    account.timers = [{ ...second, description: "while down" }];
    await sync.reconcile();
    sync.setCovered(true);
    account.timers = [{ ...second, description: "before the first list" }];
    await sync.reconcile();
    await clock.advance(announcementWindow);
    expect(verdict.misses).toBe(0);
    account.timers = [{ ...second, description: "after it" }];
    await sync.reconcile();
    await clock.advance(announcementWindow);
    expect(verdict.misses).toBe(1);
  });

  test("is none where a verb of ours did it, though its answer was lost", async () => {
    const { clock, account, sync, verdict, next } = await synced(first, second);
    next();
    account.verbs = [Promise.reject(new ApiError({ kind: "offline" }, false))];
    await expect(sync.run({ kind: "pause", projectId: 1 })).rejects.toThrow(ApiError);
    account.timers = [{ ...first, state: "paused" }, second];
    await sync.reconcile();
    await clock.advance(announcementWindow);
    expect(verdict.misses).toBe(0);
  });

  test("is none where a verb of ours did it that took long, on its own timer and on the one that ran", async () => {
    const { clock, account, sync, verdict, next } = await synced(first, second);
    const verb = createDeferred();
    const sequence = next();
    account.verbs = [verb.reached.then(() => answer({ ...second, state: "running" }, sequence, clock.monotonicNow()))];
    const ran = sync.run({ kind: "start", projectId: 2 });
    await clock.advance(announcementWindow);
    account.timers = [
      { ...second, state: "running", date: "2026-01-06" },
      { ...first, state: "paused", seconds: 120 },
    ];
    verb.reach();
    await ran;
    await sync.reconcile();
    await clock.advance(announcementWindow);
    expect(verdict.misses).toBe(0);
  });

  test("is none where a verb of ours made the timer", async () => {
    const { clock, account, sync, verdict, next } = await synced();
    account.verbs = [Promise.resolve(answer({ ...second, state: "running" }, next(), clock.monotonicNow()))];
    await sync.run({ kind: "start", projectId: 2 });
    account.timers = [{ ...second, state: "running", description: "#tagged by the account" }];
    await sync.reconcile();
    await clock.advance(announcementWindow);
    expect(verdict.misses).toBe(0);
  });
});

test("after a start the timer that ran before is asked about, and no other", async () => {
  const { clock, account, sync, next } = await synced(first, second);
  account.verbs = [Promise.resolve(answer({ ...second, state: "running" }, next(), clock.monotonicNow()))];
  account.timers = [
    { ...second, state: "running" },
    { ...first, state: "paused" },
  ];
  await sync.run({ kind: "start", projectId: 2 });
  await clock.advance(0);
  expect(account.asked).toEqual([first.url]);
  account.verbs = [Promise.resolve(answer({ ...second, state: "running" }, next(), clock.monotonicNow()))];
  await sync.run({ kind: "start", projectId: 2 });
  await clock.advance(0);
  expect(account.asked).toEqual([first.url]);
});
