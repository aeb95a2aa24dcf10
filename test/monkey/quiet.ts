/** After each storm: everything works again, nobody does anything, and then everything has to be as it should be. */
import { isDeepStrictEqual } from "node:util";
import { accountTimers, shownTimers } from "../support/shown-and-held.ts";
import { isRunning } from "../../app/model/timer.ts";
import { ownReceivers, trayOf } from "./actions.ts";
import type { World } from "./world.ts";

/** The promises of the README, in seconds, and a second for the last fetch. */
const promises = { known: 31, silent: 301, broadcast: 3 };
/** In seconds: an address that is proved, a receiver that points there. */
const untilLive = 700;
const longestUndo = 12;

/** What was seen in the quiet, for the report. */
export interface Quiet {
  readonly secondsUntilRight: number;
  readonly secondsUntilLive: number;
  readonly secondsOfBroadcast: number;
}

export class Divergence extends Error {}

export async function settle(world: World): Promise<Quiet> {
  const { server, internet, clock } = world;
  server.faults.clear();
  internet.mend();
  world.start();
  await clock.advance(1_000);
  void world.life?.application.chooseRelay("automatic");
  const secondsUntilRight = await untilRight(world);
  await clock.advance(longestUndo * 1_000);
  server.faults.clear();
  const secondsUntilLive = await live(world);
  await until(world, promises.known, "what is shown was right while live", () => difference(world) === null);
  const secondsOfBroadcast = await broadcastArrives(world);
  await live(world);
  await until(world, promises.known, "all was right while live", () => difference(world) === null);
  await until(world, promises.known, "the day's total was right", () => isTotalRight(world));
  await until(world, promises.silent, "one receiver was enabled", () => enabledReceivers(world) === 1);
  check(world);
  return { secondsUntilRight, secondsUntilLive, secondsOfBroadcast };
}

/** Nothing at all for an hour: what is asked, written and held then is what it costs for years. */
export async function idle(world: World): Promise<void> {
  const { server, clock } = world;
  world.life?.application.setWindowOpen(false);
  const requests = { count: 0 };
  const end = server.onRequest(() => (requests.count += 1));
  const lines = world.life?.lines.length ?? 0;
  await clock.advance(3_600_000);
  end();
  const written = (world.life?.lines.length ?? 0) - lines;
  if (requests.count > 60) fail(world, `${requests.count} requests in an hour in which nothing happened`);
  if (written > 300) fail(world, `${written} lines of the log in an hour in which nothing happened`);
  if (difference(world) !== null) fail(world, `after an hour in which nothing happened, ${difference(world)}`);
  check(world);
}

function link(world: World) {
  const state = world.life?.application.snapshot().link;
  if (state === undefined) throw new Divergence("It does not run");
  return state;
}

/** A person who finds it signed out signs in. */
function signInAgain(world: World, waited: number): void {
  if (world.life?.application.snapshot().account.kind === "signed-out" && waited % 5 === 0) world.signIn();
}

async function untilRight(world: World): Promise<number> {
  let waited = 0;
  let known = 0;
  for (; difference(world) !== null; waited += 1) {
    const account = world.life?.application.snapshot().account.kind;
    signInAgain(world, waited);
    // Broken without a sign: only the next comparison finds it. From then on it is known.
    known = account === "signed-in" && link(world).state !== "live" ? known + 1 : 0;
    if (waited > promises.silent || known > promises.known) {
      fail(
        world,
        `after ${waited} s of quiet, ${account}, ${known} s of which ${link(world).reason}, ${difference(world)}`,
      );
    }
    await world.clock.advance(1_000);
  }
  return waited;
}

/** Whether broadcasts arrive is known by one that does: now and then something has to change. */
async function live(world: World): Promise<number> {
  let waited = 0;
  for (; link(world).state !== "live"; waited += 1) {
    if (waited > untilLive) fail(world, `after ${waited} s it is ${link(world).state}: ${link(world).reason}`);
    signInAgain(world, waited);
    if (waited % 60 === 59) changeSomething(world, waited);
    await world.clock.advance(1_000);
  }
  return waited;
}

function changeSomething(world: World, number: number): void {
  const { account } = world.server;
  const projects = account.projects();
  const project = projects[number % projects.length];
  if (project === undefined) return;
  world.elsewhere(() => void account.startTimer(project.id, `in the quiet ${number}, life ${world.lives}`));
}

