/** A relay that is killed again and again, as `kill -9` does. */
import { afterEach, expect, test } from "vitest";
import { createRelay } from "../../app/relay/create-relay.ts";
import { parseRelayChoice } from "../../app/relay/relay-choice.ts";
import { Internet } from "../support/internet.ts";
import { prepareOpenSsh, startFront, startOpenSsh } from "../support/openssh-server.ts";
import { type Killable, killRelay, lastAMinute, live, liveStage, percentile } from "../support/relay-scenarios.ts";
import { startRelayWorld } from "../support/relay-world.ts";
import { SkippingClock } from "../support/skipping-clock.ts";

const rounds = 20;
const openSsh = prepareOpenSsh();
if (openSsh.kind === "missing") process.stderr.write(`${openSsh.sentence}\n`);

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function killOften(name: string, stage: Killable, clock: SkippingClock): Promise<void> {
  const { world } = stage;
  const receivers = world.receivers();
  const verified: number[] = [];
  const right: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const times = await killRelay(stage);
    verified.push(times.verified);
    right.push(times.right);
    // Neither a second receiver nor another address.
    expect(world.receivers()).toEqual(receivers);
    await lastAMinute(clock, world);
  }
  process.stdout.write(
    `${name}, killed ${rounds} times: verified again p50 ${seconds(verified, 0.5)} s, p95 ${seconds(verified, 0.95)} s; ` +
      `right p50 ${seconds(right, 0.5)} s, at most ${seconds(right, 1)} s\n`,
  );
  expect(percentile(verified, 0.95)).toBeLessThan(5_000);
  expect(Math.max(...right)).toBeLessThan(10_000);
  expect(receivers).toHaveLength(1);
  expect(world.repointings()).toBe(0);
}

function seconds(values: readonly number[], part: number): string {
  return (percentile(values, part) / 1_000).toFixed(2);
}

test("a relay that speaks as srv.us", async () => {
  const clock = new SkippingClock();
  const stage = await liveStage(clock);
  cleanUps.push(() => stage.stop());
  await killOften("srv.us", { relay: stage.fake, world: stage.world }, clock);
});

test.skipIf(openSsh.kind === "missing")("an OpenSSH server with its connections", async () => {
  const clock = new SkippingClock();
  const server = await startOpenSsh();
  cleanUps.push(() => server.stop());
  const front = await startFront(server.remotePort);
  cleanUps.push(() => front.close());
  const { user, port, remotePort, keyFile } = server;
  const choice = parseRelayChoice(
    `ssh://${user}@127.0.0.1:${port}?remote=${remotePort}&url=http://127.0.0.1:${front.port}&key=${keyFile}`,
    { listenPort: null, agentSocket: null },
  );
  const world = await startRelayWorld({
    clock,
    internet: new Internet([]),
    createRelay: (ports) => (choice === null ? null : createRelay(choice, ports)),
  });
  cleanUps.push(() => world.stop());
  await live(world);
  await killOften("OpenSSH", { relay: server, world }, clock);
});
