/** Two accounts side by side: each stays itself, and neither is slowed down or ended by what befalls the other. */
import { expect, test } from "vitest";
import type { Command } from "../../app/contract/command.ts";
import type { MemoryDemoServer } from "../support/noko/server.ts";
import type { Random } from "../../app/platform/ports.ts";
import { mostInOneSecond } from "../support/rate.ts";
import { accountTimers, shownTimers } from "../support/shown-and-held.ts";
import { openTwoAccounts, type Origins, type TwoAccounts } from "../support/two-accounts.ts";

const both = [0, 1] as const;

function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random.fraction() * items.length)] ?? items[0];
}

function anyProject({ account }: MemoryDemoServer, random: Random): number {
  const ids = account.projects().map(({ id }) => id);
  return ids[Math.floor(random.fraction() * 5)] ?? 0;
}

function anyCommand(projectId: number, random: Random): Command {
  return pick<Command>(random, [
    { kind: "start", projectId },
    { kind: "pause", projectId },
    { kind: "adjust", projectId, seconds: 300 },
    { kind: "describe", projectId, description: pick(random, ["a", "b #c", ""]) },
    { kind: "discard", projectId },
    { kind: "log-and-start", projectId },
    { kind: "undo" },
    { kind: "answer-question", goAhead: true },
  ]);
}

/** What another device does; it never asks for what can't be. */
function changeElsewhere({ account }: MemoryDemoServer, projectId: number, random: Random): void {
  if (account.timer(projectId) === null) account.startTimer(projectId);
  pick(random, [
    () => account.startTimer(projectId),
    () => account.pauseTimer(projectId),
    () => account.adjustTimer(projectId, 600),
    () => account.discardTimer(projectId),
  ])();
}

async function untilLive(world: TwoAccounts): Promise<void> {
  await world.clock.advance(60_000);
  expect(both.map((account) => world.view(account).link.state)).toEqual(["live", "live"]);
}

/** Whatever only one of the accounts has: its token, paths, receivers, projects and timers; its address, if it is alone there. */
function ownWords({ token, account, baseUrl }: MemoryDemoServer, origins: Origins): readonly RegExp[] {
  const receivers = account.receivers.all();
  return [
    token,
    ...(origins === "two-apis" ? [baseUrl] : []),
    ...receivers.flatMap(({ payloadUri, urlId }) => [
      new URL(payloadUri).pathname,
      `/broadcast_receivers/${String(urlId)}`,
    ]),
    ...account.projects().map(({ id }) => `/projects/${id}`),
  ].map((word) => new RegExp(`${word.replaceAll("/", "\\/")}(?!\\w)`));
}

test.each<[Origins, string]>([
  ["one-api", "never 3 in a second"],
  ["two-apis", "never 3 in a second to either"],
])(
  "1,000 commands and changes, %s: nothing of one account in a request of the other, and %s",
  async (origins) => {
    const world = await openTwoAccounts(1, origins);
    await untilLive(world);
    const { clock, random, servers, requests } = world;
    const [firstIds, secondIds] = both.map((account) => servers[account].account.projects().map(({ id }) => id));
    expect(firstIds?.filter((id) => secondIds?.includes(id))).toEqual([]);
    const wordsNow = (): readonly (readonly RegExp[])[] => servers.map((server) => ownWords(server, origins));
    const words = wordsNow();
    for (let step = 0; step < 1_000; step += 1) {
      const account = random.fraction() < 0.5 ? 0 : 1;
      const server = servers[account];
      const projectId = anyProject(server, random);
      if (random.fraction() < 0.6) void world.dispatch(account, anyCommand(projectId, random));
      else changeElsewhere(server, projectId, random);
      await clock.advance(random.fraction() * 3_000);
    }
    await clock.advance(120_000);
    for (const account of both) {
      void world.dispatch(account, { kind: "answer-question", goAhead: false });
      void world.dispatch(account, { kind: "refresh" });
    }
    await clock.advance(60_000);

    for (const account of both) {
      const compared = { clock, server: servers[account], snapshot: () => world.view(account) };
      expect(shownTimers(compared)).toEqual(accountTimers(compared));
      expect(world.view(account).link.state).toBe("live");
      expect(world.view(account).pending).toEqual([]);
    }
    const all = [...words, ...wordsNow()];
    const crossings = requests.filter(({ account, text }) =>
      all.some((own, index) => index % 2 !== account && own.some((word) => word.test(text))),
    );
    expect(crossings).toEqual([]);
    expect(requests.length).toBeGreaterThan(1_000);
    expect(both.map((account) => requests.some((request) => request.account === account))).toEqual([true, true]);
    const sentTo = (account: number): number[] =>
      requests.filter((request) => request.account === account).map(({ at }) => at);
    expect(both.map(sentTo).map(mostInOneSecond)).toEqual([2, 2]);
    // Of two APIs each has its own limit, of which the other takes nothing.
    expect(mostInOneSecond(requests.map(({ at }) => at))).toBe(origins === "one-api" ? 2 : 4);
    expect(servers.flatMap((server) => server.answers).filter(({ status }) => status === 429)).toEqual([]);
    expect(world.opened).toEqual({ listeners: 1, relays: 1 });
    await world.stop();
    const enabled = servers.map(({ account }) => account.receivers.all().filter((receiver) => receiver.enabled).length);
    expect(enabled).toEqual([0, 0]);
  },
  120_000,
);

