/** What happens while a person signs in or out, or quits meanwhile; on the fake clock and without a socket. */
import { expect, test } from "vitest";
import { createApplication, type StartableApplication } from "../../app/application/application.ts";
import { subscriptionName } from "../../app/receiver/subscription-name.ts";
import { createDemoServer, type MemoryDemoServer } from "../support/noko/server.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import type { SecretStore } from "../../app/platform/ports.ts";
import { FakeClock, settle } from "../support/fake-clock.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { seededRandom } from "../support/seeded-random.ts";

const installId = "0123456789abcdef";

interface Launched {
  readonly application: StartableApplication;
  readonly clock: FakeClock;
  readonly server: MemoryDemoServer;
  readonly secrets: SecretStore;
}

/** Signed in with a stored token, and with a receiver in the account from before. */
async function signIn(): Promise<Launched> {
  const launched = await launch();
  await launched.application.start({ demo: false });
  await launched.clock.advance(10_000);
  expect(launched.application.snapshot().timers).not.toEqual([]);
  return launched;
}

async function launch({ givenToken = null }: { readonly givenToken?: string | null } = {}): Promise<Launched> {
  const clock = new FakeClock();
  const server = createDemoServer({ clock, random: seededRandom(1), token: "the-token" });
  server.account.receivers.create({
    name: subscriptionName({ id: installId, machine: null }),
    payloadUri: "https://tally.relay.test/b/x",
    subjects: ["timer"],
  });
  const settings = createMemorySettings();
  settings.set("installId", installId);
  const secrets = createMemorySecrets();
  await secrets.set("token", "the-token");
  const application = createApplication({
    clock,
    random: seededRandom(2),
    logger: createMemoryLogger(),
    fetch: server.fetch,
    connect: () => Promise.reject(new Error("Nothing is reached from here")),
    settings,
    secrets,
    version: "0.0.0",
    bootedAt: () => 0,
    secondsSinceInput: () => 0,
    configuration: { apiUrl: server.baseUrl, token: givenToken, relay: null, programEnvironment: {} },
    startDemo: () => Promise.resolve({ url: server.baseUrl, token: "the-token", stop: () => Promise.resolve() }),
  });
  await application.chooseRelay("off");
  return { application, clock, server, secrets };
}

test("a sign-out forgets the token before it waits for anybody", async () => {
  const { application, clock, server, secrets } = await signIn();
  server.faults.hang();
  const token = `token@${application.snapshot().id}` as const;
  expect(await secrets.get(token)).toBe("the-token");
  const signedOut = application.signOut();
  await settle();
  expect([await secrets.get(token), await secrets.get("token")]).toEqual([null, null]);
  await clock.advance(15_000);
  await signedOut;
});

test("a verb that comes while its account is left or is signed out does nothing, and says so", async () => {
  const { application, clock, server } = await signIn();
  const projectId = application.snapshot().timers[0]?.projectId ?? 0;
  const refused = { kind: "failed", problem: { kind: "signed-out" } };
  server.faults.hang();
  const signedIn = application.signIn("the-token");
  await settle();
  // Still on screen, until the receiver is disabled.
  expect(application.snapshot().timers).not.toEqual([]);
  expect(await application.dispatch({ kind: "log", projectId })).toEqual(refused);
  await clock.advance(30_000);
  expect(await signedIn).toMatchObject({ kind: "failed" });
  expect(application.snapshot().account.kind).toBe("signed-out");
  expect(await application.dispatch({ kind: "start", projectId })).toEqual(refused);
  expect(await application.dispatch({ kind: "refresh" })).toEqual(refused);
  expect(await application.dispatch({ kind: "dismiss-problem" })).toEqual({ kind: "done" });
});

test("a quit waits for the sign-out that is under way, so that its receiver is gone", async () => {
  const { application, clock, server } = await signIn();
  server.faults.latency = 200;
  const signedOut = application.signOut();
  await settle();
  const left = application.stop(1_500).then(() => server.account.receivers.all().length);
  await clock.advance(5_000);
  expect(await left).toBe(0);
  await signedOut;
});

