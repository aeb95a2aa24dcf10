import { setTimeout as sleep } from "node:timers/promises";
import { _electron } from "playwright";
import type { ElectronApplication, Page } from "playwright";
import { LaunchError } from "./launch-error.ts";
import { report } from "./report.ts";
import { exitCodeOf } from "./run.ts";

const LAUNCH_LIMIT_MS = 30_000;
const QUIT_LIMIT_MS = 5_000;
const CHECK_EVERY_MS = 250;
/** The picture is taken this long before the end. */
const PICTURE_LEAD_MS = 500;

export interface PhotographRequest {
  readonly executable: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly seconds: number;
  readonly picture: string;
}

/**
 * Runs the app for some seconds, takes a picture of its window near the end, and quits it as a
 * session's end does. Answers the exit code: 0 only with a ticking timer seen and a clean end.
 */
export async function photographApp(request: PhotographRequest): Promise<number> {
  const end = Date.now() + request.seconds * 1000;
  const app = await launch(request);
  const exited = watchExit(app);
  const run = watchAndPhotograph(app, request, end);
  try {
    await Promise.race([run, exited.then(rejectEarlyEnd)]);
  } catch (error) {
    await quit(app, exited);
    throw error;
  }
  return await quit(app, exited);
}

async function launch(request: PhotographRequest): Promise<ElectronApplication> {
  const app = await _electron.launch({
    executablePath: request.executable,
    args: [...request.args],
    env: { ...request.env },
    timeout: LAUNCH_LIMIT_MS,
  });
  app.process().stdout?.pipe(process.stdout, { end: false });
  app.process().stderr?.pipe(process.stderr, { end: false });
  return app;
}

function watchExit(app: ElectronApplication): Promise<number> {
  return new Promise((resolve) => {
    app.process().once("exit", (code, signal) => resolve(exitCodeOf(code, signal)));
  });
}

function rejectEarlyEnd(code: number): never {
  throw new LaunchError(`The app ended by itself with exit code ${code}; run \`npm run demo\` to watch it.`);
}

async function watchAndPhotograph(app: ElectronApplication, request: PhotographRequest, end: number): Promise<void> {
  const window = await firstWindow(app, end);
  const ticking = await waitForTickingTimer(window, end - PICTURE_LEAD_MS);
  await sleep(Math.max(0, end - PICTURE_LEAD_MS - Date.now()));
  const shown = await readRunning(window);
  await window.screenshot({ path: request.picture });
  if (shown !== undefined) report(`Running timer: ${shown}`);
  report(`Picture of the window: ${request.picture}`);
  if (!ticking) {
    throw new LaunchError(
      `No running timer was visible in the window within ${request.seconds} s; look at the picture, or run it with more \`--seconds\`.`,
    );
  }
  await sleep(Math.max(0, end - Date.now()));
}

async function firstWindow(app: ElectronApplication, end: number): Promise<Page> {
  try {
    return await app.firstWindow({ timeout: Math.max(1_000, end - Date.now()) });
  } catch {
    throw new LaunchError(
      "The app opened no window in time; run `npm run demo` to watch it, or give more `--seconds`.",
    );
  }
}

/** The clock has the role of a timer, in the accessibility tree; a running one changes. */
async function waitForTickingTimer(window: Page, end: number): Promise<boolean> {
  let previous: string | undefined;
  while (Date.now() < end) {
    const current = await readClock(window);
    if (previous !== undefined && current !== undefined && current !== previous) {
      return true;
    }
    previous = current ?? previous;
    await sleep(CHECK_EVERY_MS);
  }
  return false;
}

/** Undefined while the page is being loaded, and while no timer runs. */
async function readClock(window: Page): Promise<string | undefined> {
  try {
    const clock = window.getByRole("timer").first();
    return (await clock.isVisible()) ? ((await clock.textContent({ timeout: 1_000 })) ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** The running clock's own name ("Time on PROJECT") and what it shows. */
async function readRunning(window: Page): Promise<string | undefined> {
  const time = await readClock(window);
  if (time === undefined) return undefined;
  const name = await window.getByRole("timer").first().getAttribute("aria-label", { timeout: 1_000 });
  return `${name ?? ""} ${time}`.trim();
}

async function quit(app: ElectronApplication, exited: Promise<number>): Promise<number> {
  requestQuit(app);
  const code = await Promise.race([exited, sleep(QUIT_LIMIT_MS, undefined, { ref: false })]);
  if (code !== undefined) {
    return code;
  }
  app.process().kill("SIGKILL");
  throw new LaunchError(`The app did not quit within ${QUIT_LIMIT_MS / 1000} s; run \`npm run demo\` to watch it.`);
}

/** SIGTERM to the main process is the app's own clean quit; on Windows it would end it at once. */
function requestQuit(app: ElectronApplication): void {
  if (process.platform === "win32") {
    // Answered by the connection's end, which Playwright takes for an error.
    app.evaluate(({ app: electron }) => electron.quit()).catch(() => undefined);
  } else {
    app.process().kill("SIGTERM");
  }
}
