import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RequestPriority } from "../../../app/noko/api.ts";
import { ApiError } from "../../../app/noko/errors.ts";
import { createRateGate, createRateGates, type GateJob } from "../../../app/noko/rate-gate.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { seededRandom } from "../../support/seeded-random.ts";
import { busiestSecond } from "../../support/noko-harness.ts";

interface Start {
  readonly name: string;
  readonly at: number;
}

function setUp({ latency = 0, fraction = 0.999 } = {}) {
  const clock = new FakeClock();
  const gate = createRateGate({ clock, random: { fraction: () => fraction, bytes: () => new Uint8Array() } });
  const starts: Start[] = [];
  const owner = {};
  let running = 0;
  let mostRunning = 0;

  /** Queues a job that takes `latency`; an interrupted one queues itself again, as the request path does. */
  async function queue(
    name: string,
    priority: RequestPriority,
    more: Partial<GateJob<string>> & { readonly takes?: number } = {},
  ): Promise<string> {
    for (let continues = more.continues ?? false; ; continues = true) {
      const outcome = await gate.run({
        owner,
        priority,
        signal: undefined,
        interruptible: false,
        refusedSince: null,
        ...more,
        continues,
        start: async (interrupted, progress) => {
          progress.written();
          starts.push({ name, at: clock.passed });
          running += 1;
          mostRunning = Math.max(mostRunning, running);
          const ended = await Promise.race([
            new Promise<"done">((resolve) => clock.setTimeout(() => resolve("done"), more.takes ?? latency)),
            new Promise<"interrupted">((resolve) =>
              interrupted.addEventListener("abort", () => resolve("interrupted")),
            ),
          ]);
          running -= 1;
          if (ended === "done") progress.answered();
          return ended;
        },
      });
      if (outcome !== "interrupted") return name;
    }
  }

  const startOf = (name: string): number => starts.find((start) => start.name === name)?.at ?? Number.NaN;
  const times = (): readonly number[] => starts.map(({ at }) => at);
  return { clock, gate, queue, starts, startOf, times, mostRunning: () => mostRunning };
}

async function failureOf(promise: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error("Expected an ApiError");
}

describe("two requests a second", () => {
  it("sends a user action within 525 ms amid 200 queued reads, and never more than 2 requests in a second", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 90_000 }),
        fc.integer({ min: 0, max: 3_000 }),
        fc.constantFrom<RequestPriority>("changed-timer", "reconcile", "receiver-upkeep"),
        async (clickedAt, latency, priority) => {
          const { clock, queue, startOf, times, mostRunning } = setUp({ latency });
          for (let number = 0; number < 200; number += 1) {
            void queue(`read ${number}`, priority, { interruptible: true });
          }
          await clock.advance(clickedAt);
          void queue("click", "user-action");
          await clock.advance(600);
          expect(startOf("click") - clickedAt).toBeLessThanOrEqual(525);
          await clock.advance(200 * (525 + latency) + 10_000);
          const waited = times();
          expect(waited.length).toBeGreaterThanOrEqual(201);
          expect(busiestSecond(waited)).toBeLessThanOrEqual(2);
          expect(mostRunning()).toBe(1);
        },
      ),
      { numRuns: 12, seed: 4 },
    );
  }, 60_000);

  it("uses the rate: 200 quick reads are 525 ms apart, from the arrival of one to the next", async () => {
    const { clock, queue, times } = setUp({ latency: 120 });
    for (let number = 0; number < 200; number += 1) void queue(`read ${number}`, "reconcile");
    await clock.advance(200_000);
    expect(times()).toEqual(Array.from({ length: 200 }, (_, number) => number * 645));
  });

  it("never exceeds the rate for any mixture", async () => {
    const job = fc.record({
      wait: fc.integer({ min: 0, max: 700 }),
      takes: fc.integer({ min: 0, max: 1_500 }),
      priority: fc.constantFrom<RequestPriority>("user-action", "changed-timer", "reconcile", "receiver-upkeep"),
      interruptible: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(job, { minLength: 3, maxLength: 25 }), async (jobs) => {
        const { clock, queue, times, mostRunning } = setUp();
        const all = [];
        for (const [number, { wait, ...more }] of jobs.entries()) {
          all.push(queue(String(number), more.priority, more));
          await clock.advance(wait);
        }
        await clock.advance(120_000);
        expect(await Promise.all(all)).toHaveLength(jobs.length);
        expect(busiestSecond(times())).toBeLessThanOrEqual(2);
        expect(mostRunning()).toBe(1);
        expect(clock.pendingCount).toBe(0);
      }),
      { numRuns: 40, seed: 5 },
    );
  }, 60_000);

  it("lets a person use both slots at once when idle, and background only one", async () => {
    const { clock, queue, starts } = setUp();
    void queue("first click", "user-action");
    void queue("second click", "user-action");
    void queue("third click", "user-action");
    void queue("read", "reconcile");
    await clock.advance(5_000);
    expect(starts).toEqual([
      { name: "first click", at: 0 },
      { name: "second click", at: 0 },
      { name: "third click", at: 1_050 },
      { name: "read", at: 1_575 },
    ]);
  });

  it("holds through sleep, when overdue timeouts fire together", async () => {
    const { clock, queue, times } = setUp();
    for (let number = 0; number < 6; number += 1) void queue(`read ${number}`, "reconcile");
    await clock.advance(600);
    clock.sleep(3_600_000);
    await clock.advance(10_000);
    expect(times()).toHaveLength(6);
    expect(busiestSecond(times())).toBe(2);
  });
});

