import { describe, expect, it } from "vitest";
import type { RelayDownReason, RelayState, RunningRelay } from "../../../app/relay/relay.ts";
import { createSupervisedRelay } from "../../../app/relay/supervisor.ts";
import type { RelayCandidate, TunnelEvents } from "../../../app/relay/tunnel.ts";
import { FakeClock, settle } from "../../support/fake-clock.ts";
import { createMemoryLogger, type MemoryLogger } from "../../support/memory-logger.ts";

/** A relay that does what a test says, and remembers when it was tried. */
class ScriptedRelay implements RelayCandidate {
  readonly opened: number[] = [];
  closed = 0;
  /** What becomes of a new connection; null leaves it hanging. */
  fate:
    | { readonly kind: "up"; readonly url: string }
    | { readonly kind: "end"; readonly reason: RelayDownReason }
    | null;
  readonly name: string;
  readonly #clock: FakeClock;
  #events: TunnelEvents | null = null;

  constructor(name: string, clock: FakeClock, works: boolean) {
    this.name = name;
    this.#clock = clock;
    this.fate = works ? { kind: "up", url: `https://${name}.test` } : { kind: "end", reason: "unreachable" };
  }

  open(_port: number, events: TunnelEvents): { close(): void } {
    this.opened.push(this.#clock.monotonicNow());
    this.#events = events;
    if (this.fate?.kind === "up") events.onAddress(this.fate.url);
    else if (this.fate?.kind === "end") events.onEnd(this.fate.reason);
    return { close: () => (this.closed += 1) };
  }

  announce(url: string): void {
    this.#events?.onAddress(url);
  }

  lose(reason: RelayDownReason = "lost"): void {
    this.#events?.onEnd(reason);
  }
}

interface Bench {
  readonly clock: FakeClock;
  readonly relays: readonly ScriptedRelay[];
  readonly running: RunningRelay;
  readonly states: readonly RelayState[];
  readonly logger: MemoryLogger;
  tryOut: (url: string) => Promise<boolean>;
}

async function supervise(works: readonly boolean[], fraction = 0.999): Promise<Bench> {
  const clock = new FakeClock();
  const [first, ...rest] = works.map(
    (each, index) => new ScriptedRelay(["one", "two", "three"][index] ?? "", clock, each),
  );
  if (first === undefined) throw new Error("At least one relay");
  const states: RelayState[] = [];
  const logger = createMemoryLogger();
  const bench = { tryOut: () => Promise.resolve(true) };
  const running = createSupervisedRelay("several", [first, ...rest], {
    clock,
    logger,
    random: { fraction: () => fraction },
  }).start(
    1,
    (state) => void states.push(state),
    () => bench.tryOut(),
  );
  await settle();
  return Object.assign(bench, { clock, relays: [first, ...rest], running, states, logger });
}

function last(bench: Bench): RelayState | undefined {
  return bench.states.at(-1);
}

function up(name: string): RelayState {
  return { kind: "up", publicUrl: `https://${name}.test`, via: name };
}

function gaps(instants: readonly number[]): readonly number[] {
  return instants.slice(1).map((instant, index) => Math.round(instant - (instants[index] ?? 0)));
}

describe("one relay", () => {
  it("is tried at once, and its address reported", async () => {
    const bench = await supervise([true]);
    expect(bench.states).toEqual([up("one")]);
  });

  it("that never works is tried with waits that double up to a minute, and called down after three failures", async () => {
    const bench = await supervise([false]);
    await bench.clock.advance(1_200);
    expect(bench.states).toEqual([]);
    await bench.clock.advance(600);
    expect(bench.states).toEqual([{ kind: "down", reason: "unreachable" }]);
    await bench.clock.advance(10 * 60_000);
    const waits = gaps(bench.relays[0]?.opened ?? []);
    expect(waits.slice(0, 7)).toEqual([500, 999, 1_998, 3_996, 7_992, 15_984, 31_968]);
    expect(new Set(waits.slice(7))).toEqual(new Set([59_940]));
    expect(bench.states).toHaveLength(1);
  });

  it("full jitter: a wait is any part of what it could be", async () => {
    const bench = await supervise([false], 0.25);
    await bench.clock.advance(10_000);
    expect(gaps(bench.relays[0]?.opened ?? [])).toEqual([125, 250, 500, 1_000, 2_000, 4_000]);
  });

  it("that drops us again and again is left alone for longer each time, until one connection has lasted a minute", async () => {
    const bench = await supervise([true]);
    const [relay] = bench.relays;
    for (let round = 0; round < 4; round += 1) {
      bench.running.probed("verified");
      relay?.lose();
      await bench.clock.advance(30_000);
    }
    const before = relay?.opened.length ?? 0;
    expect(before).toBe(5);
    await bench.clock.advance(60_000);
    bench.running.probed("verified");
    const lostAt = bench.clock.monotonicNow();
    relay?.lose();
    await bench.clock.advance(30_000);
    expect((relay?.opened.at(-1) ?? 0) - lostAt).toBeLessThanOrEqual(500);
  });

  it("that worked is tried at least every three seconds for the first minute of its absence", async () => {
    const bench = await supervise([true]);
    const [relay] = bench.relays;
    if (relay === undefined) throw new Error("no relay");
    bench.running.probed("verified");
    relay.fate = { kind: "end", reason: "unreachable" };
    relay.lose();
    await bench.clock.advance(55_000);
    expect(Math.max(...gaps(relay.opened.slice(1)))).toBeLessThanOrEqual(3_000);
    expect(last(bench)).toEqual({ kind: "starting" });
    await bench.clock.advance(10_000);
    expect(last(bench)).toEqual({ kind: "down", reason: "unreachable" });
  });

  it("killed several times a few seconds apart it is tried at least every three seconds for a minute after each", async () => {
    const bench = await supervise([true]);
    const [relay] = bench.relays;
    if (relay === undefined) throw new Error("no relay");
    for (let kill = 0; kill < 4; kill += 1) {
      bench.running.probed("verified");
      relay.fate = { kind: "end", reason: "unreachable" };
      relay.lose();
      await bench.clock.advance(8_000);
      relay.fate = { kind: "up", url: "https://one.test" };
      await bench.clock.advance(3_000);
      expect(last(bench)).toEqual(up("one"));
    }
    bench.running.probed("verified");
    const before = relay.opened.length;
    const lostAt = bench.clock.monotonicNow();
    relay.fate = { kind: "end", reason: "unreachable" };
    relay.lose();
    await bench.clock.advance(59_000);
    const instants = [lostAt, ...relay.opened.slice(before), bench.clock.monotonicNow()];
    expect(Math.max(...gaps(instants))).toBeLessThanOrEqual(3_000);
  });

  it("each loss is followed by a try within three seconds, however many there were within some minutes", async () => {
    const bench = await supervise([true]);
    const [relay] = bench.relays;
    if (relay === undefined) throw new Error("no relay");
    for (let loss = 0; loss < 20; loss += 1) {
      bench.running.probed("verified");
      const lostAt = bench.clock.monotonicNow();
      relay.lose();
      await bench.clock.advance(5_000);
      expect((relay.opened.at(-1) ?? 0) - lostAt).toBeLessThanOrEqual(3_000);
      expect(relay.opened).toHaveLength(loss + 2);
    }
  });

  it("that goes on dropping us after every few seconds is left alone for longer after five minutes", async () => {
    const bench = await supervise([true]);
    const [relay] = bench.relays;
    if (relay === undefined) throw new Error("no relay");
    for (let loss = 0; loss < 40; loss += 1) {
      bench.running.probed("verified");
      relay.lose();
      await bench.clock.advance(10_000);
    }
    expect(Math.max(...gaps(relay.opened))).toBeGreaterThan(30_000);
  });

  it("that is down is down for the reason that it has at present", async () => {
    const bench = await supervise([false]);
    await bench.clock.advance(5_000);
    expect(last(bench)).toEqual({ kind: "down", reason: "unreachable" });
    const [relay] = bench.relays;
    if (relay === undefined) throw new Error("no relay");
    relay.fate = { kind: "end", reason: "refused" };
    await bench.clock.advance(60_000);
    expect(last(bench)).toEqual({ kind: "down", reason: "refused" });
  });

  it("the time that a vain attempt took counts as waiting", async () => {
    const bench = await supervise([true]);
    const [relay] = bench.relays;
    if (relay === undefined) throw new Error("no relay");
    bench.running.probed("verified");
    relay.fate = null;
    relay.lose();
    await bench.clock.advance(1_000);
    const before = relay.opened.length;
    await bench.clock.advance(3_000);
    relay.lose("unreachable");
    await bench.clock.advance(1);
    expect(relay.opened).toHaveLength(before + 1);
  });

  it.each(["reconnect", "retry"] as const)("%s ends a wait at once", async (verb) => {
    const bench = await supervise([false]);
    await bench.clock.advance(5 * 60_000);
    const [relay] = bench.relays;
    if (relay === undefined) throw new Error("no relay");
    relay.fate = { kind: "up", url: "https://one.test" };
    bench.running[verb]();
    await settle();
    expect(last(bench)).toEqual(up("one"));
  });

  it("retry leaves alone what is up, reconnect does not", async () => {
    const bench = await supervise([true]);
    bench.running.retry();
    await settle();
    expect(bench.relays[0]?.opened).toHaveLength(1);
    bench.running.reconnect();
    await settle();
    expect(bench.relays[0]).toMatchObject({ closed: 1 });
    expect(bench.states).toEqual([up("one"), { kind: "starting" }, up("one")]);
  });

  it("that is up and unproved is kept: there is no other", async () => {
    const bench = await supervise([true]);
    for (let probe = 0; probe < 10; probe += 1) bench.running.probed("failed");
    await bench.clock.advance(30 * 60_000);
    expect(bench.relays[0]?.opened).toHaveLength(1);
    expect(bench.states).toEqual([up("one")]);
  });

  it("tells each other address inside one connection", async () => {
    const bench = await supervise([true]);
    bench.relays[0]?.announce("https://other.test");
    await settle();
    expect(last(bench)).toEqual({ kind: "up", publicUrl: "https://other.test", via: "one" });
  });

  it("whose host key changed is down for that reason at once", async () => {
    const bench = await supervise([true]);
    bench.running.probed("verified");
    const [relay] = bench.relays;
    if (relay === undefined) throw new Error("no relay");
    relay.fate = { kind: "end", reason: "untrusted" };
    relay.lose();
    await bench.clock.advance(1_000);
    expect(last(bench)).toEqual({ kind: "down", reason: "untrusted" });
  });

  it("once stopped does nothing and waits for nothing", async () => {
    const bench = await supervise([true, true]);
    bench.running.probed("verified");
    await bench.running.stop();
    bench.relays[0]?.lose();
    bench.running.reconnect();
    bench.running.probed("failed");
    await bench.clock.advance(60 * 60_000);
    expect(bench.clock.pendingCount).toBe(0);
    expect(bench.relays.map(({ opened }) => opened.length)).toEqual([1, 0]);
  });
});

describe("two relays", () => {
  it("the second takes over after three failures of a first that never worked", async () => {
    const bench = await supervise([false, true]);
    await bench.clock.advance(2_000);
    expect(last(bench)).toEqual(up("two"));
    expect(bench.relays[0]?.opened).toHaveLength(3);
  });

  it("the second takes over after three failed probes, even across a new connection", async () => {
    const bench = await supervise([true, true]);
    bench.running.probed("verified");
    bench.running.probed("failed");
    bench.running.probed("failed");
    bench.running.reconnect();
    await settle();
    expect(last(bench)).toEqual(up("one"));
    bench.running.probed("failed");
    await settle();
    expect(last(bench)).toEqual(up("two"));
    expect(bench.relays[0]?.closed).toBe(2);
  });

  it("a probe in between that succeeds clears the failed ones", async () => {
    const bench = await supervise([true, true]);
    for (let round = 0; round < 5; round += 1) {
      bench.running.probed("failed");
      bench.running.probed("failed");
      bench.running.probed("verified");
    }
    await settle();
    expect(last(bench)).toEqual(up("one"));
  });

  it("the second takes over after a minute without proof, though the first is up", async () => {
    const bench = await supervise([true, true]);
    await bench.clock.advance(59_000);
    expect(last(bench)).toEqual(up("one"));
    await bench.clock.advance(2_000);
    expect(last(bench)).toEqual(up("two"));
  });

  it("one that worked gets its minute, then the next is tried", async () => {
    const bench = await supervise([true, true]);
    bench.running.probed("verified");
    const [first] = bench.relays;
    if (first === undefined) throw new Error("no relay");
    first.fate = { kind: "end", reason: "unreachable" };
    first.lose();
    await bench.clock.advance(55_000);
    expect(last(bench)).toEqual({ kind: "starting" });
    await bench.clock.advance(6_000);
    expect(last(bench)).toEqual(up("two"));
  });

  it("a changed host key passes to the next at once, and is reported when none is left", async () => {
    const bench = await supervise([false, false]);
    const [first, second] = bench.relays;
    if (first === undefined || second === undefined) throw new Error("no relay");
    first.fate = { kind: "end", reason: "untrusted" };
    bench.running.reconnect();
    await bench.clock.advance(30_000);
    expect(last(bench)).toEqual({ kind: "down", reason: "untrusted" });
    second.fate = { kind: "up", url: "https://two.test" };
    await bench.clock.advance(3 * 60_000);
    expect(last(bench)).toEqual(up("two"));
  });

  it("where none can be proved the circle ends, and one that is up is kept for ten minutes at a time", async () => {
    const bench = await supervise([true, true]);
    const probing = async (minutes: number): Promise<void> => {
      for (let half = 0; half < minutes * 2; half += 1) {
        bench.running.probed("failed");
        await bench.clock.advance(30_000);
      }
    };
    await probing(8);
    const tries = bench.relays.map(({ opened }) => opened.length);
    expect(tries).toEqual([2, 1]);
    expect(last(bench)).toEqual(up("one"));
    await probing(10);
    expect(bench.relays.map(({ opened }) => opened.length)).toEqual([2, 2]);
  });

  it("goes back to the first without a gap once that one is proved, and lets the second linger", async () => {
    const bench = await supervise([false, true]);
    await bench.clock.advance(2_000);
    bench.running.probed("verified");
    const [first, second] = bench.relays;
    if (first === undefined || second === undefined) throw new Error("no relay");
    first.fate = { kind: "up", url: "https://one.test" };
    const before = bench.states.length;
    await bench.clock.advance(10 * 60_000);
    expect(bench.states.slice(before)).toEqual([up("one")]);
    expect(second.closed).toBe(0);
    bench.running.probed("verified");
    await bench.clock.advance(61_000);
    expect(second.closed).toBe(1);
    const tries = first.opened.length;
    first.fate = null;
    first.lose();
    await bench.clock.advance(1_000);
    expect(last(bench)).toEqual({ kind: "starting" });
    expect(first.opened).toHaveLength(tries + 1);
  });

  it("hears of each other address of the first that it went back to", async () => {
    const bench = await supervise([false, true]);
    await bench.clock.advance(2_000);
    bench.running.probed("verified");
    const [first] = bench.relays;
    if (first === undefined) throw new Error("no relay");
    first.fate = { kind: "up", url: "https://one.test" };
    await bench.clock.advance(10 * 60_000);
    expect(last(bench)).toEqual(up("one"));
    first.announce("https://another.test");
    await settle();
    expect(last(bench)).toEqual({ kind: "up", publicUrl: "https://another.test", via: "one" });
  });

  it("does not go back to a first that is up and leads nowhere", async () => {
    const bench = await supervise([false, true]);
    await bench.clock.advance(2_000);
    bench.running.probed("verified");
    bench.tryOut = () => Promise.resolve(false);
    const [first] = bench.relays;
    if (first === undefined) throw new Error("no relay");
    first.fate = { kind: "up", url: "https://one.test" };
    const before = bench.states.length;
    await bench.clock.advance(35 * 60_000);
    expect(first.opened).toHaveLength(6);
    expect(first.closed).toBe(3);
    expect(bench.states.slice(before)).toEqual([]);
  });

  it("a reconnection begins at the first again where all were given up", async () => {
    const bench = await supervise([false, false]);
    const [first, second] = bench.relays;
    if (first === undefined || second === undefined) throw new Error("no relay");
    // Now and then the first was tried last, so that it is the second's turn.
    while (last(bench)?.kind !== "down" || first.opened.length <= second.opened.length) await bench.clock.advance(100);
    const tries = [first.opened.length, second.opened.length];
    bench.running.reconnect();
    await settle();
    expect([first.opened.length, second.opened.length]).toEqual([(tries[0] ?? 0) + 1, tries[1]]);
  });

  it("a wake keeps the one that is in use", async () => {
    const bench = await supervise([false, true]);
    await bench.clock.advance(2_000);
    bench.running.probed("verified");
    bench.running.reconnect();
    await settle();
    expect(last(bench)).toEqual(up("two"));
  });
});
