/** What is logged today, by project, and which projects were worked on lately. */
import { afterEach, describe, expect, test } from "vitest";
import type { LoggedDay, Snapshot } from "../../app/contract/snapshot.ts";
import { secondsOfDay } from "../../app/model/day-goal.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { createMemorySession } from "../support/memory-session.ts";
import { startBench, type VerbsBench } from "../support/verbs-bench.ts";

let bench: VerbsBench;

async function begin(options: Parameters<typeof startBench>[0] = {}): Promise<VerbsBench> {
  bench = await startBench(options);
  return bench;
}

afterEach(() => bench.close());

const hour = 3_600_000;
const id = castProjectIds;

/** An entry of today without a project, which no broadcast announces. */
function addEntryByHand(minutes: number): void {
  const { account } = bench.server;
  account.addEntry({ date: account.today, minutes, description: null, projectId: null });
}

function minutesByProject(today: LoggedDay | null): readonly (readonly [number | null, number])[] | null {
  return today === null ? null : today.minutes.map(({ project, minutes }) => [project?.id ?? null, minutes] as const);
}

/** The paused timer's time as minutes logged, wherever they are shown beside the timer that they came of. */
function shownTwice(): readonly number[] {
  return bench.snapshots.flatMap(({ today, timers }) => {
    const logged = today?.minutes.find(({ project }) => project?.id === bench.paused);
    return logged !== undefined && timers.some(({ projectId }) => projectId === bench.paused) ? [logged.minutes] : [];
  });
}

function entryRequests(): readonly string[] {
  return bench.server.requests.filter(({ path }) => path.includes("entries")).map(({ path }) => path);
}

