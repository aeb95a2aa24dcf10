import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, readlink, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { systemClock } from "../../app/platform/system.ts";
import { menuLabels } from "../support/tray-state.ts";
import { appEnvironment, electronArguments, electronExecutable } from "./support/electron.ts";
import { firstRunTexts } from "../../app/texts/first-run.ts";
import { fatalTexts } from "../../app/texts/startup.ts";
import { expect, test } from "./support/fixtures.ts";
import { TimerWindow } from "./support/timer-window.ts";

test("with everything set from outside it runs unattended: no first screen, timers in the tray", async ({
  signedIn,
  demo,
}) => {
  const { app, tray } = signedIn;
  expect(await app.windowCount()).toBe(0);
  expect((await tray.state()).tooltip).toMatch(/^Gear GmbH · \d+:\d\d · today/);
  expect(demo.account.receivers.all().filter((receiver) => receiver.enabled)).toHaveLength(1);
});

test("the first start shows the first screen, and its second button opens the demo account", async ({
  desktop,
  launch,
}) => {
  const app = await launch();
  const tray = await desktop.nextItem();
  const timerWindow = new TimerWindow(await app.window());
  await expect(timerWindow.tokenField).toBeVisible();
  expect(menuLabels(await tray.state())).toEqual(
    expect.arrayContaining(["Not signed in", "Sign in…", "Try the demo account", "Quit Tallylight"]),
  );

  await timerWindow.tryDemoButton.click();
  await expect(timerWindow.clock).toBeVisible();
  await tray.waitFor((state) => menuLabels(state).includes("Leave the demo account"), "the demo account");
});

test("the demo account opens from the menu and with --demo, too", async ({ desktop, launch }) => {
  const first = await launch();
  const firstTray = await desktop.nextItem();
  await firstTray.click("Try the demo account");
  await firstTray.waitFor((state) => menuLabels(state).includes("Leave the demo account"), "the demo account");
  await first.terminate();

  const second = await launch({ args: ["--demo"] });
  const secondTray = await desktop.nextItem();
  await secondTray.waitFor((state) => menuLabels(state).includes("Leave the demo account"), "the demo account");
  expect(await second.windowCount()).toBe(0);
});

test("signing in with a token: a wrong one is explained, the right one works and never comes back out", async ({
  desktop,
  launch,
  demo,
}) => {
  const app = await launch({ environment: { TALLYLIGHT_API_URL: demo.url } });
  const tray = await desktop.nextItem();
  const timerWindow = new TimerWindow(await app.window());

  await timerWindow.tokenField.fill("not-the-token");
  await timerWindow.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(timerWindow.page.getByRole("alert")).toContainText("The token was not accepted.");

  await timerWindow.tokenField.fill(demo.token);
  await timerWindow.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await timerWindow.page.getByRole("button", { name: firstRunTexts.skip }).click();
  await expect(timerWindow.headline).toHaveText("Gear GmbH");
  await tray.waitFor((state) => state.tooltip.startsWith("Gear GmbH"), "Gear GmbH");

  const snapshot = await timerWindow.page.evaluate(() => window.tallylight?.getSnapshot());
  expect(JSON.stringify(snapshot)).not.toContain(demo.token);
});

test("a second start shows the window of the first and ends", async ({ signedIn, managed }) => {
  const { app, tray } = signedIn;
  const second = await run([`--user-data-dir=${app.profile}`], managed);
  expect(second).toMatchObject({ code: 0 });
  expect(second.stdout).toContain("Tallylight is running already");
  await tray.waitFor((state) => menuLabels(state).includes("Hide Tallylight"), "Hide");
  expect(await app.isWindowVisible()).toBe(true);
});

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
  test(`${signal} quits cleanly: the receiver is disabled within 1.5 s`, async ({ signedIn, demo }) => {
    const began = systemClock.monotonicNow();
    const { code, milliseconds } = await signedIn.app.terminate(signal);
    expect(code).toBe(0);
    expect(demo.account.receivers.all().map((receiver) => receiver.enabled)).toEqual([false]);
    const last = demo.requests.at(-1);
    expect(last?.path).toMatch(/\/disable$/);
    expect(await readdir(signedIn.app.profile)).not.toContain("running.sock");
    expect((last?.monotonicAt ?? Number.NaN) - began).toBeLessThan(1_500);
    // With whatever Electron does before it is gone.
    expect(milliseconds).toBeLessThan(3_000);
  });
}

