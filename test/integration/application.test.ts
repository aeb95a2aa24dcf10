/** The product without its shell, over real loopback sockets and the machine's own clock. */
import { afterEach, describe, expect, test } from "vitest";
import { createApplication, type StartableApplication } from "../../app/application/application.ts";
import { type DemoServer, startDemoServer } from "../support/noko/server.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import type { Clock, SecretStore, SettingsStore } from "../../app/platform/ports.ts";
import type { RelayChoice } from "../../app/relay/relay-choice.ts";
import { systemClock, systemRandom } from "../../app/platform/system.ts";
import { freePort, nobodysPort } from "../support/loopback.ts";
import { createMemoryLogger, type MemoryLogger } from "../support/memory-logger.ts";
import { SkippingClock } from "../support/skipping-clock.ts";
import { untilSnapshot } from "../support/until-snapshot.ts";

/** How long a quit may take here, in milliseconds: what its usual deadline is, other tests prove on a clock of their own. */
const patience = 20_000;

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function demoServer(): Promise<DemoServer> {
  const server = await startDemoServer({ token: "the-token", broadcastIntervalMilliseconds: 50 });
  cleanUps.push(() => server.stop());
  return server;
}

interface Launched {
  readonly application: StartableApplication;
  readonly logger: MemoryLogger;
  readonly secrets: SecretStore;
  readonly settings: SettingsStore;
}

async function launch(input: {
  readonly apiUrl: string;
  readonly token?: string;
  readonly secrets?: SecretStore;
  readonly settings?: SettingsStore;
  /** Default: off, so that no test ever reaches for the internet. */
  readonly relay?: RelayChoice | null;
  readonly clock?: Clock;
}): Promise<Launched> {
  const logger = createMemoryLogger();
  const secrets = input.secrets ?? createMemorySecrets();
  const settings = input.settings ?? createMemorySettings();
  const application = createApplication({
    clock: input.clock ?? systemClock,
    random: systemRandom,
    logger,
    fetch: (url, init) => fetch(url, init),
    settings,
    secrets,
    version: "0.0.0",
    bootedAt: () => 0,
    secondsSinceInput: () => 0,
    configuration: {
      apiUrl: input.apiUrl,
      token: input.token ?? null,
      relay: input.relay === undefined ? { kind: "off" } : input.relay,
      programEnvironment: {},
    },
    startDemo: () => startDemoServer({ cast: "lively", broadcastIntervalMilliseconds: 50 }),
  });
  cleanUps.push(() => application.stop(1_500));
  return { application, logger, secrets, settings };
}