test.each<[string, (server: MemoryDemoServer) => void, string]>([
  ["is locked", ({ faults }) => void (faults.lockedAccount = true), "offline account-locked"],
  ["refuses", ({ faults }) => void faults.answer(403), "offline account-refuses"],
  ["fails", ({ faults }) => void faults.answer(500), "offline account-fails"],
  ["answers nonsense", ({ faults }) => void faults.answer(200, {}, { body: "[{}" }), "offline answer-unreadable"],
  ["hangs", ({ faults }) => void faults.hang(), "offline api-unreachable"],
])("one account %s: the other stays live, and hears of a change within 2 s", async (_, befall, link) => {
  const world = await openTwoAccounts(2);
  await untilLive(world);
  const [first, second] = world.servers;
  befall(first);
  void world.dispatch(0, { kind: "refresh" });
  const states = new Set<string>();
  for (let change = 0; change < 20; change += 1) {
    const projectId = anyProject(second, world.random);
    second.account.startTimer(projectId);
    await world.clock.advance(2_000);
    expect(world.view(1).timers[0]).toMatchObject({ projectId, state: "running" });
    states.add(world.view(1).link.state);
    await world.clock.advance(world.random.fraction() * 4_000);
  }
  expect([...states]).toEqual(["live"]);
  expect(`${world.view(0).link.state} ${world.view(0).link.reason}`).toBe(link);
  expect(world.signedIn()).toEqual(world.ids);
  await world.stop();
});

test("an API that refuses for its limit does not make the account at another one wait", async () => {
  const world = await openTwoAccounts(4, "two-apis");
  await untilLive(world);
  const [first, second] = world.servers;
  first.faults.answer(429, {}, { headers: { "retry-after": "20" } });
  void world.dispatch(0, { kind: "refresh" });
  await world.clock.advance(1_000);
  const before = world.requests.filter(({ account }) => account === 0).length;
  const projectId = anyProject(second, world.random);
  void world.dispatch(1, { kind: "start", projectId });
  await world.clock.advance(1_000);
  expect(second.account.timer(projectId)?.run.kind).toBe("running");
  expect(world.requests.filter(({ account }) => account === 0)).toHaveLength(before);
  await world.stop();
});

test("a token that one account rejects signs out that account alone, and the other comes in focus", async () => {
  const world = await openTwoAccounts(3);
  await untilLive(world);
  const [first, second] = world.servers;
  expect(world.snapshot().id).toBe(world.ids[1]);
  second.faults.revokedToken = true;
  void world.dispatch(1, { kind: "refresh" });
  await world.clock.advance(5_000);
  expect(world.signedIn()).toEqual([world.ids[0]]);
  expect(world.snapshot()).toMatchObject({ id: world.ids[0], others: [], account: { kind: "signed-in" } });
  const projectId = anyProject(first, world.random);
  first.account.startTimer(projectId);
  await world.clock.advance(2_000);
  expect(world.snapshot().timers[0]).toMatchObject({ projectId, state: "running" });
  expect(world.opened).toEqual({ listeners: 1, relays: 1 });
  await world.stop();
});
