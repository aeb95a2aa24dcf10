/** A computer whose network lets nothing out but through a proxy: whole sessions over real sockets. */
import { afterEach, describe, expect, test } from "vitest";
import { createApplication, type StartableApplication } from "../../app/application/application.ts";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import { createConnect } from "../../app/network/connect.ts";
import { createProxies } from "../../app/network/proxies.ts";
import { builtInTrust, createTrust, type ReadCaCertificates } from "../../app/network/trust.ts";
import type { RelayChoice } from "../../app/relay/relay-choice.ts";
import { overSsh } from "../../app/relay/create-relay.ts";
import { srvUs } from "../../app/relay/registry.ts";
import type { SshProvider } from "../../app/relay/ssh-provider.ts";
import { systemClock as clock, systemRandom as random } from "../../app/platform/system.ts";
import { createFetch } from "../../app/network/fetch.ts";
import { freePort } from "../support/loopback.ts";
import { type Certificate, longAgo, makeAuthority } from "../support/certificate.ts";
import { startFakeRelay } from "../support/fake-ssh-relay.ts";
import { Internet } from "../support/internet.ts";
import { createMemoryLogger, type MemoryLogger } from "../support/memory-logger.ts";
import { live, providerAt, right } from "../support/relay-scenarios.ts";
import { startRelayWorld } from "../support/relay-world.ts";
import { startTlsAccount, type TlsAccount } from "../support/tls-account.ts";
import { untilSnapshot } from "../support/until-snapshot.ts";
import { trustOnly } from "../support/trust-only.ts";
import { WebProxy } from "../support/web-proxy.ts";

const token = "the-secret-token-of-this-test";
const { zebra } = castProjectIds;
/** How long a quit may take here, in milliseconds: what its usual deadline is, other tests prove on a clock of their own. */
const patience = 20_000;

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

interface Office {
  readonly account: TlsAccount;
  readonly proxy: WebProxy;
  readonly application: StartableApplication;
  readonly logger: MemoryLogger;
  /** What the system was asked about. */
  readonly asked: readonly string[];
  readonly until: (fits: (snapshot: Snapshot) => boolean) => Promise<Snapshot>;
}

interface OfficeOptions {
  /** Whose certificate is shown instead of that of the account: by default one that this computer trusts. */
  readonly certify?: (name: string) => Certificate;
  /** The authorities that this computer's system knows. */
  readonly system?: ReadCaCertificates;
}

async function office({ certify, system }: OfficeOptions = {}): Promise<Office> {
  const account = await startTlsAccount({ token, broadcastIntervalMilliseconds: 20 }, certify);
  const proxy = await WebProxy.start({ addresses: { [account.address]: account.port } });
  const logger = createMemoryLogger();
  const asked: string[] = [];
  const proxies = createProxies({
    clock,
    logger,
    ask: (url) => {
      asked.push(url);
      return Promise.resolve(`PROXY 127.0.0.1:${proxy.port}`);
    },
  });
  const trust =
    system === undefined ? trustOnly(account.certificate.certificate) : createTrust({ readSystem: system, logger });
  const listenPort = await freePort();
  const relay: RelayChoice = { kind: "fixed-url", publicUrl: `http://127.0.0.1:${listenPort}`, listenPort };
  const application = createApplication({
    clock,
    random,
    logger,
    fetch: createFetch({ proxies, trust }),
    connect: createConnect({ proxies, clock, trust }),
    onWake: () => proxies.forget(),
    settings: createMemorySettings(),
    secrets: createMemorySecrets(),
    version: "0.0.0",
    bootedAt: () => 0,
    secondsSinceInput: () => 0,
    configuration: { apiUrl: account.demo.baseUrl, token: null, relay, programEnvironment: {} },
    startDemo: () => Promise.reject(new Error("No demo account here")),
  });
  cleanUps.push(
    () => account.stop(),
    () => proxy.stop(),
    () => application.stop(1_500),
  );
  const until = (fits: (snapshot: Snapshot) => boolean): Promise<Snapshot> => untilSnapshot(application, fits);
  return { account, proxy, application, logger, asked, until };
}