describe("with an account", () => {
  test("a given token and a fixed address: live by itself, and a change elsewhere arrives by broadcast", async () => {
    const server = await demoServer();
    const listenPort = await freePort();
    const relay: RelayChoice = { kind: "fixed-url", publicUrl: `http://127.0.0.1:${listenPort}`, listenPort };
    const { application } = await launch({ apiUrl: server.url, token: "the-token", relay });
    await application.start({ demo: false });
    const live = await untilSnapshot(application, (snapshot) => snapshot.link.state === "live");
    const idle = live.projects.find((project) => server.account.timer(project.id) === null)?.id ?? 0;
    // Or a fetch of its own might find it first.
    const lookAgain = server.faults.hold({ route: "GET /v2/timers" });
    server.account.startTimer(idle, "elsewhere");
    const changed = await untilSnapshot(application, (snapshot) => snapshot.timers[0]?.projectId === idle);
    expect(changed.timers[0]).toMatchObject({ state: "running", description: "elsewhere", provenance: "push" });
    expect(changed.timers.filter((timer) => timer.state === "running")).toHaveLength(1);
    lookAgain();
    await application.stop(patience);
    expect(server.account.receivers.all()).toMatchObject([{ enabled: false }]);
  });

  test("a relay that is chosen counts where none is given from outside, and not otherwise", async () => {
    const server = await demoServer();
    const free = await launch({ apiUrl: server.url, token: "the-token", relay: null });
    await free.application.chooseRelay("off");
    expect(free.application.reachability()).toBeNull();
    await free.application.start({ demo: false });
    const polling = await untilSnapshot(free.application, (snapshot) => snapshot.link.state === "polling");
    expect(polling.link.reason).toBe("no-relay");
    expect(free.application.reachability()).toEqual({
      relay: null,
      listener: "closed",
      evidence: expect.objectContaining({ relay: "none" }),
      sender: { standing: "untried", isAsked: false, provedAt: null, took: null, requests: 0 },
      health: expect.objectContaining({ liveMs: 0 }),
      leftovers: { enabled: 0, disabled: 0 },
      answered: [],
    });

    const listenPort = await freePort();
    const relay: RelayChoice = { kind: "fixed-url", publicUrl: `http://127.0.0.1:${listenPort}`, listenPort };
    const given = await launch({ apiUrl: server.url, token: "the-token", relay });
    await given.application.start({ demo: false });
    await untilSnapshot(given.application, (snapshot) => snapshot.link.state === "live");
    await given.application.chooseRelay("off");
    expect(given.application.snapshot().link.state).toBe("live");
    const report = given.application.reachability();
    expect(report).toMatchObject({
      relay: "fixed-url",
      evidence: { relay: "up", path: "verified", receiver: "ready" },
    });
    expect(report?.answered.map(({ reason }) => reason)).toContain("probed");
    expect(JSON.stringify(report)).not.toContain("127.0.0.1");
  });

  test("a wrong token is not kept, and is explained", async () => {
    const server = await demoServer();
    const { application, secrets, logger } = await launch({ apiUrl: server.url });
    expect(await application.signIn("a-wrong-token")).toEqual({ kind: "failed", problem: { kind: "token-rejected" } });
    expect(application.snapshot()).toMatchObject({
      account: { kind: "signed-out" },
      problem: { problem: { kind: "token-rejected" } },
    });
    expect(await secrets.get("token")).toBeNull();
    expect(logger.lines.join("\n")).not.toContain("a-wrong-token");
  });

  test("a right token is kept, used at the next start, and forgotten at sign-out", async () => {
    const server = await demoServer();
    const first = await launch({ apiUrl: server.url });
    const result = await first.application.signIn("the-token");
    expect(result).toMatchObject({ kind: "signed-in", name: expect.stringMatching(/\S/) });
    expect(first.application.snapshot().problem).toMatchObject({ problem: { kind: "secrets-not-kept" } });
    const token = `token@${first.application.snapshot().id}` as const;
    expect(await first.secrets.get(token)).toBe("the-token");
    await first.application.stop(patience);

    const second = await launch({ apiUrl: server.url, secrets: first.secrets, settings: first.settings });
    await second.application.start({ demo: false });
    await untilSnapshot(second.application, (snapshot) => snapshot.timers.length > 0);
    await second.application.signOut();
    expect(second.application.snapshot()).toMatchObject({ account: { kind: "signed-out" }, timers: [], projects: [] });
    expect(await second.secrets.get(token)).toBeNull();
  });

  test("a token that is revoked later signs out, with the reason, and is kept for the person to decide", async () => {
    const server = await demoServer();
    const { application, secrets } = await launch({ apiUrl: server.url });
    await application.signIn("the-token");
    await untilSnapshot(application, (snapshot) => snapshot.timers.length > 0);
    const token = `token@${application.snapshot().id}` as const;
    expect(await secrets.get(token)).toBe("the-token");
    server.faults.revokedToken = true;
    application.wake("network");
    const out = await untilSnapshot(application, (snapshot) => snapshot.account.kind === "signed-out");
    expect(out.problem).toMatchObject({ problem: { kind: "token-ended" } });
    expect(await secrets.get(token)).toBe("the-token");
    await application.signOut();
    expect(await secrets.get(token)).toBeNull();
    expect(application.snapshot()).toMatchObject({ account: { kind: "signed-out" }, problem: null });
  });

  test("without a network a stored token is kept, and the link says offline", async () => {
    const secrets = createMemorySecrets();
    await secrets.set("token", "the-token");
    const { application } = await launch({ apiUrl: `http://127.0.0.1:${nobodysPort}/v2`, secrets });
    await application.start({ demo: false });
    const offline = await untilSnapshot(application, (snapshot) => snapshot.link.state === "offline");
    expect(offline).toMatchObject({ account: { kind: "signed-in" }, link: { reason: "api-unreachable" } });
    expect(await secrets.get("token")).toBe("the-token");
  });
});

test("the demo account is live, keeps nothing, and ends with its receiver disabled", async () => {
  const { application, secrets, logger } = await launch({ apiUrl: "https://api.nokotime.com/v2" });
  expect(await application.startDemo()).toMatchObject({ kind: "signed-in" });
  const live = await untilSnapshot(
    application,
    (snapshot) => snapshot.link.state === "live" && snapshot.timers.length > 0,
  );
  expect(live.account).toMatchObject({ kind: "signed-in", demo: true });
  expect(await secrets.get("token")).toBeNull();
  await application.stop(patience);
  expect(logger.lines.some((line) => line.includes("The receiver is disabled"))).toBe(true);
  expect(logger.lines.some((line) => line.startsWith("warn") || line.startsWith("error"))).toBe(false);
});

test("revisions only rise, across sign-in, demo and sign-out", async () => {
  const { application } = await launch({ apiUrl: "https://api.nokotime.com/v2" });
  const revisions: number[] = [];
  application.onSnapshot((snapshot) => revisions.push(snapshot.revision));
  await application.startDemo();
  await untilSnapshot(application, (snapshot) => snapshot.timers.length > 0);
  await application.signOut();
  expect(revisions.length).toBeGreaterThan(3);
  expect(revisions).toEqual(revisions.toSorted((one, other) => one - other));
});

test("a token that was given from outside is tried again, slowly, after the account refused it", async () => {
  const clock = new SkippingClock();
  const server = await demoServer();
  const { application } = await launch({ apiUrl: server.url, token: server.token, clock });
  await application.start({ demo: false });
  await untilSnapshot(application, (snapshot) => snapshot.timers.length > 0);
  server.faults.revokedToken = true;
  application.wake("network");
  await untilSnapshot(application, (snapshot) => snapshot.account.kind === "signed-out");
  server.faults.revokedToken = false;
  clock.skip(10 * 60_000);
  await untilSnapshot(application, (snapshot) => snapshot.timers.length > 0);
});
