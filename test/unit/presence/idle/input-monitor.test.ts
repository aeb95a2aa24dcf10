import { expect, test } from "vitest";
import { InputMonitor, noticedAfter } from "../../../../app/presence/idle/input-monitor.ts";
import { createPolledSource } from "../../../../app/presence/idle/polled-source.ts";
import { FakeClock, settle } from "../../../support/fake-clock.ts";
import { FakeIdleSource } from "../../../support/fake-idle-source.ts";
import { createMemoryLogger } from "../../../support/memory-logger.ts";

const minutes = 60_000;
const wanted = 10 * minutes;

function bench(seconds: () => number | null = () => null) {
  const clock = new FakeClock();
  const sources = [new FakeIdleSource("mutter", clock), new FakeIdleSource("wayland", clock)] as const;
  const heard: string[] = [];
  const start = clock.wallNow();
  const monitor = new InputMonitor({
    clock,
    logger: createMemoryLogger(),
    sources: () => Promise.resolve([...sources, createPolledSource(clock, seconds)]),
    secondsSinceInput: seconds,
    onIdle: ({ wall }) => void heard.push(`idle since ${(wall - start) / minutes}`),
    onActive: () => void heard.push("active"),
  });
  return { clock, sources, monitor, heard };
}

async function opened(seconds?: () => number | null) {
  const opening = bench(seconds);
  opening.monitor.watch(wanted);
  await settle();
  return opening;
}

test("the first source that works is taken, and the report names it", async () => {
  const { monitor, sources } = bench();
  sources[0].isMissing = true;
  expect(monitor.report()).toMatchObject({ source: null, state: "unasked" });
  monitor.watch(wanted);
  await settle();
  expect(monitor.report()).toEqual({ source: "wayland", state: "heard", idleSince: null, demoted: [] });
  expect(sources[1].spans).toEqual([noticedAfter, wanted]);
});

test("idle counts from the last input, not from the end of the span", async () => {
  const { clock, sources, monitor, heard } = await opened();
  const [mutter] = sources;
  await clock.advance(5 * minutes);
  mutter.idle(noticedAfter);
  expect(heard).toEqual([]);
  await clock.advance(9 * minutes);
  mutter.idle(wanted);
  expect(heard).toEqual(["idle since 4"]);
  expect(monitor.secondsSinceInput()).toBe(10 * 60);
  mutter.active();
  expect(heard).toEqual(["idle since 4", "active"]);
  expect(monitor.secondsSinceInput()).toBe(0);
});

test("a source that calls by itself costs no timeout", async () => {
  const { clock, sources } = await opened();
  expect(clock.pendingCount).toBe(0);
  sources[0].idle(noticedAfter);
  sources[0].idle(wanted);
  expect(clock.pendingCount).toBe(0);
});

