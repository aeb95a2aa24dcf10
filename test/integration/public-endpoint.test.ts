/** The one endpoint of an installation: it outlives accounts, and keeps them apart. */
import { afterEach, expect, test } from "vitest";
import { createApplication } from "../../app/application/application.ts";
import { broadcastReader } from "../../app/broadcast/reader.ts";
import type { Arrival } from "../../app/broadcast/verdict.ts";
import { startDemoServer } from "../support/noko/server.ts";
import { startListener } from "../../app/endpoint/listener.ts";
import { createPublicEndpoint, type PublicEndpoint } from "../../app/endpoint/public-endpoint.ts";
import { createDeferred } from "../../app/platform/deferred.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import { systemClock, systemRandom } from "../../app/platform/system.ts";
import { createLoopbackRelay } from "../../app/relay/fixed-url.ts";
import { srvUs } from "../../app/relay/registry.ts";
import { startFakeRelay } from "../support/fake-ssh-relay.ts";
import { Internet } from "../support/internet.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { providerAt } from "../support/relay-scenarios.ts";
import { seededRandom } from "../support/seeded-random.ts";
import { untilSnapshot } from "../support/until-snapshot.ts";
import { bytesOf, exchangeRaw } from "../unit/broadcast/support/raw-client.ts";
import { sampleBody, sampleRequest } from "../unit/broadcast/support/sample-broadcast.ts";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

test("signing out and in, and to another account, keeps the relay's connection and the public URL", async () => {
  const relay = await startFakeRelay({ imitates: "srv.us" });
  const internet = new Internet([relay]);
  const server = await startDemoServer({
    token: "the-token",
    broadcastIntervalMilliseconds: 20,
    deliver: internet.deliver,
  });
  cleanUps.push(
    () => relay.stop(),
    () => server.stop(),
  );
  const application = createApplication({
    clock: systemClock,
    random: systemRandom,
    logger: createMemoryLogger(),
    fetch: internet.fetch,
    settings: createMemorySettings(),
    secrets: createMemorySecrets(),
    version: "0.0.0",
    bootedAt: () => 0,
    secondsSinceInput: () => 0,
    configuration: {
      apiUrl: server.url,
      token: null,
      relay: { kind: "own-server", server: providerAt(srvUs, relay, () => relay.sshPort) },
      programEnvironment: {},
    },
    startDemo: () => startDemoServer({ cast: "lively", broadcastIntervalMilliseconds: 50 }),
  });
  cleanUps.push(() => application.stop(1_500));
  expect(relay.accepted).toBe(0);

  const live = () => untilSnapshot(application, ({ link }) => link.state === "live");
  await application.signIn("the-token");
  await live();
  const addresses = relay.addresses();
  expect(addresses).toHaveLength(1);

  await application.signOut();
  expect(server.account.receivers.all()).toEqual([]);
  expect(relay.addresses()).toEqual(addresses);
  await application.startDemo();
  await live();
  expect(relay.addresses()).toEqual(addresses);
  await application.signIn("the-token");
  await live();
  expect(relay.addresses()).toEqual(addresses);
  expect(relay.accepted).toBe(1);
  expect(server.account.receivers.all()).toMatchObject([
    { enabled: true, payloadUri: expect.stringContaining(addresses[0] ?? "none") },
  ]);
});

interface Member {
  readonly path: string;
  readonly secret: string;
  readonly apiUrl: string;
  readonly heard: Arrival[];
}

async function startEndpoint(): Promise<{ readonly endpoint: PublicEndpoint; readonly port: () => number }> {
  let port = 0;
  const endpoint = createPublicEndpoint({
    clock: systemClock,
    random: systemRandom,
    logger: createMemoryLogger(),
    fetch: (url, init) => fetch(url, init),
    relay: createLoopbackRelay,
    listen: async (reception) => {
      const listener = await startListener({ port: 0, clock: systemClock, logger: createMemoryLogger(), reception });
      port = listener.port;
      return listener;
    },
  });
  cleanUps.push(() => endpoint.stop());
  return { endpoint, port: () => port };
}

/** Resolves when the account may give the address away. */
async function attach(endpoint: PublicEndpoint, { path, secret, apiUrl, heard }: Member) {
  const proved = createDeferred();
  const attached = endpoint.attach({
    reach: "internet",
    path,
    clockOffset: () => 0,
    reader: broadcastReader((url) => url.startsWith(apiUrl)),
    onArrival: (arrival) => void heard.push(arrival),
    onRefused: () => undefined,
    onChange: () => undefined,
    onProved: async () => proved.reach(),
    onLost: async () => undefined,
    onReplaced: () => undefined,
  });
  attached.acceptSecret(secret);
  await proved.reached;
  return attached;
}

