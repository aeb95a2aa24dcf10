/**
 * What a relay and the network before it may do to a session that is live, and how long it takes until all is well
 * again. Tests say how often.
 */
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import type { Clock } from "../../app/platform/ports.ts";
import { overSsh } from "../../app/relay/create-relay.ts";
import { localhostRun, srvUs } from "../../app/relay/registry.ts";
import type { SshProvider } from "../../app/relay/ssh-provider.ts";
import { type FakeRelayOptions, type FakeSshRelay, startFakeRelay } from "./fake-ssh-relay.ts";
import { type Fault, FaultProxy } from "./fault-proxy.ts";
import { Internet } from "./internet.ts";
import { type RelayWorld, startRelayWorld } from "./relay-world.ts";
import type { SkippingClock } from "./skipping-clock.ts";

export interface Stage {
  readonly fake: FakeSshRelay;
  readonly proxy: FaultProxy;
  readonly world: RelayWorld;
  stop(): Promise<void>;
}

/** The provider as it is, at another address and with the host key of that address. */
export function providerAt(provider: SshProvider, fake: FakeSshRelay, port: () => number): SshProvider {
  return {
    ...provider,
    host: "127.0.0.1",
    get port() {
      return port();
    },
    trust: { kind: "published", keyType: "ssh-ed25519", fingerprints: [fake.fingerprint] },
  };
}

/** A session that is live through one fake relay, with a network between the two that can fail. */
export async function liveStage(clock: Clock, imitates: FakeRelayOptions["imitates"] = "srv.us"): Promise<Stage> {
  const fake = await startFakeRelay({ imitates });
  const proxy = await FaultProxy.start(() => fake.sshPort);
  const provider = providerAt(imitates === "srv.us" ? srvUs : localhostRun, fake, () => proxy.port);
  const world = await startRelayWorld({
    clock,
    internet: new Internet([fake]),
    createRelay: (ports) => overSsh(provider.name, [provider], ports),
  });
  await live(world);
  return {
    fake,
    proxy,
    world,
    stop: async () => {
      await world.stop();
      await proxy.stop();
      await fake.stop();
    },
  };
}

export function live(world: RelayWorld): Promise<unknown> {
  return world.until(({ link }) => link.state === "live");
}

/** Resolves once what is shown is what the account holds. */
export function right(world: RelayWorld): Promise<unknown> {
  return world.until(() => world.isRight());
}

let changes = 0;

/** Something happens on another device. */
export function changeElsewhere({ demo }: RelayWorld): void {
  changes += 1;
  demo.account.describeTimer(castProjectIds.gear, `changed ${changes} times`);
}

/** A relay that can be killed, and a session that is live through it. */
export interface Killable {
  readonly relay: { kill(): Promise<void>; revive(): Promise<void> };
  readonly world: RelayWorld;
}

/** The relay dies and is started again at once. Milliseconds from its death. */
export async function killRelay({ relay, world }: Killable): Promise<{
  readonly verified: number;
  readonly right: number;
}> {
  const began = performance.now();
  // Proved before its death was noticed would be proved by an answer from before.
  const verified = world
    .until(({ link }) => link.state !== "live")
    .then(() => world.logged("The public path is verified"))
    .then(() => performance.now() - began);
  await relay.kill();
  changeElsewhere(world);
  await relay.revive();
  const verifiedAfter = await verified;
  await live(world);
  await right(world);
  return { verified: verifiedAfter, right: performance.now() - began };
}

/** Lets a minute pass, after which a connection counts as lasting. */
export async function lastAMinute(clock: SkippingClock, world: RelayWorld): Promise<void> {
  await clock.hurry(61_000);
  await live(world);
  await right(world);
}

export interface PartitionTimes {
  /** From its beginning until the link was no longer called live; null where it never was. */
  readonly noticed: number | null;
  /** From its end until our own request came through again; 0 where it always did. */
  readonly verified: number;
  /** From its end. */
  readonly right: number;
}

/** The network fails as asked until that is noticed and `extra` milliseconds longer, or for `extra` where it need not be. */
export async function partition({ proxy, world }: Stage, fault: Fault, extra: number): Promise<PartitionTimes> {
  const mustBeNoticed = fault.kind === "down" || fault.kind === "timeout" || fault.kind === "reset";
  const began = performance.now();
  const noticing = world.until(({ link }) => link.state !== "live").then(() => performance.now() - began);
  proxy.begin(fault);
  changeElsewhere(world);
  const noticed = mustBeNoticed ? await noticing : null;
  await new Promise((resolve) => setTimeout(resolve, extra));
  const ended = performance.now();
  const verifying = world.logged("The public path is verified").then(() => performance.now() - ended);
  proxy.end();
  const verified = mustBeNoticed ? await verifying : 0;
  await live(world);
  await right(world);
  return { noticed, verified, right: performance.now() - ended };
}

export function describePartition(name: string, { noticed, verified, right: rightAfter }: PartitionTimes): string {
  const expected = noticed === null ? "not noticed, as it need not be" : `noticed after ${seconds(noticed)}`;
  return `${name}: ${expected}; after its end verified in ${seconds(verified)}, right in ${seconds(rightAfter)}`;
}

/** How often the account was asked to point the receiver elsewhere while the relay changed its address once. */
export async function changeAddress(
  { fake, world }: Stage,
  how: "live" | "reconnect",
): Promise<{ readonly repointings: number; readonly pointedRightWhenLive: boolean }> {
  const before = world.repointings();
  const old = world.receivers()[0]?.payloadUri ?? "";
  const gone = world.until(({ link }) => link.state !== "live");
  if (how === "live") {
    fake.rotate();
  } else {
    await fake.kill();
    await fake.revive();
  }
  changeElsewhere(world);
  await gone;
  let pointedAt = old;
  await world.until(({ link }) => {
    pointedAt = world.receivers()[0]?.payloadUri ?? "";
    return link.state === "live";
  });
  await right(world);
  const address = fake.addresses()[0] ?? "none";
  return {
    repointings: world.repointings() - before,
    pointedRightWhenLive: pointedAt !== old && pointedAt.startsWith(`${address}/`),
  };
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(2)} s`;
}
