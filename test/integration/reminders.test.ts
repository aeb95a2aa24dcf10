/** Reminders of a whole application that polls the demo account, on the fake clock. */
import { expect, onTestFinished, test } from "vitest";
import { createApplication } from "../../app/application/application.ts";
import { weekdays } from "../../app/contract/setting-fields.ts";
import { defaultSettings, type Settings } from "../../app/contract/settings.ts";
import { runningTimer } from "../../app/contract/snapshot.ts";
import type { DesktopNotification } from "../../app/notifications/desktop-notification.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import { showReminders } from "../../app/reminders/show-reminders.ts";
import { reminderTexts } from "../../app/texts/reminders.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { createMemoryLogger } from "../support/memory-logger.ts";
import { createDemoServer } from "../support/noko/server.ts";
import { seededRandom } from "../support/seeded-random.ts";

const minute = 60_000;
/** Whatever zone this computer is in. */
const always = { days: [...weekdays], from: "00:00", to: "00:00" };

async function openBench(chosen: Partial<Settings>) {
  const clock = new FakeClock();
  const server = createDemoServer({ clock, random: seededRandom(1), token: "token" });
  const store = createMemorySettings();
  const shown: DesktopNotification[] = [];
  const input = { seconds: 0 };
  let settings: Settings = { ...defaultSettings, workingHours: always, ...chosen };
  const listeners = new Set<() => void>();
  const application = createApplication({
    clock,
    random: seededRandom(5),
    logger: createMemoryLogger(),
    fetch: (url, init) => server.fetch(url, init),
    connect: () => Promise.reject(new Error("Nothing is reached from here")),
    settings: store,
    secrets: createMemorySecrets(),
    version: "0.0.0",
    bootedAt: () => 0,
    secondsSinceInput: () => input.seconds,
    configuration: { apiUrl: server.baseUrl, token: null, relay: { kind: "off" }, programEnvironment: {} },
    startDemo: () => Promise.reject(new Error("No demo is started here")),
  });
  const start = (): (() => void) =>
    showReminders({
      application,
      control: {
        settings: () => settings,
        onChange: (listener) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      store,
      window: { isFocused: () => false },
      clock,
      show: (notification) => shown.push(notification),
      formatInstant: () => "14:02",
    });
  let end = start();
  const signedIn = application.signIn("token");
  await clock.advance(20_000);
  await signedIn;
  onTestFinished(async () => {
    end();
    const stopped = application.stop(1_000);
    await clock.advance(5_000);
    await stopped;
  });
  const running = runningTimer(application.snapshot());
  if (running === undefined) throw new Error("The demo account has no running timer");
  return {
    clock,
    server,
    shown,
    input,
    application,
    running,
    choose: (change: Partial<Settings>) => {
      settings = { ...settings, ...change };
      for (const changed of listeners) changed();
    },
    restart: () => {
      end();
      end = start();
    },
  };
}

const stopped = {
  title: reminderTexts.notTracking,
  body: `${reminderTexts.noTimerSince("14:02")} ${reminderTexts.startOne}`,
};

test("a timer is paused elsewhere and somebody works on: reminded once, and again only after a timer ran", async () => {
  const { clock, server, shown, running } = await openBench({ remindNotTracking: true });
  server.account.pauseTimer(running.projectId);
  await clock.advance(14 * minute);
  expect(shown).toEqual([]);
  await clock.advance(3 * minute);
  expect(shown).toEqual([stopped]);
  await clock.advance(120 * minute);
  expect(shown).toHaveLength(1);
  server.account.startTimer(running.projectId);
  await clock.advance(20 * minute);
  server.account.pauseTimer(running.projectId);
  await clock.advance(17 * minute);
  expect(shown).toEqual([stopped, stopped]);
});

test("no input and a pause of the reminders keep it silent", async () => {
  const { clock, server, shown, running, input, choose } = await openBench({ remindNotTracking: true });
  server.account.pauseTimer(running.projectId);
  input.seconds = 600;
  await clock.advance(60 * minute);
  expect(shown).toEqual([]);
  input.seconds = 0;
  choose({ remindersSilentUntil: clock.wallNow() + 60 * minute });
  await clock.advance(59 * minute);
  expect(shown).toEqual([]);
  await clock.advance(17 * minute);
  expect(shown).toEqual([stopped]);
});

test("a restart neither loses nor repeats it", async () => {
  const { clock, server, shown, running, restart } = await openBench({ remindNotTracking: true });
  server.account.pauseTimer(running.projectId);
  await clock.advance(10 * minute);
  restart();
  await clock.advance(17 * minute);
  expect(shown).toEqual([stopped]);
  restart();
  await clock.advance(60 * minute);
  expect(shown).toHaveLength(1);
});

test("at the end of the day a click leads to the review, once", async () => {
  // Whatever the hour is where this computer is, the day's end is behind it.
  const { clock, server, shown, running } = await openBench({ remindDayEnd: true, dayEndAt: "00:00" });
  await clock.advance(5 * minute);
  expect(shown).toEqual([expect.objectContaining({ body: reminderTexts.review, opens: { kind: "review" } })]);
  server.account.pauseTimer(running.projectId);
  await clock.advance(30 * minute);
  expect(shown).toHaveLength(1);
});

test("a timer that runs on is asked about by its name, and another device's pause ends that", async () => {
  const { clock, server, shown, running } = await openBench({ remindStillRunning: true, stillRunningHours: 1 });
  await clock.advance(62 * minute);
  expect(shown).toEqual([{ title: reminderTexts.stillRunning(running.project.name), body: expect.any(String) }]);
  server.account.pauseTimer(running.projectId);
  await clock.advance(300 * minute);
  expect(shown).toHaveLength(1);
});

test("while all are off, no timeout waits", async () => {
  const { clock, server, running, choose } = await openBench({});
  server.account.pauseTimer(running.projectId);
  await clock.advance(5 * minute);
  const before = clock.pendingCount;
  choose({ remindNotTracking: true });
  choose({ notTrackingMinutes: 30 });
  expect(clock.pendingCount).toBe(before + 1);
  choose({ remindNotTracking: false });
  expect(clock.pendingCount).toBe(before);
});
