/** Several relays in order: which one is used, what is said of it, and that it needs nobody's help. */
import { afterEach, expect, test } from "vitest";
import { overSsh } from "../../app/relay/create-relay.ts";
import { localhostRun, srvUs } from "../../app/relay/registry.ts";
import { type FakeSshRelay, startFakeRelay } from "../support/fake-ssh-relay.ts";
import { Internet } from "../support/internet.ts";
import { live, providerAt, right } from "../support/relay-scenarios.ts";
import { type RelayWorld, startRelayWorld } from "../support/relay-world.ts";
import { SkippingClock } from "../support/skipping-clock.ts";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function twoRelays(): Promise<{
  readonly clock: SkippingClock;
  readonly first: FakeSshRelay;
  readonly second: FakeSshRelay;
  readonly start: () => Promise<RelayWorld>;
}> {
  const clock = new SkippingClock();
  const first = await startFakeRelay({ imitates: "srv.us" });
  const second = await startFakeRelay({ imitates: "localhost.run cloud events" });
  cleanUps.push(
    () => first.stop(),
    () => second.stop(),
  );
  const providers = [
    providerAt(srvUs, first, () => first.sshPort),
    providerAt(localhostRun, second, () => second.sshPort),
  ] as const;
  const start = async (): Promise<RelayWorld> => {
    const world = await startRelayWorld({
      clock,
      internet: new Internet([first, second]),
      createRelay: (ports) => overSsh("automatic", providers, ports),
    });
    cleanUps.push(() => world.stop());
    return world;
  };
  return { clock, first, second, start };
}

function liveThrough(world: RelayWorld, relay: string): Promise<unknown> {
  return world.until(({ link }) => link.state === "live" && link.relay === relay);
}

/** All broadcasts go to who is asked for, and to nobody else. */
function pointsTo(world: RelayWorld, relay: FakeSshRelay): boolean {
  const [receiver, ...others] = world.receivers();
  const [address] = relay.addresses();
  return others.length === 0 && receiver?.enabled === true && receiver.payloadUri.startsWith(`${address ?? "none"}/`);
}

test("the first dies, the second takes over, then neither, then the first again: live, live, polling, live", async () => {
  const { clock, first, second, start } = await twoRelays();
  const world = await start();
  await liveThrough(world, "srv.us");
  expect(pointsTo(world, first)).toBe(true);

  await first.kill();
  await world.until(({ link }) => link.state === "polling");
  expect(world.snapshot().link.relay).toBeNull();
  await clock.hurryUntil(second.nextConnection());
  await liveThrough(world, "localhost.run");
  expect(pointsTo(world, second)).toBe(true);

  await second.kill();
  await world.until(({ link }) => link.state === "polling");
  const disabled = world.logged("enabled until there is a path");
  await clock.hurryUntil(world.until(({ link }) => link.reason === "relay-down"));
  expect(world.snapshot().link).toMatchObject({ state: "polling", relay: null, pollSeconds: 25 });
  // An address that is given out anew may belong to a stranger by now.
  await disabled;
  expect(world.receivers()).toMatchObject([{ enabled: false }]);

  await first.revive();
  await clock.hurryUntil(first.nextConnection());
  await liveThrough(world, "srv.us");
  await right(world);
  expect(pointsTo(world, first)).toBe(true);

  const reported = world.snapshots.map(({ link }) =>
    link.state === "live" ? `live by ${link.relay ?? ""}` : link.state,
  );
  expect(reported.filter((word, at) => word !== reported[at - 1] && word !== "stale")).toEqual([
    "polling",
    "live by srv.us",
    "polling",
    "live by localhost.run",
    "polling",
    "live by srv.us",
  ]);
  const log = world.logger.lines.join("\n");
  expect(log).toContain('A relay is given up for now {"relay":"srv.us","reason":"unreachable","next":"localhost.run"}');
  expect(log).toContain('The link changed {"state":"live","reason":"verified"}');
});

test("a first that was never there is taken back without a gap, once it is not only up but leads here", async () => {
  const { clock, first, second, start } = await twoRelays();
  await first.kill();
  const world = await start();
  await liveThrough(world, "localhost.run");
  expect(pointsTo(world, second)).toBe(true);

  await first.revive();
  first.mute = true;
  const tried = first.answeredNothing();
  const given = first.departure();
  await clock.hurryUntil(first.nextConnection(), 1_000);
  await tried;
  await given;
  expect(world.snapshot().link).toMatchObject({ state: "live", relay: "localhost.run" });
  expect(pointsTo(world, second)).toBe(true);
  expect(world.repointings()).toBe(0);

  first.mute = false;
  const back = world.logged("The preferred relay works again");
  await clock.hurryUntil(first.nextConnection(), 1_000);
  await back;
  await liveThrough(world, "srv.us");
  expect(pointsTo(world, first)).toBe(true);
  expect(world.repointings()).toBe(1);
  // What was sent to the old address may still be under way.
  expect(second.addresses()).toHaveLength(1);
  const left = second.departure();
  await clock.hurry(61_000);
  await left;
  await live(world);
});
