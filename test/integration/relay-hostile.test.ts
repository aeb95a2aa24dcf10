/** Relays that lie: nothing of what they announce becomes the address that an account gets. */
import { afterEach, describe, expect, test } from "vitest";
import { systemClock } from "../../app/platform/system.ts";
import { overSsh } from "../../app/relay/create-relay.ts";
import { localhostRun, pinggy, srvUs } from "../../app/relay/registry.ts";
import type { SshProvider } from "../../app/relay/ssh-provider.ts";
import type { ImitatedRelay } from "../support/fake-relay-announcements.ts";
import { startFakeRelay } from "../support/fake-ssh-relay.ts";
import { Internet } from "../support/internet.ts";
import { startRelay } from "../support/relay-bench.ts";
import { live, providerAt } from "../support/relay-scenarios.ts";
import { startRelayWorld } from "../support/relay-world.ts";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** Addresses that are none of the relay's, below `domain`, which is its own. */
function badAddresses(domain: string): readonly string[] {
  return [
    `http://evil.${domain}`,
    `https://user@evil.${domain}`,
    `https://user:pass@evil.${domain}`,
    `https://evil.${domain}:8443`,
    `https://evil.${domain}.example.com`,
    `https://evil${domain}`,
    `https://${domain}`,
    `https://evil.${domain}/hook`,
    `https://evil.${domain}?to=`,
    `https://evil.${domain}#x`,
    `https://evil.${domain}.`,
    `https://example.com/.${domain}`,
    `https://example.com\\.${domain}`,
    `https://example.com%2f.${domain}`,
    `https://EVIL.${domain}`,
    `https://еvil.${domain}`,
    `https://a.b.c.${domain}`,
    `https://-.${domain}`,
    `https://127.0.0.1`,
    `https://[::1]`,
    `file:///etc/passwd`,
    `javascript:alert(1)`,
    `//evil.${domain}`,
    `https:evil.${domain}`,
    `https://ev\til.${domain}`,
    `https://evil.${domain}\u0000`,
    `https://${"a".repeat(64)}.${domain}`,
  ];
}