function member(letter: string): Member {
  return {
    path: `/b/${letter.repeat(43)}`,
    secret: `secret-of-${letter}`,
    apiUrl: `https://${letter}.example/v2/`,
    heard: [],
  };
}

test("two accounts on one listener: of 1,000 seeded broadcasts none crosses", async () => {
  const { endpoint, port } = await startEndpoint();
  const accounts = [member("a"), member("b")] as const;
  const attached = [await attach(endpoint, accounts[0]), await attach(endpoint, accounts[1])] as const;
  const random = seededRandom(12);
  const pick = (): 0 | 1 => (random.fraction() < 0.5 ? 0 : 1);
  const expected: [string[], string[]] = [[], []];
  const refusals = [0, 0];
  let strangers = 0;
  let last: { readonly bytes: Buffer; readonly of: 0 | 1 } | null = null;

  for (let index = 0; index < 1_000; index += 1) {
    const [at, signedBy, about] = [pick(), pick(), pick()];
    const chance = random.fraction();
    if (chance < 0.1 && last !== null) {
      // The same bytes again: a replay on its own path, or on the other's.
      const crossed = chance < 0.05;
      const to = crossed ? accounts[last.of === 0 ? 1 : 0].path : accounts[last.of].path;
      const bytes = Buffer.from(last.bytes.toString("latin1").replace(accounts[last.of].path, to), "latin1");
      const { status, socket } = await exchangeRaw(port(), [bytes]);
      socket.destroy();
      expect(status).toBe(crossed ? 401 : 200);
      if (crossed) refusals[last.of === 0 ? 1 : 0]! += 1;
      last = null;
      continue;
    }
    const isStranger = chance > 0.95;
    const subjectUrl = `${accounts[about].apiUrl}timers/${index}`;
    const request = sampleRequest(sampleBody({ subjectUrl }, Date.now()), {
      host: `127.0.0.1:${port()}`,
      secret: accounts[signedBy].secret,
      target: isStranger ? `/b/${"c".repeat(43)}` : accounts[at].path,
    });
    const { status, socket } = await exchangeRaw(port(), [bytesOf(request)]);
    socket.destroy();
    const isGenuine = !isStranger && at === signedBy;
    expect(status).toBe(isStranger ? 404 : isGenuine ? 200 : 401);
    if (isStranger) strangers += 1;
    else if (!isGenuine) refusals[at]! += 1;
    else if (about === at) {
      expected[at].push(subjectUrl);
      last = { bytes: bytesOf(request), of: at };
    } else last = null;
  }

  for (const which of [0, 1] as const) {
    const { heard, apiUrl } = accounts[which];
    const named = heard.flatMap((news) => (news.kind === "changed" ? [news.subjectUrl] : []));
    expect(named.every((url) => url.startsWith(apiUrl))).toBe(true);
    expect([...new Set(named)]).toEqual(expected[which]);
    expect(attached[which].counters()["wrong-signature"]).toBe(refusals[which]);
    expect(attached[which].counters()["wrong-path"]).toBe(0);
  }
  expect(expected[0].length + expected[1].length).toBeGreaterThan(150);
  expect(endpoint.counters()["wrong-path"]).toBe(strangers);
  expect(endpoint.counters()["wrong-signature"]).toBe((refusals[0] ?? 0) + (refusals[1] ?? 0));
});

test("what is refused is answered with the same bytes for one account and for two", async () => {
  const answers: string[][] = [];
  for (const names of [["a"], ["a", "b"], ["b", "a"]]) {
    const { endpoint, port } = await startEndpoint();
    for (const name of names) await attach(endpoint, member(name));
    const heads: string[] = [];
    for (const [target, secret] of [
      [`/b/${"c".repeat(43)}`, "secret-of-a"],
      [member("a").path, "secret-of-b"],
    ] as const) {
      const request = sampleRequest(sampleBody({}, Date.now()), { host: `127.0.0.1:${port()}`, target, secret });
      const { head, body, socket } = await exchangeRaw(port(), [bytesOf(request)]);
      socket.destroy();
      heads.push(head + body);
    }
    answers.push(heads);
  }
  expect(answers[0]?.map((head) => head.split("\r\n")[0])).toEqual([
    "HTTP/1.1 404 Not Found",
    "HTTP/1.1 401 Unauthorized",
  ]);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});

test("an account that has left is as if it had never been there", async () => {
  const { endpoint, port } = await startEndpoint();
  const account = member("a");
  const attached = await attach(endpoint, account);
  attached.detach();
  attached.acceptSecret(account.secret);
  const request = sampleRequest(sampleBody({}, Date.now()), {
    host: `127.0.0.1:${port()}`,
    target: account.path,
    secret: account.secret,
  });
  const { status, socket } = await exchangeRaw(port(), [bytesOf(request)]);
  socket.destroy();
  expect(status).toBe(404);
  expect(account.heard).toEqual([]);
});
