/** The application with two accounts at one address, on the fake clock and without a socket. */
import { expect, test } from "vitest";
import { createApplication, type StartableApplication } from "../../app/application/application.ts";
import { type AccountView, accountViews } from "../../app/contract/snapshot.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import type { Fetch } from "../../app/platform/ports.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { createDemoServer, type MemoryDemoServer } from "../support/noko/server.ts";
import { seededRandom } from "../support/seeded-random.ts";

class World {
  readonly clock = new FakeClock();
  readonly settings = createMemorySettings();
  readonly secrets = createMemorySecrets();
  readonly servers = [0, 1].map((number) =>
    createDemoServer({ clock: this.clock, number, random: seededRandom(number), token: `token-${number}` }),
  );

  start(): StartableApplication {
    const fetch: Fetch = (url, init) => {
      const server = this.servers.find(({ token }) => token === init.headers["X-NokoToken"]);
      if (server === undefined) throw new Error("A request without the token of an account");
      return server.fetch(url, init);
    };
    return createApplication({
      clock: this.clock,
      random: seededRandom(5),
      logger: createMemoryLogger(),
      fetch,
      connect: () => Promise.reject(new Error("Nothing is reached from here")),
      settings: this.settings,
      secrets: this.secrets,
      version: "0.0.0",
      bootedAt: () => 0,
      secondsSinceInput: () => 0,
      configuration: {
        apiUrl: this.server(0).baseUrl,
        token: null,
        relay: { kind: "off" },
        programEnvironment: {},
      },
      startDemo: () => Promise.reject(new Error("No demo is started here")),
    });
  }

  server(number: number): MemoryDemoServer {
    const server = this.servers[number];
    if (server === undefined) throw new Error(`There is no server ${number}`);
    return server;
  }

  async done<T>(work: Promise<T>): Promise<T> {
    await this.clock.advance(20_000);
    return work;
  }

  /** Both signed in, the second one in focus. */
  async bothSignedIn(): Promise<StartableApplication> {
    const application = this.start();
    await this.done(application.signIn("token-0"));
    await this.done(application.signIn("token-1", { beside: true }));
    return application;
  }
}

/** Of each account in turn, the projects that it shows. */
function projects(application: StartableApplication): readonly (readonly number[])[] {
  return accountViews(application.snapshot()).map((view: AccountView) =>
    view.projects.map(({ id }) => id).toSorted((one, other) => one - other),
  );
}

function projectsOf({ account }: MemoryDemoServer): readonly number[] {
  return account
    .projects()
    .filter(({ enabled }) => enabled)
    .map(({ id }) => id)
    .toSorted((one, other) => one - other);
}

test("both are shown, resumed at the next start, and signed out one by one", async () => {
  const world = new World();
  const [first, second] = [world.server(0), world.server(1)];
  const application = await world.bothSignedIn();
  expect(projects(application)).toEqual([projectsOf(second), projectsOf(first)]);
  await world.done(application.stop(1_500));

  const again = world.start();
  await world.done(again.start({ demo: false }));
  expect(projects(again)).toEqual([projectsOf(second), projectsOf(first)]);
  const [inFocus, other] = accountViews(again.snapshot()).map(({ id }) => id);
  await world.done(again.signOut(other ?? undefined));
  expect(projects(again)).toEqual([projectsOf(second)]);
  expect(again.snapshot()).toMatchObject({ id: inFocus, problem: null });
  await world.done(again.stop(1_500));

  const last = world.start();
  await world.done(last.start({ demo: false }));
  expect(projects(last)).toEqual([projectsOf(second)]);
});

test("a command goes to the account that it names, and else to the one in focus", async () => {
  const world = new World();
  const application = await world.bothSignedIn();
  const [first, second] = [world.server(0), world.server(1)];
  const [other] = application.snapshot().others;
  const [one = 0] = projectsOf(first);
  const [two = 0] = projectsOf(second);
  await world.done(application.dispatch({ kind: "start", projectId: one, account: other?.id ?? undefined }));
  await world.done(application.dispatch({ kind: "start", projectId: two }));
  expect([first.account.runningTimer()?.projectId, second.account.runningTimer()?.projectId]).toEqual([one, two]);
});

test("a wake reaches both", async () => {
  const world = new World();
  const application = await world.bothSignedIn();
  const asked = (): readonly number[] =>
    world.servers.map(({ requests }) => requests.filter(({ route }) => route === "GET /v2/timers").length);
  const before = asked();
  application.wake("network");
  await world.clock.advance(3_000);
  expect(asked().map((count, index) => count > (before[index] ?? 0))).toEqual([true, true]);
});

test("signing in to another account takes the place of the one before, also at the next start", async () => {
  const world = new World();
  const application = world.start();
  await world.done(application.signIn("token-0"));
  await world.done(application.signIn("token-1"));
  expect(projects(application)).toEqual([projectsOf(world.server(1))]);
  await world.done(application.stop(1_500));
  const again = world.start();
  await world.done(again.start({ demo: false }));
  expect(projects(again)).toEqual([projectsOf(world.server(1))]);
});

test("the same account again has its new token, and is there once", async () => {
  const world = new World();
  const application = await world.bothSignedIn();
  await world.done(application.signIn("token-0", { beside: true }));
  expect(projects(application)).toEqual([projectsOf(world.server(0)), projectsOf(world.server(1))]);
});

test("a sign-in beside an account that fails leaves that one as it is", async () => {
  const world = new World();
  const application = world.start();
  await world.done(application.signIn("token-0"));
  world.server(1).faults.lockedAccount = true;
  const failed = await world.done(application.signIn("token-1", { beside: true }));
  expect(failed).toEqual({ kind: "failed", problem: { kind: "account-locked" } });
  expect(projects(application)).toEqual([projectsOf(world.server(0))]);
  expect(application.snapshot().account).toMatchObject({ kind: "signed-in" });
});

test("at a quit all accounts are left at once, within one deadline", async () => {
  const world = new World();
  const application = await world.bothSignedIn();
  for (const { faults } of world.servers) faults.hang();
  let isOver = false;
  void application.stop(1_500).then(() => (isOver = true));
  await world.clock.advance(1_600);
  expect(isOver).toBe(true);
});