/** How each provider would put such an address, besides lines that are not even that. */
const voices: readonly (readonly [
  ImitatedRelay,
  SshProvider,
  (address: string) => string,
  readonly (string | Buffer)[],
])[] = [
  [
    "srv.us",
    srvUs,
    (address) => `1: ${address}/\r\n`,
    [
      // Another person's address at the right relay.
      "1: https://aaaaaaaaaaaaaaaaaaaaaaaaaa.srv.us/\r\n",
      "2: https://aaaaaaaaaaaaaaaaaaaaaaaaaa.srv.us/\r\n",
      "https://aaaaaaaaaaaaaaaaaaaaaaaaaa.srv.us/\r\n",
    ],
  ],
  [
    "localhost.run json",
    localhostRun,
    (address) =>
      `${JSON.stringify({ event: "tcpip-forward", address: address.replace(/^https:\/\//, ""), authz_code: "OK" })}\n`,
    [
      '{"event":"tcpip-forward","address":"evil.lhr.life"\n',
      '{"event":"tcpip-forward","address":["evil.lhr.life"]}\n',
      '{"event":"tcpip-forward","address":null}\n',
      '{"event":"tcpip-forward","address":"evil.lhr.life","authz_code":"DENIED"}\n',
      '{"event":"other","address":"evil.lhr.life"}\n',
      '[{"event":"tcpip-forward","address":"evil.lhr.life"}]\n',
      '{"__proto__":{"event":"tcpip-forward","address":"evil.lhr.life"}}\n',
      `${"[".repeat(5_000)}\n`,
      "see https://evil.lhr.life for news\n",
    ],
  ],
  [
    "localhost.run cloud events",
    localhostRun,
    (address) =>
      `${JSON.stringify({ type: "v1.tcpip_forward.register.accepted", id: `localhost/${address.replace(/^https:\/\//, "")}` })}\n`,
    ['{"type":"v1.tcpip_forward.register.rejected","id":"localhost/evil.lhr.life"}\n'],
  ],
  [
    "localhost.run text",
    localhostRun,
    (address) => `evil.lhr.life tunneled with tls termination, ${address}\r\n`,
    ["tunneled with tls termination, https://evil.lhr.life\r\n"],
  ],
  ["pinggy", pinggy, (address) => `${address}\r\n`, ["http://evil.a.free.pinggy.link\r\n"]],
];

/** What no relay says, in any announcement. */
const noise: readonly (string | Buffer)[] = [
  Buffer.alloc(1_048_576, "a"),
  "\n",
  Buffer.from([0xff, 0xfe, 0x00, 0x0a]),
  "\u001b[2J\u001b]0;title\u0007\r\n",
  "\r\n".repeat(1_000),
];

describe.each(voices)("a hostile relay that speaks as %s", (imitates, provider, voice, own) => {
  test("is heard out and never believed, until it tells the truth", async () => {
    // Of pinggy's domains the one below which no other of them lies.
    const domain = imitates === "pinggy" ? { domain: "free.pinggy.net" } : {};
    const fake = await startFakeRelay({ imitates, lie: () => "", ...domain });
    cleanUps.push(() => fake.stop());
    const here = providerAt(provider, fake, () => fake.sshPort);
    const arrival = fake.nextArrival();
    const relay = startRelay((ports) => overSsh(provider.name, [here], ports), 1);
    cleanUps.push(() => relay.running.stop());
    await arrival;
    for (const line of [...badAddresses(fake.domain).map(voice), ...own, ...noise]) fake.say(line);
    const truth = fake.addresses()[0] ?? "";
    fake.say(`\r\n${voice(truth)}`);
    expect(await relay.address()).toBe(truth);
    expect(relay.states).toEqual([{ kind: "up", publicUrl: truth, via: provider.name }]);
    expect(relay.logger.lines.join("\n")).not.toContain("evil");
  });
});

test("no lie becomes a payload_uri: the account hears of one address, the true one", async () => {
  const fake = await startFakeRelay({ imitates: "localhost.run json", lie: () => "" });
  cleanUps.push(() => fake.stop());
  const here = providerAt(localhostRun, fake, () => fake.sshPort);
  const arrival = fake.nextArrival();
  const world = await startRelayWorld({
    clock: systemClock,
    internet: new Internet([fake]),
    createRelay: (ports) => overSsh("localhost.run", [here], ports),
  });
  cleanUps.push(() => world.stop());
  await arrival;
  const say = (address: string): void =>
    fake.say(`${JSON.stringify({ event: "tcpip-forward", address: address.replace(/^https:\/\//, "") })}\n`);
  for (const address of badAddresses(fake.domain)) say(address);
  const truth = fake.addresses()[0] ?? "";
  say(truth);
  await live(world);
  for (const address of badAddresses(fake.domain)) say(address);
  await world.session.dispatch({ kind: "refresh" });
  expect(world.receivers()).toMatchObject([{ enabled: true }]);
  expect(world.receivers()[0]?.payloadUri.startsWith(`${truth}/b/`)).toBe(true);
  expect(world.repointings()).toBe(0);
  expect(world.demo.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  expect(world.snapshot().link.state).toBe("live");
});

test("an address of the relay's own that leads to a stranger is not announced to the account", async () => {
  const fake = await startFakeRelay({ imitates: "localhost.run json" });
  cleanUps.push(() => fake.stop());
  fake.mute = true;
  const here = providerAt(localhostRun, fake, () => fake.sshPort);
  const world = await startRelayWorld({
    clock: systemClock,
    internet: new Internet([fake]),
    createRelay: (ports) => overSsh("localhost.run", [here], ports),
  });
  cleanUps.push(() => world.stop());
  await world.until(({ link }) => link.reason === "path-unverified");
  expect(world.receivers()).toEqual([]);
});

test("a relay whose host key changed ends in polling, with the reason, and nothing is sent through it", async () => {
  const fake = await startFakeRelay({ imitates: "srv.us" });
  cleanUps.push(() => fake.stop());
  const here: SshProvider = { ...srvUs, host: "127.0.0.1", port: fake.sshPort };
  const world = await startRelayWorld({
    clock: systemClock,
    internet: new Internet([fake]),
    createRelay: (ports) => overSsh("srv.us", [here], ports),
  });
  cleanUps.push(() => world.stop());
  await live(world);
  await fake.kill();
  fake.changeHostKey();
  await fake.revive();
  const accepted = fake.accepted;
  await world.until(({ link }) => link.reason === "relay-untrusted");
  expect(world.snapshot().link).toMatchObject({ state: "polling", relay: null });
  expect(world.logger.lines.filter((line) => line.startsWith("error"))).toEqual(
    expect.arrayContaining([expect.stringContaining(fake.fingerprint)]),
  );
  expect(fake.accepted).toBe(accepted);
});