describe("who goes first", () => {
  it("is what matters more, then what came first, and what continues before what is new", async () => {
    const { clock, queue, starts } = setUp();
    const waiting: readonly [string, RequestPriority, boolean][] = [
      ["busy", "reconcile", false],
      ["upkeep", "receiver-upkeep", false],
      ["reconcile 1", "reconcile", false],
      ["reconcile 2", "reconcile", false],
      ["page 2", "reconcile", true],
      ["changed", "changed-timer", false],
      ["click 1", "user-action", false],
      ["click 2", "user-action", false],
    ];
    for (const [name, priority, continues] of waiting) void queue(name, priority, { continues, takes: 50 });
    await clock.advance(20_000);
    expect(starts.map(({ name }) => name)).toEqual([
      "busy",
      "click 1",
      "click 2",
      "changed",
      "page 2",
      "reconcile 1",
      "reconcile 2",
      "upkeep",
    ]);
  });

  it("interrupts a slow read for a click, and starts the read again afterwards", async () => {
    const { clock, queue, starts } = setUp();
    const read = queue("read", "reconcile", { interruptible: true, takes: 9_000 });
    await clock.advance(2_000);
    void queue("click", "user-action", { takes: 100 });
    await clock.advance(20_000);
    expect(await read).toBe("read");
    expect(starts).toEqual([
      { name: "read", at: 0 },
      { name: "click", at: 2_250 },
      { name: "read", at: 2_875 },
    ]);
  });

  it.each<[string, RequestPriority, RequestPriority, boolean, number]>([
    ["a read that answers soon", "reconcile", "user-action", true, 200],
    ["a change", "receiver-upkeep", "user-action", false, 4_000],
    ["another click", "user-action", "user-action", true, 4_000],
    ["a read, for another read", "reconcile", "changed-timer", true, 4_000],
  ])("does not interrupt %s", async (_, running, arriving, interruptible, takes) => {
    const { clock, queue, starts } = setUp();
    void queue("running", running, { interruptible, takes });
    await clock.advance(0);
    void queue("arriving", arriving);
    await clock.advance(20_000);
    expect(starts.map(({ name }) => name)).toEqual(["running", "arriving"]);
    expect(starts[1]?.at).toBeGreaterThanOrEqual(takes);
  });
});

