/** Another relay is chosen while timers are shown and used: only the route of broadcasts changes. */
import { afterEach, expect, test } from "vitest";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { createDeferred } from "../../app/platform/deferred.ts";
import { overSsh } from "../../app/relay/create-relay.ts";
import { localhostRun, srvUs } from "../../app/relay/registry.ts";
import type { Relay } from "../../app/relay/relay.ts";
import { type FakeSshRelay, startFakeRelay } from "../support/fake-ssh-relay.ts";
import { Internet } from "../support/internet.ts";
import { changeElsewhere, providerAt, right } from "../support/relay-scenarios.ts";
import { type RelayWorld, startRelayWorld } from "../support/relay-world.ts";
import { SkippingClock } from "../support/skipping-clock.ts";

const { gear } = castProjectIds;

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

interface Stage {
  readonly clock: SkippingClock;
  readonly world: RelayWorld;
  readonly first: FakeSshRelay;
  readonly second: FakeSshRelay;
  readonly secondRelay: Relay;
}

/** Live through the first of two relays, with Gear GmbH running. */
async function liveThroughFirst(): Promise<Stage> {
  const clock = new SkippingClock();
  const first = await startFakeRelay({ imitates: "srv.us" });
  const second = await startFakeRelay({ imitates: "localhost.run cloud events" });
  const world = await startRelayWorld({
    clock,
    internet: new Internet([first, second]),
    createRelay: (ports) => overSsh("srv.us", [providerAt(srvUs, first, () => first.sshPort)], ports),
  });
  cleanUps.push(
    () => first.stop(),
    () => second.stop(),
    () => world.stop(),
  );
  await world.until(
    ({ link, projectsLoaded, timers }) => link.state === "live" && projectsLoaded === "all" && timers.length > 0,
  );
  const elsewhere = [providerAt(localhostRun, second, () => second.sshPort)] as const;
  return { clock, world, first, second, secondRelay: overSsh("localhost.run", elsewhere, world.relayPorts) };
}

/** The account is asked to point the receiver elsewhere, and does so once the returned function is called. */
function holdRepointing({ demo }: RelayWorld): { readonly asked: Promise<void>; release(): void } {
  const asked = new Promise<void>((resolve) => {
    const forget = demo.onRequest((request) => {
      if (!isRepointing(request)) return;
      forget();
      resolve();
    });
  });
  return { asked, release: demo.faults.hold({ where: isRepointing }) };
}

test("timers, Undo and commands go on through the change, and broadcasts come by the other relay alone", async () => {
  const { world, first, second, secondRelay } = await liveThroughFirst();
  const { demo, session } = world;
  await session.dispatch({ kind: "adjust", projectId: gear, seconds: 300 });
  const { undo } = world.snapshot();
  expect(undo).not.toBeNull();
  const before = world.snapshots.length;

  const firstUrl = first.addresses()[0] ?? "none";
  const [repointings, requests] = [world.repointings(), demo.requests.length];
  const left = first.departure();
  /** What the account has, and which addresses the first relay serves, when it is asked to point the receiver elsewhere. */
  const repointed = new Promise<unknown>((resolve) => {
    const forget = demo.onRequest((request) => {
      if (!isRepointing(request)) return;
      forget();
      resolve([world.receivers(), first.addresses()]);
    });
  });
  const changed = world.endpoint.useRelay(secondRelay);
  expect(await session.dispatch({ kind: "pause", projectId: gear })).toEqual({ kind: "done" });
  expect(demo.account.runningTimer()).toBeNull();
  // The address that the account still has is still ours.
  expect(await repointed).toEqual([[{ enabled: true, payloadUri: expect.stringContaining(firstUrl) }], [firstUrl]]);
  await changed;

  await world.until(({ link }) => link.state === "live" && link.relay === "localhost.run");
  const since = world.snapshots.slice(before);
  expect(since.every(({ timers, projects }) => timers.length > 0 && projects.length > 0)).toBe(true);
  await left;
  expect(world.receivers()).toHaveLength(1);
  expect(world.receivers()[0]).toMatchObject({
    enabled: true,
    payloadUri: expect.stringContaining(second.addresses()[0] ?? "none"),
  });

  expect(world.repointings()).toBe(repointings + 1);
  expect(demo.requests.slice(requests).filter(({ path }) => /\/(?:disable|enable|reroll_secret)$/.test(path))).toEqual(
    [],
  );

  await first.kill();
  changeElsewhere(world);
  await right(world);
  expect(world.snapshot().link).toMatchObject({ state: "live", relay: "localhost.run" });
});

test("none is a choice as well: the receiver is disabled, and changes are found by looking", async () => {
  const { world, first } = await liveThroughFirst();
  const left = first.departure();
  await world.endpoint.useRelay(null);
  await world.until(({ link }) => link.state === "polling" && link.reason === "no-relay");
  expect(world.receivers()).toMatchObject([{ enabled: false }]);
  await left;
});

test("an account that does not answer keeps the relay before for 20 seconds at most", async () => {
  const { clock, world, secondRelay } = await liveThroughFirst();
  const repointing = holdRepointing(world);
  const changed = world.endpoint.useRelay(secondRelay);
  await repointing.asked;
  clock.skip(20_000);
  await changed;
  repointing.release();
  await world.until(({ link }) => link.state === "live" && link.relay === "localhost.run");
  expect(world.receivers()).toMatchObject([{ enabled: true }]);
});

test.each([
  { how: "disable-receiver", left: [{ enabled: false }] },
  { how: "remove-receiver", left: [] },
] as const)("leaving meanwhile ($how) leaves nothing enabled, and nothing is begun any more", async ({ how, left }) => {
  const { world, secondRelay } = await liveThroughFirst();
  const repointing = holdRepointing(world);
  const changed = world.endpoint.useRelay(secondRelay);
  await repointing.asked;
  const ended = world.session.stop(how, new AbortController().signal);
  repointing.release();
  await Promise.all([changed, ended]);
  expect(world.receivers()).toEqual(left.map((each) => expect.objectContaining(each)));
  expect(world.logger.lines.filter((line) => line.includes("The listener is open"))).toHaveLength(1);
  expect(world.snapshot().timers).not.toEqual([]);
});

test("a relay that leads nowhere is waited for 20 seconds; then nothing is enabled at the one before", async () => {
  const { clock, world, first } = await liveThroughFirst();
  const left = first.departure();
  const started = createDeferred();
  const changed = world.endpoint.useRelay(silentRelay(() => started.reach()));
  await started.reached;
  expect(world.snapshot().link).toMatchObject({ state: "live", relay: "srv.us" });
  clock.skip(20_000);
  await changed;
  await left;
  expect(world.receivers()).toMatchObject([{ enabled: false }]);
});

function silentRelay(onStart: () => void): Relay {
  return {
    name: "silent",
    start: () => {
      onStart();
      return {
        reconnect: () => undefined,
        retry: () => undefined,
        probed: () => undefined,
        stop: () => Promise.resolve(),
      };
    },
  };
}

function isRepointing({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return method === "PUT" && /\/broadcast_receivers\/[^/]+$/.test(path);
}