test("a second start finds the first also after the folder for temporary files was cleaned", async ({
  signedIn,
  managed,
}) => {
  test.skip(process.platform === "win32", "Windows' lock is no file");
  const { app, tray } = signedIn;
  const socket = await readlink(path.join(app.profile, "SingletonSocket"));
  await rm(path.dirname(socket), { recursive: true });
  for (const args of [["--at-login"], []]) {
    const second = await run([`--user-data-dir=${app.profile}`, ...args], managed);
    expect(second).toMatchObject({ code: 0 });
    expect(second.stdout).toContain("Tallylight is running already");
    // The desktop's own start asks for no window.
    if (args.length > 0) expect(await app.isWindowVisible()).toBe(false);
  }
  await tray.waitFor((state) => menuLabels(state).includes("Hide Tallylight"), "Hide");
  expect(app.isRunning()).toBe(true);
});

// oxlint-disable-next-line no-empty-pattern
test("a profile folder that cannot be written is named, and the start fails", async ({}, testInfo) => {
  test.skip(process.platform !== "linux", "elsewhere no variable names the folder");
  const file = testInfo.outputPath("a-file");
  await writeFile(file, "");
  // Electron takes its usual folder where the one of the command line can't be made.
  const config = path.join(file, "config");
  const { code, stdout, stderr } = await run([], { XDG_CONFIG_HOME: config });
  expect(code).toBe(1);
  expect(stderr).toContain(fatalTexts.profileNotWritable(path.join(config, "tallylight"), "ENOTDIR"));
  expect(stdout).not.toContain("running already");
});

test("an update that is to be installed closes the window, tells the account and ends the app", async ({
  opened,
  demo,
}) => {
  const { app } = opened;
  // As an installer does on macOS: it announces itself, closes every window and quits.
  const quitting = app.electron.evaluate(({ app: own, autoUpdater, BrowserWindow }) => {
    autoUpdater.emit("before-quit-for-update");
    const [window] = BrowserWindow.getAllWindows();
    const closed = new Promise<void>((resolve) => window?.once("closed", () => resolve()));
    window?.close();
    void closed.then(() => own.quit());
  });
  await quitting.catch(() => undefined);
  expect(await app.exited()).toBe(0);
  expect(demo.account.receivers.all().map((receiver) => receiver.enabled)).toEqual([false]);
});

test("Quit in the menu, with an account that no longer answers, still ends in time", async ({ signedIn, demo }) => {
  const { app, tray } = signedIn;
  await demo.stop();
  await tray.click("Quit Tallylight");
  expect(await app.exited()).toBe(0);
});

test("neither the profile nor the output holds a secret", async ({ signedIn, demo }) => {
  const { app, tray } = signedIn;
  demo.account.startTimer(castProjectIds.zebra);
  await tray.waitFor((state) => state.tooltip.startsWith("Zebra"), "Zebra");
  const [receiver] = demo.account.receivers.all();
  const secrets = [demo.token, receiver?.secret ?? "", new URL(receiver?.payloadUri ?? "").pathname];
  expect(secrets.every((secret) => secret.length > 20)).toBe(true);
  await app.terminate();

  const texts = [app.output(), ...(await readAll(app.profile))];
  for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([]);
  expect((await stat(path.join(app.profile, "logs", "tallylight.log"))).mode & 0o777).toBe(0o600);
});

const badSettings: readonly (readonly [name: string, value: string])[] = [
  ["TALLYLIGHT_API_URL", "ftp://files.example"],
  ["TALLYLIGHT_API_URL", "http://api.example/v2"],
  ["TALLYLIGHT_TOKEN", "super secret token"],
  ["TALLYLIGHT_PUBLIC_URL", "https://relay.example"],
  ["TALLYLIGHT_LISTEN_PORT", "70000"],
];
for (const [name, value] of badSettings) {
  // oxlint-disable-next-line no-empty-pattern
  test(`${name}=${value} stops the start with one sentence`, async ({}, testInfo) => {
    const { code, stderr, stdout } = await run([`--user-data-dir=${testInfo.outputPath("profile")}`], {
      [name]: value,
    });
    expect(code).toBe(2);
    const sentences = stderr.split("\n").filter((line) => line !== "" && !isChromiumLine(line));
    expect(sentences).toEqual([expect.stringMatching(new RegExp(`^${name} .*\\.$`))]);
    expect(stderr + stdout).not.toContain(value);
  });
}

/** Runs the app to its end, as a shell would. */
async function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(electronExecutable(), [...electronArguments(), ...args], {
    env: appEnvironment(environment),
    // One that does not end would outlive the test.
    timeout: 20_000,
    killSignal: "SIGKILL",
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [code]: readonly unknown[] = await once(child, "close");
  return { code, stdout, stderr };
}

/** Chromium's own complaints about a bare machine. */
function isChromiumLine(line: string): boolean {
  return /^\[\d+(?::\d+)?[:/]/.test(line);
}

async function readAll(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  // As bytes: a secret in a binary file is as readable as in a text.
  return Promise.all(files.map((file) => readFile(path.join(file.parentPath, file.name), "latin1")));
}
