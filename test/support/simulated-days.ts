/** Days of a computer that sleeps, changes its network and meets sign-in pages, with an account that changes meanwhile. */
import type { Random } from "../../app/platform/ports.ts";
import { createMemorySession, type MemorySession } from "./memory-session.ts";
import { seededRandom } from "./seeded-random.ts";
import { accountTimers, shownTimers } from "./shown-and-held.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const step = 15 * second;

export interface SimulatedDays {
  /** The longest that something else was shown than the account held, while the computer was awake, in milliseconds. */
  readonly longestWrong: number;
  /** As the product itself counts it. */
  readonly worstAge: number;
  /** The longest that the link was live after a change had shown that the account does not reach us. */
  readonly longestLiveAfterSuspicion: number;
  /** The longest that it was live while the account did not reach us, suspected or not. */
  readonly longestLiveWhileBroken: number;
  readonly liveShare: number;
  readonly breaks: number;
  readonly sleeps: number;
  readonly mostRequestsInADay: number;
  /** Whether all is well in the end, with nothing broken any more. */
  readonly endsLive: boolean;
}

type Trouble = (path: MemorySession["path"]) => () => void;

const troubles: readonly { readonly begin: Trouble; readonly isOfSender: boolean }[] = [
  // The account does not reach the relay: our own probe is healthy.
  { begin: (path) => ((path.openForSender = false), () => (path.openForSender = true)), isOfSender: true },
  // A VPN: nothing comes through.
  { begin: (path) => ((path.open = false), () => (path.open = true)), isOfSender: false },
  { begin: (path) => ((path.signInPage = true), () => (path.signInPage = false)), isOfSender: false },
  // An office: our own probe alone is blocked.
  { begin: (path) => ((path.openForProbes = false), () => (path.openForProbes = true)), isOfSender: false },
];

/** Of a session in memory, on one clock. */
export async function simulateDays(seed: number, days: number): Promise<SimulatedDays> {
  const random = seededRandom(seed);
  const memory = createMemorySession({ seed, demo: { cast: "off", projects: 6 } });
  const { clock, server, path, session } = memory;
  const projects = server.account.projects().map(({ id }) => id);
  for (const id of projects) server.account.startTimer(id);
  session.start();
  await clock.advance(minute);

  const figures = { longestWrong: 0, longestLiveAfterSuspicion: 0, longestLiveWhileBroken: 0, breaks: 0, sleeps: 0 };
  let wrongFor = 0;
  let brokenFor = 0;
  let suspectedFor = 0;
  let missesBefore = 0;
  let end: (() => void) | null = null;
  let isOfSender = false;
  const until = clock.monotonicNow() + days * 24 * hour;
  while (clock.monotonicNow() < until) {
    if (chance(random, step / (20 * minute))) change(memory, random);
    if (end === null && chance(random, step / (3 * hour))) {
      const trouble = pick(random, troubles);
      end = trouble.begin(path);
      isOfSender = trouble.isOfSender;
      figures.breaks += 1;
      missesBefore = memory.snapshot().link.missedBroadcasts;
      // A change of the network is noticed; that the account does not reach us any more is not.
      if (!isOfSender) session.wake();
    } else if (end !== null && chance(random, step / hour)) {
      end();
      if (!isOfSender) session.wake();
      end = null;
      isOfSender = false;
    }
    if (chance(random, step / (6 * hour))) {
      clock.sleep(Math.floor(random.fraction() * 10 * hour));
      for (let missed = 0; missed < 3; missed += 1) change(memory, random);
      session.wake();
      figures.sleeps += 1;
      wrongFor = 0;
      suspectedFor = 0;
    }
    await clock.advance(step);
    const isRight = String(shownTimers(memory)) === String(accountTimers(memory));
    wrongFor = isRight ? 0 : wrongFor + step;
    figures.longestWrong = Math.max(figures.longestWrong, wrongFor);
    const { state, missedBroadcasts } = memory.snapshot().link;
    const isLive = state === "live";
    brokenFor = isOfSender && isLive ? brokenFor + step : 0;
    const isSuspected = isOfSender && isLive && missedBroadcasts > missesBefore;
    suspectedFor = isSuspected ? suspectedFor + step : 0;
    figures.longestLiveWhileBroken = Math.max(figures.longestLiveWhileBroken, brokenFor);
    figures.longestLiveAfterSuspicion = Math.max(figures.longestLiveAfterSuspicion, suspectedFor);
  }
  end?.();
  session.wake();
  await clock.advance(minute);
  change(memory, random);
  await clock.advance(2 * minute);
  const endsLive = memory.snapshot().link.state === "live";
  const { health } = session.reachability();
  const stopping = memory.stop();
  await clock.advance(minute);
  await stopping;
  return {
    ...figures,
    worstAge: health.worstAge,
    liveShare: health.liveMs / health.hereMs,
    mostRequestsInADay: mostInADay(memory),
    endsLive,
  };
}

function change({ server: { account } }: MemorySession, random: Random): void {
  const project = pick(random, account.projects()).id;
  if (random.fraction() < 0.5) account.startTimer(project);
  else account.describeTimer(project, `text ${random.fraction()}`);
}

function mostInADay({ server }: MemorySession): number {
  const at = server.requests
    .filter(({ path }) => path.startsWith("/v2/webhooks"))
    .map(({ monotonicAt }) => monotonicAt);
  return Math.max(0, ...at.map((from) => at.filter((each) => each >= from && each < from + 24 * hour).length));
}

function chance(random: Random, probability: number): boolean {
  return random.fraction() < probability;
}

function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.fraction() * items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from");
  return item;
}