test("a quit waits no longer than its deadline", async () => {
  const { application, clock, server } = await signIn();
  server.faults.hang();
  const signedOut = application.signOut();
  await settle();
  let stoppedAt = Number.POSITIVE_INFINITY;
  const began = clock.monotonicNow();
  const stopped = application.stop(500).then(() => {
    stoppedAt = clock.monotonicNow();
  });
  await clock.advance(15_000);
  expect(stoppedAt - began).toBeLessThanOrEqual(500);
  await Promise.all([stopped, signedOut]);
});

test("an account is not entered after a quit, though its token turned out to be right", async () => {
  const { application, clock, server, secrets } = await signIn();
  const signedOut = application.signOut();
  await clock.advance(5_000);
  await signedOut;
  // Some keyrings ask their owner first.
  secrets.set = () => new Promise((resolve) => clock.setTimeout(() => resolve("stored"), 2_000));
  const signedIn = application.signIn("the-token");
  await clock.advance(1_000);
  const stopped = application.stop(1_500);
  await clock.advance(5_000);
  await Promise.all([signedIn, stopped]);
  const asked = server.requests.length;
  await clock.advance(600_000);
  expect(server.requests.length).toBe(asked);
});

test.each([
  { what: "signed in", act: ({ application }: Launched) => application.signIn("the-token") },
  { what: "quit", act: ({ application }: Launched) => application.stop(1_500) },
])("a stored token that comes late, as from a locked keyring, is not used once a person has $what", async ({ act }) => {
  const launched = await launch();
  const { application, clock, server, secrets } = launched;
  const token = secrets.get("token");
  secrets.get = (name) =>
    name === "token" ? new Promise((resolve) => clock.setTimeout(() => resolve(token), 30_000)) : Promise.resolve(null);
  const started = application.start({ demo: false });
  const acted = act(launched);
  await clock.advance(60_000);
  await Promise.all([started, acted]);
  const signedOut = application.signOut();
  await clock.advance(60_000);
  await signedOut;
  const asked = server.requests.length;
  await clock.advance(600_000);
  expect(server.requests.length).toBe(asked);
});

test.each([null, "the-token"])(
  "the demo account, chosen before the app signs in by itself, is the only one: %s",
  async (givenToken) => {
    const { application, clock, server } = await launch({ givenToken });
    server.faults.latency = 100;
    const chosen = application.startDemo();
    await settle();
    await application.start({ demo: false });
    await clock.advance(10_000);
    expect(await chosen).toMatchObject({ kind: "signed-in" });
    expect(application.snapshot().account).toMatchObject({ kind: "signed-in", demo: true });
    const signedOut = application.signOut();
    await clock.advance(10_000);
    await signedOut;
    const asked = server.requests.length;
    await clock.advance(600_000);
    expect(server.requests.length).toBe(asked);
  },
);

test("what is done while another relay is being chosen reaches the account, and nothing shown is gone meanwhile", async () => {
  const { application, clock, server } = await signIn();
  const [timer] = application.snapshot().timers;
  server.account.startTimer(timer?.projectId ?? 0);
  server.faults.hang({ where: ({ path }) => path.startsWith("/v2/broadcast_receivers") });
  const bare: number[] = [];
  application.onSnapshot(({ timers, projects, revision }) => {
    if (timers.length === 0 || projects.length === 0) bare.push(revision);
  });
  const chosen = application.chooseRelay("pinggy");
  await settle();
  const done = application.dispatch({ kind: "pause", projectId: timer?.projectId ?? 0 });
  await clock.advance(1_000);
  expect(await done).toEqual({ kind: "done" });
  expect(server.account.runningTimer()).toBeNull();
  await clock.advance(10_000);
  await chosen;
  expect(bare).toEqual([]);
  await application.stop(0);
});