describe("a refusal by the server's limiter", () => {
  it("pauses all for a growing time, and starts over after a success", async () => {
    const { clock, gate, queue, startOf } = setUp();
    gate.refused(null);
    void queue("click", "user-action");
    void queue("read", "reconcile");
    await clock.advance(998);
    expect(startOf("click")).toBeNaN();
    await clock.advance(10);
    expect(startOf("click")).toBe(999);
    gate.refused(null);
    void queue("second click", "user-action");
    await clock.advance(10_000);
    expect(startOf("second click")).toBe(1_008 + 1_998);
    gate.accepted();
    gate.refused(null);
    const refusedAt = clock.passed;
    void queue("third click", "user-action");
    await clock.advance(10_000);
    expect(startOf("third click")).toBe(refusedAt + 999);
  });

  it("honours the server's own wish", async () => {
    const { clock, gate, queue, startOf } = setUp();
    gate.refused(7_000);
    void queue("click", "user-action");
    await clock.advance(10_000);
    expect(startOf("click")).toBe(7_000);
  });

  it.each<[RequestPriority, number]>([
    ["user-action", 30_000],
    ["changed-timer", 120_000],
    ["reconcile", 120_000],
    ["receiver-upkeep", 120_000],
  ])("costs a %s at most %i ms, whether queued before or after it", async (priority, patience) => {
    const { clock, gate, queue, starts } = setUp();
    void queue("busy", "reconcile", { takes: 1 });
    const before = failureOf(queue("before", priority));
    gate.refused(patience + 1);
    const errors = [await before, await failureOf(queue("after", priority))];
    for (const error of errors) {
      expect(error.failure).toEqual({ kind: "rate-limited" });
      expect(error.surelyNotCarriedOut).toBe(true);
    }
    await clock.advance(2);
    const patient = queue("patient", priority);
    await clock.advance(patience + 2_000);
    expect(await patient).toBe("patient");
    expect(starts.map(({ name }) => name)).toEqual(["busy", "patient"]);
  });

  it("costs nobody what an earlier refusal cost, once the limiter let someone through", async () => {
    const { clock, gate, queue } = setUp();
    gate.refused(500);
    const waiting = queue("waiting", "receiver-upkeep");
    void queue("slow", "reconcile", { takes: 125_000 });
    await clock.advance(600);
    gate.accepted();
    await clock.advance(124_000);
    gate.refused(null);
    await clock.advance(10_000);
    expect(await waiting).toBe("waiting");
  });

  it.each([
    [31, "rate-limited"],
    [29, "served"],
  ])("counts the time that a request has already been refused: for %i s in all it is %s", async (seconds, outcome) => {
    const { clock, gate, queue } = setUp();
    await clock.advance(100_000);
    gate.refused(10_000);
    const refusedSince = clock.monotonicNow() + 10_000 - seconds * 1_000;
    const click = queue("click", "user-action", { refusedSince }).then(
      () => "served",
      (error: unknown) => error instanceof ApiError && error.failure.kind,
    );
    await clock.advance(20_000);
    expect(await click).toBe(outcome);
  });

  it("costs a click no more than thirty seconds, though others are refused again and again", async () => {
    const { clock, gate, queue } = setUp();
    gate.refused(5_000);
    const queuedAt = clock.passed;
    let gaveUpAt = Number.NaN;
    const click = failureOf(queue("click", "user-action")).then((error) => {
      gaveUpAt = clock.passed;
      return error.failure;
    });
    for (let refusals = 0; refusals < 15; refusals += 1) {
      await clock.advance(4_000);
      gate.refused(5_000);
    }
    expect(await click).toEqual({ kind: "rate-limited" });
    // The pause that would go beyond them is announced then.
    expect(gaveUpAt - queuedAt).toBe(28_000);
  });
});

describe("cancelling", () => {
  it("takes a queued request out, and leaves nothing behind", async () => {
    const { clock, queue, starts } = setUp();
    const caller = new AbortController();
    void queue("busy", "reconcile");
    const waiting = failureOf(queue("waiting", "reconcile", { signal: caller.signal }));
    await clock.advance(100);
    caller.abort();
    expect((await waiting).failure).toEqual({ kind: "cancelled" });
    expect((await waiting).surelyNotCarriedOut).toBe(true);
    expect((await failureOf(queue("too late", "user-action", { signal: caller.signal }))).failure).toEqual({
      kind: "cancelled",
    });
    await clock.advance(5_000);
    expect(starts.map(({ name }) => name)).toEqual(["busy"]);
    expect(clock.pendingCount).toBe(0);
  });
});

