/** What nobody foresaw while a person signs in: it is reported, and the next try is not in its way. */
import { expect, test } from "vitest";
import { createApplication, type StartableApplication } from "../../app/application/application.ts";
import { createDemoServer } from "../support/noko/server.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import type { SecretStore } from "../../app/platform/ports.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { createMemoryLogger, type MemoryLogger } from "../support/memory-logger.ts";
import { seededRandom } from "../support/seeded-random.ts";

interface Launched {
  readonly application: StartableApplication;
  readonly clock: FakeClock;
  readonly logger: MemoryLogger;
}

function launch(secrets: SecretStore = createMemorySecrets()): Launched {
  const clock = new FakeClock();
  const logger = createMemoryLogger();
  const server = createDemoServer({ clock, random: seededRandom(1), token: "the-token" });
  const application = createApplication({
    clock,
    random: seededRandom(2),
    logger,
    fetch: server.fetch,
    settings: createMemorySettings(),
    secrets,
    version: "0.0.0",
    bootedAt: () => 0,
    secondsSinceInput: () => 0,
    configuration: { apiUrl: server.baseUrl, token: null, relay: { kind: "off" }, programEnvironment: {} },
    startDemo: () => Promise.reject(Object.assign(new Error("listen EMFILE"), { code: "EMFILE" })),
  });
  return { application, clock, logger };
}

test.each([
  { what: "chosen in the window", begin: ({ application }: Launched) => application.startDemo() },
  { what: "wanted at the start", begin: ({ application }: Launched) => application.start({ demo: true }) },
])("a demo account that can't be opened, $what, leaves nobody signing in for ever", async ({ begin }) => {
  const launched = launch();
  await begin(launched);
  const { account, problem } = launched.application.snapshot();
  expect(account).toEqual({ kind: "signed-out" });
  expect(problem?.problem).toEqual({ kind: "unexpected" });
  expect(launched.logger.lines.filter((line) => line.startsWith("error"))).toHaveLength(1);
  expect(launched.logger.lines.join("\n")).toContain("EMFILE");
});

test("a keyring that breaks while a token is kept is reported, and the next try goes through", async () => {
  const whole = createMemorySecrets();
  let broken = true;
  const secrets: SecretStore = {
    get: (name) => whole.get(name),
    set: (name, value) => (broken ? Promise.reject(new Error("The keyring is gone")) : whole.set(name, value)),
    delete: (name) => whole.delete(name),
  };
  const { application, clock } = launch(secrets);
  expect(await application.signIn("the-token")).toEqual({ kind: "failed", problem: { kind: "unexpected" } });
  expect(application.snapshot().account).toEqual({ kind: "signed-out" });
  broken = false;
  await clock.advance(1_000);
  const signedIn = application.signIn("the-token");
  await clock.advance(1_000);
  expect(await signedIn).toMatchObject({ kind: "signed-in" });
  const stopped = application.stop(0);
  await clock.advance(1_000);
  await stopped;
});
