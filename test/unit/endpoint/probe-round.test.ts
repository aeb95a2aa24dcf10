import { describe, expect, it } from "vitest";
import { ProbeRound } from "../../../app/endpoint/probe-round.ts";
import type { ProbeOutcome } from "../../../app/endpoint/probe.ts";
import { FakeClock, settle } from "../../support/fake-clock.ts";

const publicUrl = "https://relay.example";
const verified: ProbeOutcome = { kind: "verified", milliseconds: 1 };
const unreachable: ProbeOutcome = { kind: "unreachable" };

interface Bench {
  readonly clock: FakeClock;
  readonly round: ProbeRound;
  /** When each probe was begun, in milliseconds. */
  readonly probes: readonly number[];
  /** `verified`, or the outcome with the failures in a row. */
  readonly heard: readonly string[];
  /** What the next probes come to; null leaves them open. */
  fate: ProbeOutcome | null;
  /** Answers the open probe of this number, counted from 0. */
  answer(probe: number, outcome: ProbeOutcome): Promise<void>;
}

function createBench(fate: ProbeOutcome | null, wasProved = false): Bench {
  const clock = new FakeClock();
  const probes: number[] = [];
  const heard: string[] = [];
  const open: ((outcome: ProbeOutcome) => void)[] = [];
  let isProved = wasProved;
  const bench: { fate: ProbeOutcome | null } = { fate };
  const round = new ProbeRound(publicUrl, {
    clock,
    probe: (url) => {
      expect(url).toBe(publicUrl);
      probes.push(clock.passed);
      return new Promise((resolve) => {
        open.push(resolve);
        if (bench.fate !== null) resolve(bench.fate);
      });
    },
    isProved: () => isProved,
    onVerified: async () => {
      isProved = true;
      heard.push("verified");
    },
    onFailed: (outcome, failures) => heard.push(`${outcome} ${failures}`),
  });
  return Object.assign(bench, {
    clock,
    round,
    probes,
    heard,
    answer: async (probe: number, outcome: ProbeOutcome) => {
      open[probe]?.(outcome);
      await settle();
    },
  });
}

describe("a round of probes", () => {
  it("counts probes that fail at the same moment as one failure", async () => {
    const bench = createBench(null);
    void bench.round.begin();
    await bench.clock.advance(5_000);
    for (const probe of [0, 1, 2]) await bench.answer(probe, unreachable);
    expect(bench.heard).toEqual(["unreachable 1"]);
    await bench.clock.advance(5_000);
    await bench.answer(3, unreachable);
    expect(bench.heard).toEqual(["unreachable 1", "unreachable 2"]);
    bench.round.end();
  });

  it("tries after 0, 2, 5 and 10 seconds, then every 30, while nothing answers as ours", async () => {
    const bench = createBench(unreachable);
    void bench.round.begin();
    await bench.clock.advance(100_000);
    expect(bench.probes).toEqual([0, 2_000, 5_000, 10_000, 40_000, 70_000, 100_000]);
    expect(bench.heard.slice(0, 3)).toEqual(["unreachable 1", "unreachable 2", "unreachable 3"]);
  });

  it("does not wait for an answer before the next of the first tries", async () => {
    const bench = createBench(null);
    void bench.round.begin();
    await bench.clock.advance(12_000);
    expect(bench.probes).toEqual([0, 2_000, 5_000, 10_000]);
    expect(bench.heard).toEqual([]);
  });

  it("tries every five minutes once it is verified", async () => {
    const bench = createBench(verified);
    void bench.round.begin();
    await bench.clock.advance(15 * 60_000);
    expect(bench.probes).toEqual([0, 300_000, 600_000, 900_000]);
    expect(new Set(bench.heard)).toEqual(new Set(["verified"]));
  });

  it("does not listen to probes that were under way when a later one was verified", async () => {
    const bench = createBench(null);
    void bench.round.begin();
    await bench.clock.advance(6_000);
    await bench.answer(1, verified);
    await bench.answer(0, unreachable);
    await bench.answer(2, unreachable);
    expect(bench.heard).toEqual(["verified"]);
    await bench.clock.advance(299_000);
    expect(bench.probes).toHaveLength(3);
    await bench.clock.advance(1_000);
    expect(bench.probes).toHaveLength(4);
  });

  it("waits for the answer where the path is proved, and soon tries again where it is a bad one", async () => {
    const bench = createBench(null, true);
    void bench.round.begin();
    await bench.clock.advance(4_000);
    expect(bench.probes).toEqual([0]);
    bench.fate = { kind: "wrong-answer", status: 200 };
    await bench.answer(0, { kind: "wrong-answer", status: 502 });
    await bench.clock.advance(6_000);
    expect(bench.probes).toEqual([0, 5_000, 10_000]);
    expect(bench.heard).toEqual(["wrong-answer 1", "wrong-answer 2", "wrong-answer 3"]);
  });

  it.each([
    ["intercepted", { kind: "intercepted", status: 302 }, 15_000],
    ["wrong-answer", { kind: "wrong-answer", status: 502 }, 30_000],
  ] as const)("tries again after %s: a person may be signing in to the network", async (_name, fate, wait) => {
    const bench = createBench(fate);
    void bench.round.begin();
    await bench.clock.advance(60_000);
    const [last = 0, ...before] = bench.probes.toReversed();
    expect(last - (before[0] ?? 0)).toBe(wait);
  });

  it("counts failures in a row alone", async () => {
    const bench = createBench(unreachable);
    void bench.round.begin();
    await bench.clock.advance(2_500);
    bench.fate = verified;
    await bench.clock.advance(2_500);
    bench.fate = unreachable;
    await bench.clock.advance(300_000);
    expect(bench.heard).toEqual(["unreachable 1", "unreachable 2", "verified", "unreachable 1"]);
  });

  it("comes sooner where it is asked to, and counts its first waits from there", async () => {
    const bench = createBench(verified);
    void bench.round.begin();
    await bench.clock.advance(60_000);
    bench.fate = unreachable;
    bench.round.probeIn(1_000);
    await bench.clock.advance(10_000);
    expect(bench.probes).toEqual([0, 61_000, 62_000, 65_000, 70_000]);
  });

  it("once over is not heard of, and waits for nothing", async () => {
    const bench = createBench(null);
    void bench.round.begin();
    expect(bench.round.isOver).toBe(false);
    bench.round.end();
    expect(bench.round.isOver).toBe(true);
    await bench.answer(0, verified);
    await bench.clock.advance(60 * 60_000);
    expect(bench.heard).toEqual([]);
    expect(bench.probes).toEqual([0]);
    expect(bench.clock.pendingCount).toBe(0);
  });
});