describe("today", () => {
  test("is read at the start, by project, the longest first", async () => {
    await begin();
    expect(bench.snapshot().today?.date).toBe(bench.server.account.today);
    expect(minutesByProject(bench.snapshot().today)).toEqual([
      [id.internal, 50],
      [id.zebra, 48],
    ]);
    expect(bench.snapshot().today?.minutes[0]?.project).toMatchObject({ name: "Internal", color: "#9aa4b2" });
    expect(entryRequests()).toHaveLength(1);
  });

  test.each(["here", "elsewhere"] as const)("never falls below the truth while a timer is logged %s", async (where) => {
    await begin();
    const { clock, running, server } = bench;
    const total = (snapshot: Snapshot): number =>
      snapshot.today === null ? 0 : secondsOfDay(snapshot.today, snapshot.timers, clock.monotonicNow());
    const before = total(bench.snapshot());
    const from = bench.snapshots.length;
    if (where === "here") await bench.send({ kind: "log", projectId: running, minutes: 90 }, 10_000);
    else {
      server.account.logTimer(running, { minutes: 90 });
      await server.flushBroadcasts();
      await clock.advance(10_000);
    }
    const totals = bench.snapshots.slice(from).map(total);
    expect(totals.length).toBeGreaterThan(1);
    // What is on the timer's clock counts to the second, an answer's travel less.
    expect(Math.min(...totals)).toBeGreaterThanOrEqual(before - 2);
    expect(minutesByProject(bench.snapshot().today)?.[0]).toEqual([running, 90]);
  });

  test("holds what we log, and what is logged elsewhere", async () => {
    await begin();
    await bench.send({ kind: "log", projectId: bench.running });
    expect(minutesByProject(bench.snapshot().today)?.[0]).toEqual([bench.running, 90]);
    bench.server.account.logTimer(bench.paused, { minutes: 200 });
    await bench.server.flushBroadcasts();
    await bench.clock.advance(3_000);
    expect(minutesByProject(bench.snapshot().today)?.[0]).toEqual([bench.paused, 210]);
  });

  describe("where a timer was logged elsewhere and no broadcast told of it", () => {
    test("its time is never counted twice", async () => {
      await begin();
      const { clock, server } = bench;
      server.faults.broadcasts.dropRate = 1;
      server.account.logTimer(bench.paused, { minutes: 200 });
      // Entries are read for a reason of their own, long before the next list of timers is due.
      await bench.send({ kind: "log", projectId: bench.running }, 5_000);
      expect(minutesByProject(bench.snapshot().today)?.[0]).toEqual([bench.paused, 210]);
      expect(bench.shown(bench.paused)).toBeNull();
      expect(shownTwice()).toEqual([]);
      await clock.advance(300_000);
      expect(shownTwice()).toEqual([]);
    });

    test("it is shown as a timer until the list of timers could be read", async () => {
      await begin();
      const { clock, server } = bench;
      server.faults.broadcasts.dropRate = 1;
      server.account.logTimer(bench.paused, { minutes: 200 });
      server.faults.answer(500, { path: /\/v2\/timers/u });
      await bench.send({ kind: "log", projectId: bench.running }, 5_000);
      expect(shownTwice()).toEqual([]);
      expect(bench.shown(bench.paused)).not.toBeNull();
      server.faults.clear();
      await clock.advance(60_000);
      expect(shownTwice()).toEqual([]);
      expect(minutesByProject(bench.snapshot().today)?.[0]).toEqual([bench.paused, 210]);
    });

    test("the timers are looked at for new entries alone", async () => {
      await begin();
      const { clock, server } = bench;
      server.account.addEntry({
        date: server.account.today,
        minutes: 5,
        description: null,
        projectId: bench.paused,
      });
      const latest = (): string => server.requests.at(-1)?.path ?? "";
      await clock.advance(hour + 2_000);
      expect(latest()).toContain("/v2/timers");
      await clock.advance(hour);
      expect(latest()).toContain("entries");
    });
  });

  test("holds what was logged elsewhere before the same project was started again", async () => {
    await begin();
    const { account } = bench.server;
    account.logTimer(bench.paused, { minutes: 200 });
    account.startTimer(bench.paused);
    await bench.server.flushBroadcasts();
    await bench.clock.advance(5_000);
    expect(minutesByProject(bench.snapshot().today)?.[0]).toEqual([bench.paused, 210]);
  });

  test("is read again when somebody asks for everything", async () => {
    await begin();
    addEntryByHand(300);
    await bench.send({ kind: "refresh" }, 5_000);
    expect(bench.snapshot().today?.minutes[0]).toEqual({ project: null, minutes: 300 });
  });

  test("counts entries without a project by themselves", async () => {
    await begin();
    addEntryByHand(300);
    await bench.clock.advance(hour);
    expect(bench.snapshot().today?.minutes[0]).toEqual({ project: null, minutes: 300 });
  });

  test("is read each hour, and by nothing else while nothing happens", async () => {
    await begin();
    const before = entryRequests().length;
    await bench.clock.advance(6 * hour + 5_000);
    expect(entryRequests().length - before).toBe(6);
  });

  test.each([
    { zone: "UTC", utcOffset: 0 },
    { zone: "Kathmandu", utcOffset: 20_700 },
    { zone: "Honolulu", utcOffset: -36_000 },
  ])("changes at the user's own midnight ($zone)", async ({ utcOffset }) => {
    await begin({ demo: { utcOffset } });
    const { clock, server } = bench;
    const first = server.account.today;
    const dayMilliseconds = 24 * hour;
    const sinceMidnight = (clock.wallNow() + utcOffset * 1000) % dayMilliseconds;
    await clock.advance(dayMilliseconds - sinceMidnight - 1_000);
    expect(bench.snapshot().today?.date).toBe(first);
    await clock.advance(5_000);
    expect(server.account.today).not.toBe(first);
    const endsAt = clock.wallNow() - 4_000 + dayMilliseconds;
    expect(bench.snapshot().today).toMatchObject({ date: server.account.today, endsAt });
  });

  test("is read again when the window opens, where that was long ago", async () => {
    await begin();
    const { server, session, clock } = bench;
    const { today } = server.account;
    server.account.addEntry({ date: today, minutes: 300, description: null, projectId: null });
    session.setWindowOpen(true);
    await clock.advance(5_000);
    expect(entryRequests()).toHaveLength(1);
    session.setWindowOpen(false);
    await clock.advance(300_000);
    session.setWindowOpen(true);
    await clock.advance(5_000);
    expect(bench.snapshot().today?.minutes[0]).toEqual({ project: null, minutes: 300 });
    expect(entryRequests()).toHaveLength(2);
  });

  test("of a new day is not known until it was read", async () => {
    await begin();
    const { clock } = bench;
    const mend = bench.server.faults.disconnect();
    await clock.advance(16 * hour);
    expect(bench.snapshot().today).toBeNull();
    mend();
    await clock.advance(60_000);
    expect(bench.snapshot().today?.date).toBe(bench.server.account.today);
  });

  test("follows a change of the user's time zone within the hour", async () => {
    await begin({ demo: { utcOffset: 0 } });
    // 09:00 UTC is the next day where clocks are 16 hours ahead; no account is, but no answer is trusted to be sane either.
    const { user } = bench.server.account;
    Object.assign(bench.server.account, { user: { ...user, utcOffset: 57_600 } });
    await bench.clock.advance(hour + 5_000);
    expect(bench.snapshot().today?.date).toBe("2026-01-06");
  });

  test("after a wake is read at once", async () => {
    await begin();
    bench.clock.sleep(20 * hour);
    bench.session.wake();
    await bench.clock.advance(5_000);
    expect(bench.snapshot().today?.date).toBe(bench.server.account.today);
  });

  test("that can't be read is nobody's problem, and is read when the account answers again", async () => {
    const memory = createMemorySession();
    memory.server.faults.answer(500, { path: /entries/u });
    bench = await startBench({ world: memory });
    expect(bench.snapshot()).toMatchObject({ today: null, problem: null, link: { state: "live" } });
    expect(await bench.send({ kind: "pause", projectId: bench.running })).toEqual({ kind: "done" });
    bench.server.faults.clear();
    bench.session.reconcile();
    await bench.clock.advance(5_000);
    expect(bench.snapshot().today).not.toBeNull();
  });

  test("never makes a verb wait", async () => {
    await begin();
    const { clock } = bench;
    bench.server.faults.latency = (request) => (request.path.includes("entries") ? 20_000 : 50);
    await bench.send({ kind: "log", projectId: bench.running }, 2_000);
    const before = clock.monotonicNow();
    let answeredAt = Number.POSITIVE_INFINITY;
    const start = bench.session.dispatch({ kind: "start", projectId: bench.idle }).then((result) => {
      answeredAt = clock.monotonicNow();
      return result;
    });
    await clock.advance(5_000);
    expect(await start).toEqual({ kind: "done" });
    expect(answeredAt - before).toBeLessThanOrEqual(1_000);
  });
});

