/** A profile that was copied to a second computer, while a timer that was begun at the first one runs. */
import { expect, test } from "vitest";
import { createApplication, type StartableApplication } from "../../app/application/application.ts";
import { defaultSettings } from "../../app/contract/settings.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { createDemoServer } from "../support/noko/server.ts";
import { seededRandom } from "../support/seeded-random.ts";

test.each([
  { second: "desk", asked: true },
  { second: "laptop", asked: false },
])("desk's note of the running timer, started at $second: asked about it: $asked", async ({ second, asked }) => {
  const clock = new FakeClock();
  const server = createDemoServer({ clock, random: seededRandom(1), token: "the-token" });
  const settings = createMemorySettings();
  const secrets = createMemorySecrets();
  const startAt = async (machineId: string, bootedAt: number): Promise<StartableApplication> => {
    const application = createApplication({
      clock,
      random: seededRandom(2),
      logger: createMemoryLogger(),
      fetch: server.fetch,
      settings,
      secrets,
      machineId: () => Promise.resolve(machineId),
      version: "0.0.0",
      bootedAt: () => bootedAt,
      secondsSinceInput: () => 0,
      configuration: { apiUrl: server.baseUrl, token: null, relay: { kind: "off" }, programEnvironment: {} },
      startDemo: () => Promise.reject(new Error("There is no demo account here")),
    });
    application.choosePresence({ ...defaultSettings, whenAway: { ...defaultSettings.whenAway, shutdown: "ask" } });
    await application.start({ demo: false });
    await clock.advance(10_000);
    return application;
  };

  const desk = await startAt("desk", clock.wallNow());
  void desk.signIn("the-token");
  await clock.advance(10_000);
  const [timer] = desk.snapshot().timers;
  void desk.dispatch({ kind: "start", projectId: timer?.projectId ?? 0 });
  await clock.advance(3 * 60_000);
  // The power fails: nothing is said any more.
  const stopped = desk.stop(1_500, "by-system");
  await clock.advance(5_000);
  await stopped;

  await clock.advance(3_600_000);
  const application = await startAt(second, clock.wallNow() - 60_000);
  expect(application.snapshot().account.kind).toBe("signed-in");
  expect(application.snapshot().absence?.kind ?? null).toBe(asked ? "ran-on" : null);
  const stopping = application.stop(1_500);
  await clock.advance(5_000);
  await stopping;
  server.stop();
});