test("nothing is opened while nothing is wanted, and all is closed again", async () => {
  const { clock, sources, monitor, heard } = await opened();
  monitor.watch(null);
  await settle();
  expect(sources.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  expect(clock.pendingCount).toBe(0);
  sources[0].idle(wanted);
  expect(heard).toEqual([]);
});

test("where nothing tells it, that is said, and nothing is tried again by itself", async () => {
  const { clock, sources, monitor } = bench();
  for (const source of sources) source.isMissing = true;
  await monitor.probe();
  expect(monitor.report().state).toBe("none");
  monitor.watch(wanted);
  await settle();
  expect(monitor.report()).toMatchObject({ source: null, state: "none" });
  expect(monitor.secondsSinceInput()).toBeNull();
  expect(clock.pendingCount).toBe(0);
});

test("a probe opens nothing for good", async () => {
  const { sources, monitor } = bench();
  await monitor.probe();
  expect(monitor.report().state).toBe("unasked");
  expect(sources.map(({ isOpen }) => isOpen)).toEqual([false, false]);
});

test("a source that ends is looked for again, at 1, 2, 4 … 64 s, and nobody is idle meanwhile", async () => {
  const { clock, sources, monitor, heard } = await opened();
  const [mutter, wayland] = sources;
  mutter.idle(noticedAfter);
  mutter.idle(wanted);
  mutter.isMissing = true;
  wayland.isMissing = true;
  mutter.end();
  expect(heard.at(-1)).toBe("active");
  expect(monitor.report()).toMatchObject({ source: null, state: "lost", idleSince: null });
  const tries: number[] = [];
  const from = clock.monotonicNow();
  for (let count = mutter.opened; clock.monotonicNow() - from < 200_000;) {
    await clock.advance(1_000);
    if (mutter.opened > count) tries.push((clock.monotonicNow() - from) / 1000);
    count = mutter.opened;
  }
  expect(tries).toEqual([1, 3, 7, 15, 31, 63, 127, 191]);
  mutter.isMissing = false;
  await clock.advance(64_000);
  expect(monitor.report()).toMatchObject({ source: "mutter", state: "heard" });
});

test("one that ends as soon as it is heard is tried less and less often", async () => {
  const { clock, sources } = await opened();
  const [mutter] = sources;
  for (const wait of [1_000, 2_000, 4_000]) {
    mutter.end();
    await clock.advance(wait - 1);
    expect(mutter.isOpen).toBe(false);
    await clock.advance(1);
    expect(mutter.isOpen).toBe(true);
  }
});

test("one that says idle while commands are given is not believed any more", async () => {
  const { clock, sources, monitor } = await opened();
  const [mutter] = sources;
  mutter.idle(noticedAfter);
  // The word that somebody is back may be on its way.
  monitor.present();
  await clock.advance(4_000);
  monitor.present();
  expect(monitor.report().source).toBe("mutter");
  await clock.advance(2_000);
  monitor.present();
  await settle();
  expect(monitor.report()).toMatchObject({ source: "wayland", demoted: ["mutter"] });
  monitor.watch(null);
  monitor.watch(wanted);
  await settle();
  expect(monitor.report().source).toBe("wayland");
});

test("one that is never idle behind a locked screen is not believed any more", async () => {
  const { clock, sources, monitor } = await opened();
  await clock.advance(11 * minutes);
  sources[0].active();
  monitor.lockEnded(11 * minutes);
  await settle();
  expect(monitor.report()).toMatchObject({ source: "wayland", demoted: ["mutter"] });
});

test.each([
  ["was idle in it", 11 * minutes, true],
  ["is asked about a short lock", 9 * minutes, false],
] as const)("one that %s is believed", async (_name, locked, idles) => {
  const { clock, sources, monitor } = await opened();
  const [mutter] = sources;
  await clock.advance(minutes);
  await clock.advance(locked);
  if (idles) mutter.idle(wanted);
  mutter.active();
  monitor.lockEnded(locked);
  await settle();
  expect(monitor.report()).toMatchObject({ source: "mutter", demoted: [] });
});

test("a system that is asked: at the end of the span, then every 2 s until somebody is back", async () => {
  let asked = 0;
  let lastInput = 0;
  const seconds = (): number => {
    asked += 1;
    return Math.floor((clock.monotonicNow() - lastInput) / 1000);
  };
  const { clock, sources, monitor, heard } = bench(seconds);
  for (const source of sources) source.isMissing = true;
  lastInput = clock.monotonicNow();
  monitor.watch(wanted);
  await clock.advance(0);
  expect(monitor.report().source).toBe("system");
  asked = 0;
  await clock.advance(wanted - 1);
  expect(asked).toBe(0);
  await clock.advance(1);
  expect(heard).toEqual(["idle since 0"]);
  await clock.advance(60_000);
  expect(asked).toBe(31);
  lastInput = clock.monotonicNow();
  await clock.advance(2_000);
  expect(heard).toEqual(["idle since 0", "active"]);
  asked = 0;
  await clock.advance(9 * minutes);
  expect(asked).toBe(0);
});

test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])("a system that answers %d is not heard", async (answer) => {
  const { sources, monitor } = bench(() => answer);
  for (const source of sources) source.isMissing = true;
  monitor.watch(wanted);
  await settle();
  expect(monitor.report().state).toBe("none");
});
