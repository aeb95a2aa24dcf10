import { describe, expect, test } from "vitest";
import type { LoggedDay } from "../../../app/contract/snapshot.ts";
import { LoggedTime } from "../../../app/entries/logged-time.ts";
import type { EntryFilters } from "../../../app/noko/api.ts";
import { ApiError } from "../../../app/noko/errors.ts";
import type { Problem } from "../../../app/contract/problem.ts";
import { FakeClock, settle } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { listAnswer } from "../../support/noko-timers.ts";

const hour = 3_600_000;
const noon = Date.UTC(2026, 0, 5, 12);

/** What is read and shown where this computer's clock is `wrongBy` milliseconds ahead of the account's. */
function setUp(wrongBy: number) {
  const clock = new FakeClock(noon + wrongBy);
  const asked: EntryFilters[] = [];
  const shown: (LoggedDay | null)[] = [];
  let slept = 0;
  const accountNow = (): number => noon + clock.passed + slept;
  let offset = accountNow() - clock.wallNow();
  const account: { failure: Problem | null } = { failure: null };
  const loggedTime = new LoggedTime({
    clock,
    logger: createMemoryLogger(),
    api: {
      clockOffset: () => offset,
      listMyEntries: async (filters) => {
        asked.push(filters);
        offset = accountNow() - clock.wallNow();
        if (account.failure !== null) throw new ApiError(account.failure, true);
        return listAnswer([], asked.length);
      },
    },
    signal: new AbortController().signal,
    onToday: (today) => shown.push(today),
    onHistory: () => undefined,
    onDue: () => loggedTime.read(0),
    hasTimer: () => false,
    compareTimers: () => Promise.resolve(true),
  });
  /** As on Linux: the system's clock goes on, and timeouts stand still. */
  const sleep = (milliseconds: number): void => {
    slept += milliseconds;
    clock.jumpWall(milliseconds);
  };
  return { clock, loggedTime, account, asked, shown, sleep };
}

describe.each([
  { wrongBy: 0 },
  // By as much as an answer's travel and the seconds that a header cuts off.
  { wrongBy: 1_500 },
  { wrongBy: -1_500 },
  { wrongBy: 13 * hour },
  { wrongBy: -13 * hour },
  { wrongBy: 400 * 24 * hour },
])("on a computer whose clock is $wrongBy ms ahead", ({ wrongBy }) => {
  test("the day is the account's, and ends at its midnight on this clock", async () => {
    const { loggedTime, asked, shown, clock } = setUp(wrongBy);
    loggedTime.read(0);
    await settle();
    expect(asked).toEqual([{ from: "2025-12-23", to: "2026-01-05" }]);
    const endsIn = (shown.at(-1)?.endsAt ?? 0) - clock.wallNow();
    expect(Math.abs(endsIn - 12 * hour)).toBeLessThanOrEqual(1_500);
    await clock.advance(12 * hour + 5_000);
    expect(asked.at(-1)).toEqual({ from: "2026-01-06", to: "2026-01-06" });
    expect(shown.at(-1)?.date).toBe("2026-01-06");
  });

  test("after a sleep in which timeouts stood still, the next day begins on time", async () => {
    const { clock, loggedTime, shown, sleep } = setUp(wrongBy);
    loggedTime.read(0);
    await settle();
    sleep(11.5 * hour);
    loggedTime.wake();
    await clock.advance(0.5 * hour + 5_000);
    expect(shown.at(-1)?.date).toBe("2026-01-06");
  });

  test("the day is right at once after the clock was set", async () => {
    const { loggedTime, shown, clock } = setUp(wrongBy);
    loggedTime.read(0);
    await settle();
    clock.jumpWall(-wrongBy);
    loggedTime.refresh();
    await settle();
    expect(shown.at(-1)).toMatchObject({ date: "2026-01-05", endsAt: noon + 12 * hour });
  });
});

test.each<{ failure: Problem; asksAgain: boolean }>([
  { failure: { kind: "offline" }, asksAgain: true },
  { failure: { kind: "server-failed", status: 500 }, asksAgain: true },
  { failure: { kind: "forbidden" }, asksAgain: false },
])(
  "after $failure.kind it asks again when the account answers: $asksAgain; an hour later in any case",
  async ({ failure, asksAgain }) => {
    const { loggedTime, account, asked, shown, clock } = setUp(0);
    account.failure = failure;
    loggedTime.read(0);
    await settle();
    for (let times = 0; times < 3; times += 1) {
      loggedTime.retry();
      await settle();
    }
    expect(asked).toHaveLength(asksAgain ? 4 : 1);
    account.failure = null;
    await clock.advance(hour);
    expect(shown.at(-1)?.date).toBe("2026-01-05");
  },
);