describe("a session through a proxy", () => {
  test("signs in, is live, follows and gives commands; the proxy learns the account's host and nothing else", async () => {
    const { account, proxy, application, logger, asked, until } = await office();
    expect(await application.signIn(token)).toMatchObject({ kind: "signed-in" });
    await until(({ link }) => link.state === "live");
    account.demo.account.startTimer(zebra, "On the phone");
    await until(({ timers }) => timers[0]?.projectId === zebra);
    expect(await application.dispatch({ kind: "pause", projectId: zebra })).toEqual({ kind: "done" });
    expect(account.demo.account.timer(zebra)?.run.kind).toBe("paused");
    // Another network may want another proxy.
    const known = asked.length;
    application.wake("network");
    await until(() => asked.length > known);
    await application.stop(patience);
    expect(account.demo.account.receivers.all()).toMatchObject([{ enabled: false }]);

    expect(new Set(proxy.tunnels)).toEqual(new Set([account.address]));
    expect(proxy.forwarded).toEqual([]);
    // Our own address was proved, and that is on this computer.
    expect(new Set(asked)).toEqual(new Set(["https://demo.invalid/"]));
    for (const secret of [token, account.demo.account.receivers.all()[0]?.payloadUri ?? "", "NokoToken", "/v2/"]) {
      expect(proxy.read).not.toContain(secret);
    }
    expect(logger.lines.filter((line) => line.includes(`"routes":"127.0.0.1:${proxy.port}"`))).toHaveLength(1);
    expect(logger.lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([]);
  });

  test("a proxy that wants a password: said while signing in, and the token is not to blame", async () => {
    const { proxy, application, account } = await office();
    proxy.mood = { kind: "answer", status: 407 };
    const problem = { kind: "proxy-wants-credentials" };
    expect(await application.signIn(token)).toEqual({ kind: "failed", problem });
    expect(application.snapshot()).toMatchObject({ account: { kind: "signed-out" }, problem: { problem } });
    expect(account.connections()).toBe(0);
  });

  test.each([
    { status: 407, reason: "proxy-wants-credentials", problem: "proxy-wants-credentials" },
    { status: 401, reason: "api-unreachable", problem: "offline" },
  ])(
    "a proxy that begins to answer $status: timers stay, the link says why, and all is well again",
    async (refusal) => {
      const { account, proxy, application, until } = await office();
      await application.signIn(token);
      await until(({ link, timers }) => link.state === "live" && timers.length > 0);
      const { timers } = application.snapshot();
      proxy.mood = { kind: "answer", status: refusal.status };
      proxy.hangUp();
      await proxy.until(({ open }) => open === 0);
      const result = await application.dispatch({ kind: "start", projectId: zebra });
      expect(result).toEqual({ kind: "failed", problem: { kind: refusal.problem } });
      // What was under way when the proxy hung up may have failed first, and for that reason.
      const stopped = await until(({ link }) => link.reason === refusal.reason);
      expect(stopped).toMatchObject({ account: { kind: "signed-in" }, link: { state: "offline" } });
      expect(stopped.timers.map(({ projectId }) => projectId)).toEqual(timers.map(({ projectId }) => projectId));
      expect(account.demo.account.timer(zebra)).toBeNull();

      proxy.mood = { kind: "open" };
      application.wake("network");
      await until(({ link }) => link.state === "live");
      expect(await application.dispatch({ kind: "start", projectId: zebra })).toEqual({ kind: "done" });
    },
  );
});

describe("a session through a proxy that opens TLS", () => {
  const company = makeAuthority("Office Authority");

  test("by an authority that the system knows: signs in, is live, and each verb is carried out once", async () => {
    const system: ReadCaCertificates = () => Promise.resolve([company.certificate]);
    const { account, application, logger, until } = await office({ certify: company.issue, system });
    expect(await application.signIn(token)).toMatchObject({ kind: "signed-in" });
    await until(({ link, projectsLoaded }) => link.state === "live" && projectsLoaded === "all");
    expect(await application.dispatch({ kind: "start", projectId: zebra })).toEqual({ kind: "done" });
    expect(account.demo.requests.filter(({ method }) => method === "PUT")).toHaveLength(1);
    expect(logger.lines.filter((line) => line.includes("the system's count as well"))).toHaveLength(1);
    expect(logger.lines.join("\n")).not.toContain("Office Authority");
    expect(logger.lines.filter((line) => /^(?:warn|error)/.test(line))).toEqual([]);
  });

  test.each([
    ["that nobody knows", company.issue, [], "unknown-issuer"],
    ["out of date", (name: string) => company.issue(name, longAgo), [company.certificate], "out-of-date"],
    ["of another person", () => company.issue("elsewhere.example"), [company.certificate], "wrong-name"],
  ] as const)("by a certificate %s: said while signing in, and no token was sent", async (_, certify, known, fault) => {
    const { account, application } = await office({ certify, system: () => Promise.resolve(known) });
    const problem = { kind: "certificate-refused", fault };
    expect(await application.signIn(token)).toEqual({ kind: "failed", problem });
    expect(application.snapshot()).toMatchObject({ account: { kind: "signed-out" }, problem: { problem } });
    expect(account.demo.requests).toEqual([]);
  });

  test("that begins in the middle of a session: timers stay, and the link says why", async () => {
    const { account, proxy, application, until } = await office();
    const impostor = await startTlsAccount({ token }, company.issue);
    cleanUps.push(() => impostor.stop());
    await application.signIn(token);
    const { timers } = await until(({ link, timers: shown }) => link.state === "live" && shown.length > 0);
    proxy.addresses[account.address] = impostor.port;
    proxy.hangUp();
    await proxy.until(({ open }) => open === 0);
    const result = await application.dispatch({ kind: "start", projectId: zebra });
    expect(result).toEqual({ kind: "failed", problem: { kind: "certificate-refused", fault: "unknown-issuer" } });
    // What was under way when the proxy hung up may have failed first, and for that reason.
    const refused = await until(({ link }) => link.reason === "certificate-unknown-issuer");
    expect(refused.link.state).toBe("offline");
    expect(refused.timers.map(({ projectId }) => projectId)).toEqual(timers.map(({ projectId }) => projectId));
    expect(impostor.demo.requests).toEqual([]);

    proxy.addresses[account.address] = account.port;
    application.wake("network");
    await until(({ link }) => link.state === "live");
  });
});

test("a relay over SSH goes through the proxy; one that refuses leaves it to asking", async () => {
  const relay = await startFakeRelay({ imitates: "srv.us" });
  const proxy = await WebProxy.start({ addresses: { "relay.invalid:22": relay.sshPort } });
  const proxies = createProxies({
    clock,
    logger: createMemoryLogger(),
    ask: () => Promise.resolve(`PROXY 127.0.0.1:${proxy.port}`),
  });
  const provider: SshProvider = { ...providerAt(srvUs, relay, () => 22), host: "relay.invalid", port: 22 };
  proxy.mood = { kind: "answer", status: 403 };
  const world = await startRelayWorld({
    clock,
    internet: new Internet([relay]),
    createRelay: (ports) =>
      overSsh(provider.name, [provider], { ...ports, connect: createConnect({ proxies, clock, trust: builtInTrust }) }),
  });
  cleanUps.push(
    () => relay.stop(),
    () => proxy.stop(),
    () => world.stop(),
  );
  await world.until(({ link }) => link.reason === "relay-down");
  expect(world.snapshot().link.state).toBe("polling");
  expect(relay.accepted).toBe(0);

  proxy.mood = { kind: "open" };
  world.session.wake();
  await live(world);
  expect(relay.accepted).toBe(1);
  expect(new Set(proxy.tunnels)).toEqual(new Set(["relay.invalid:22"]));
  world.demo.account.startTimer(zebra, "Through relay and proxy");
  await world.until(({ timers }) => timers[0]?.projectId === zebra);
  await right(world);
  // SSH is as closed to a proxy as TLS is.
  for (const secret of ["tcpip-forward", token, "/b/"]) expect(proxy.read).not.toContain(secret);
});