async function until(world: World, limit: number, what: string, isSo: () => boolean): Promise<number> {
  for (let waited = 0; waited <= limit; waited += 1) {
    if (isSo()) return waited;
    await world.clock.advance(1_000);
  }
  const { state, reason } = link(world);
  return fail(
    world,
    `it took more than ${limit} s until ${what}; the link is ${state}: ${reason}; ${difference(world)}`,
  );
}

/** What a storm broke without a sign, such as a receiver that points elsewhere, is mended after so many missed changes. */
const missesUntilMended = 6;

/** A change elsewhere is shown within two seconds of its broadcast, which waits a second for others. */
async function broadcastArrives(world: World): Promise<number> {
  for (let misses = 0; ; misses += 1) {
    const waited = await changeElsewhere(world, misses);
    if (waited <= promises.broadcast) return waited;
    if (misses === missesUntilMended) fail(world, `change ${misses} in the quiet took ${waited} s to be shown`);
    await live(world);
  }
}

async function changeElsewhere(world: World, number: number): Promise<number> {
  changeSomething(world, number);
  await world.server.flushBroadcasts();
  return until(world, promises.silent, "a change elsewhere was shown", () => difference(world) === null);
}

/** Null where all that is shown is so. */
export function difference(world: World): string | null {
  const { life, server } = world;
  if (life === null) return "it does not run";
  const snapshot = life.application.snapshot();
  if (!snapshot.timersKnown) return "no timers are known";
  const compared = { clock: life.clock, server, snapshot: () => snapshot };
  const [shown, actual] = [shownTimers(compared), accountTimers(compared)];
  return isDeepStrictEqual(shown, actual)
    ? null
    : `it shows ${JSON.stringify(shown)} instead of ${JSON.stringify(actual)}`;
}

/** What is logged on the present day, as the account has it. */
function isTotalRight({ life, server }: World): boolean {
  const today = life?.application.snapshot().today ?? null;
  const { account } = server;
  const entries = account.entries
    .all()
    .filter(({ userId, date }) => userId === account.user.id && date === account.today);
  const logged = entries.reduce((sum, { minutes }) => sum + minutes, 0);
  return today?.date === account.today && today.minutes.reduce((sum, { minutes }) => sum + minutes, 0) === logged;
}

function enabledReceivers(world: World): number {
  return ownReceivers(world).filter(({ enabled }) => enabled).length;
}

function check(world: World): void {
  const own = ownReceivers(world);
  if (own.length > 2) fail(world, `${own.length} receivers are left in the account`);
  const icon = trayOf(world)?.icon.timer;
  const runs = world.server.account.timers().some(({ run }) => run.kind === "running");
  if ((icon === "running") !== runs) fail(world, `the icon says ${icon}, and the account ${runs ? "runs" : "rests"}`);
  for (const mistake of world.ledger.mistakes()) fail(world, mistake);
  const held = world.clock.pendingCount;
  if (held > 60) fail(world, `${held} timeouts are waiting`);
  const size = JSON.stringify([...world.disk.settings, ...world.disk.secrets, ...world.disk.installation]).length;
  if (size > 16_384) fail(world, `the profile has grown to ${size} characters`);
}

/** What has to hold at every moment. */
export function checkAlways(world: World): void {
  for (const fault of world.faults.splice(0)) fail(world, fault);
  const { life, disk } = world;
  if (life === null) return;
  world.noteSecrets();
  const snapshots = life.takeSnapshots();
  for (const { timers, revision } of snapshots) {
    if (timers.filter(isRunning).length > 1) fail(world, `two timers ran in revision ${revision}`);
  }
  const written = `${life.lines.join("\n")}\n${JSON.stringify([...disk.settings, ...disk.secrets, ...disk.installation])}`;
  const seen = `${written}\n${JSON.stringify(snapshots)}`;
  for (const secret of world.secrets) {
    if (seen.includes(secret)) fail(world, `a secret is readable: ${where(seen, secret)}`);
  }
  Reflect.set(life.lines, "length", 0);
}

function where(text: string, secret: string): string {
  const at = text.indexOf(secret);
  return JSON.stringify(text.slice(Math.max(0, at - 120), at));
}

function fail(world: World, what: string): never {
  throw new Divergence(`${what} (life ${world.lives}, ${Math.round(world.clock.passed / 1_000)} s)`);
}