describe("recent projects", () => {
  test("are those with timers, then those of the last days' entries, each once", async () => {
    await begin();
    expect(bench.snapshot().recentProjects).toEqual([id.gear, id.sprockets, id.internal, id.zebra, id.zenith]);
  });

  test("come to the front when they are worked on, here or elsewhere, and stay when they are logged", async () => {
    await begin();
    await bench.send({ kind: "start", projectId: id.zenith });
    expect(bench.snapshot().recentProjects.slice(0, 2)).toEqual([id.zenith, id.gear]);
    bench.server.account.startTimer(id.internal);
    await bench.server.flushBroadcasts();
    await bench.clock.advance(3_000);
    expect(bench.snapshot().recentProjects.slice(0, 3)).toEqual([id.internal, id.zenith, id.gear]);
    await bench.send({ kind: "log", projectId: id.internal });
    expect(bench.snapshot().recentProjects[0]).toBe(id.internal);
  });

  test("are twelve at most", async () => {
    await begin({ demo: { projects: 40 } });
    for (const project of bench.snapshot().projects.slice(0, 20)) {
      bench.server.account.startTimer(project.id);
      await bench.server.flushBroadcasts();
      await bench.clock.advance(2_000);
    }
    expect(bench.snapshot().recentProjects).toHaveLength(12);
    expect(new Set(bench.snapshot().recentProjects).size).toBe(12);
  });
});

test("what could not be read at an offline start is read once the account answers", async () => {
  const memory = createMemorySession();
  bench = await startBench();
  const mend = memory.server.faults.disconnect();
  memory.session.start();
  await memory.clock.advance(30_000);
  expect(memory.snapshot()).toMatchObject({ projectsLoaded: "failed", today: null, account: { kind: "signed-out" } });
  mend();
  await memory.clock.advance(60_000);
  expect(memory.snapshot()).toMatchObject({ projectsLoaded: "all", account: { kind: "signed-in" } });
  expect(memory.snapshot().today).not.toBeNull();
  const stopping = memory.stop();
  await memory.clock.advance(60_000);
  await stopping;
});

test("a session begins with nothing of the one before it", async () => {
  await begin();
  const { session } = bench;
  await bench.send({ kind: "adjust", projectId: bench.paused, seconds: 60 });
  const stopping = session.stop("disable-receiver", new AbortController().signal);
  await bench.clock.advance(5_000);
  await stopping;
  expect(bench.snapshot()).toMatchObject({ undo: null, question: null, pending: [] });
});