describe("what the server counts", () => {
  it("sees at most 2 of 10,000 requests in 0.9 s, though they take up to 0.3 s on the way", async () => {
    const { clock, gate } = setUp();
    const random = seededRandom(22);
    const arrivals: number[] = [];
    const wait = (milliseconds: number): Promise<void> =>
      new Promise((resolve) => clock.setTimeout(resolve, milliseconds));
    const owners = [{}, {}, {}];
    const jobs = Array.from({ length: 10_000 }, (_, number) =>
      gate.run({
        owner: owners[number % 3] ?? {},
        priority: number % 7 === 0 ? "user-action" : "reconcile",
        signal: undefined,
        continues: false,
        interruptible: false,
        refusedSince: null,
        start: async (_interrupted, progress) => {
          // Proxy, name and TLS: at the first requests longer than later.
          await wait(number < 20 ? random.fraction() * 900 : random.fraction() * 30);
          progress.written();
          await wait(random.fraction() * 300);
          arrivals.push(clock.passed);
          await wait(random.fraction() * 200);
          progress.answered();
        },
      }),
    );
    await clock.advance(10_000 * 1_500);
    await Promise.all(jobs);
    expect(arrivals).toHaveLength(10_000);
    const closest = arrivals.slice(2).map((at, index) => at - (arrivals[index] ?? 0));
    expect(Math.min(...closest)).toBeGreaterThan(900);
  }, 60_000);

  it("starts nothing from the background while another request still connects, and no third one at all", async () => {
    const { clock, gate } = setUp();
    const starts: string[] = [];
    const connect = (name: string, priority: RequestPriority, owner: object): void =>
      void gate.run({
        owner,
        priority,
        signal: undefined,
        continues: false,
        interruptible: false,
        refusedSince: null,
        start: async () => {
          starts.push(name);
          await new Promise<void>((resolve) => clock.setTimeout(resolve, 10_000));
        },
      });
    connect("first", "reconcile", {});
    connect("second", "reconcile", {});
    await clock.advance(1_900);
    expect(starts).toEqual(["first"]);
    await clock.advance(200);
    connect("click", "user-action", {});
    await clock.advance(5_000);
    expect(starts).toEqual(["first", "second"]);
    await clock.advance(30_000);
    expect(starts).toEqual(["first", "second", "click"]);
  });
});

describe("several accounts at one address", () => {
  it("take turns within a priority, however many requests one of them has", async () => {
    const { clock, queue, starts } = setUp();
    const [large, small] = [{}, {}];
    for (let page = 0; page < 40; page += 1) void queue(`large ${page}`, "reconcile", { owner: large });
    for (let page = 0; page < 3; page += 1) void queue(`small ${page}`, "reconcile", { owner: small });
    await clock.advance(60_000);
    expect(starts.slice(0, 7).map(({ name }) => name)).toEqual([
      "large 0",
      "small 0",
      "large 1",
      "small 1",
      "large 2",
      "small 2",
      "large 3",
    ]);
  });

  it("do not wait for an answer that another one waits for", async () => {
    const { clock, queue, startOf } = setUp();
    void queue("slow", "reconcile", { owner: {}, takes: 9_000 });
    void queue("other", "reconcile", { owner: {}, takes: 100 });
    await clock.advance(20_000);
    expect(startOf("other")).toBe(875);
  });

  it("have one gate for each origin", () => {
    const { clock } = setUp();
    const gates = createRateGates({ clock, random: seededRandom(1) });
    expect(gates("https://api.nokotime.com/v2")).toBe(gates("https://api.nokotime.com/other"));
    expect(gates("https://api.nokotime.com/v2")).not.toBe(gates("https://api.example.com/v2"));
  });
});
