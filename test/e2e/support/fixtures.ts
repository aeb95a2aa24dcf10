import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, type TestInfo } from "playwright/test";
import { castProjectIds } from "../../../app/demo/cast-projects.ts";
import { startDemoServer, type DemoServer } from "../../support/noko/server.ts";
import { startDesktopSession } from "../../../scripts/electron/desktop-session.ts";
import { startStatusNotifierHost, type StatusNotifierHost } from "../../support/status-notifier-host.ts";
import type { TrayItem } from "../../support/tray-item.ts";
import { freePort } from "../../support/loopback.ts";
import { RunningApp } from "./running-app.ts";
import { TimerWindow } from "./timer-window.ts";

interface LaunchOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Of an earlier launch, to start again with what it left. */
  readonly profile?: string;
}

interface Fixtures {
  /** A separately started account: three timers of which Gear GmbH runs at 1:23, broadcasts without delay. */
  readonly demo: DemoServer;
  /** The desktop's tray. */
  readonly desktop: StatusNotifierHost;
  /** Starts the app with nothing set; ends it after the test. */
  readonly launch: (options?: LaunchOptions) => Promise<RunningApp>;
  /** Settings of an unattended installation for the account of this test. */
  readonly managed: Readonly<Record<string, string>>;
  /** The app signed in to that account from outside, and its tray icon; live. No window. */
  readonly signedIn: { readonly app: RunningApp; readonly tray: TrayItem };
  /** The same with its window open. */
  readonly opened: { readonly app: RunningApp; readonly tray: TrayItem; readonly window: TimerWindow };
}

interface WorkerFixtures {
  /** The desktop on which the tests of this worker run. */
  readonly session: void;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  session: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use, workerInfo) => {
      // The first worker has the one on which this was started, so that it can be watched there.
      const session = workerInfo.parallelIndex === 0 ? null : await startDesktopSession({ display: true, bus: true });
      for (const [name, value] of Object.entries(session?.env ?? {})) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await use();
      await session?.end();
    },
    { scope: "worker", auto: true },
  ],

  // Playwright reads the fixture's dependencies from this pattern, so it must be there even if empty.
  // oxlint-disable-next-line no-empty-pattern
  demo: async ({}, use) => {
    const demo = await startDemoServer({
      cast: "quiet",
      broadcastIntervalMilliseconds: 20,
      utcOffset: -new Date().getTimezoneOffset() * 60,
    });
    // To the second: whatever a test takes until it pauses, it is still 1:23.
    demo.account.adjustTimer(castProjectIds.gear, -45);
    await use(demo);
    await demo.stop();
  },

  // oxlint-disable-next-line no-empty-pattern
  desktop: async ({}, use) => {
    const desktop = await startStatusNotifierHost();
    await use(desktop);
    await desktop.close();
  },

  launch: async ({ desktop: _desktop, demo: _demo }, use, testInfo) => {
    const apps: RunningApp[] = [];
    const profiles: string[] = [];
    await use(async ({ environment, args, profile } = {}) => {
      const directory = profile ?? (await mkdtemp(path.join(tmpdir(), "tallylight-e2e-")));
      profiles.push(directory);
      const app = await RunningApp.launch({
        profile: directory,
        logFile: testInfo.outputPath(`app-${apps.length + 1}.log`),
        ...(environment === undefined ? {} : { environment }),
        ...(args === undefined ? {} : { args }),
      });
      apps.push(app);
      await app.electron.context().tracing.start({ screenshots: true, snapshots: true });
      return app;
    });
    for (const [index, app] of apps.entries()) {
      await keepEvidence(app, index + 1, testInfo);
      await app.dispose();
    }
    for (const profile of profiles) await rm(profile, { recursive: true, force: true });
  },

  managed: async ({ demo }, use) => {
    const port = String(await freePort());
    await use({
      TALLYLIGHT_API_URL: demo.url,
      TALLYLIGHT_TOKEN: demo.token,
      TALLYLIGHT_PUBLIC_URL: `http://127.0.0.1:${port}`,
      TALLYLIGHT_LISTEN_PORT: port,
    });
  },

  signedIn: async ({ desktop, launch, managed }, use) => {
    const app = await launch({ environment: managed });
    const tray = await desktop.nextItem();
    await tray.waitFor((state) => /\bLive\b/.test(state.tooltip), "a live link", 20_000);
    await use({ app, tray });
  },

  opened: async ({ signedIn }, use) => {
    const { app, tray } = signedIn;
    await tray.click("Show Tallylight");
    const window = new TimerWindow(await app.window());
    await window.headline.waitFor();
    await use({ app, tray, window });
  },
});

export { expect } from "playwright/test";

/** What helps to understand a failure; its output is in the same folder already. */
async function keepEvidence(app: RunningApp, number: number, testInfo: TestInfo): Promise<void> {
  if (testInfo.status === testInfo.expectedStatus || !app.isRunning()) return;
  try {
    await app.electron.context().tracing.stop({ path: testInfo.outputPath(`trace-${number}.zip`) });
    for (const [index, page] of app.electron.windows().entries()) {
      await page.screenshot({ path: testInfo.outputPath(`window-${number}-${index + 1}.png`), timeout: 5_000 });
    }
  } catch (error) {
    // The app may be going at this very moment; the failure that matters is the test's own.
    testInfo.annotations.push({ type: "evidence", description: String(error) });
  }
}
