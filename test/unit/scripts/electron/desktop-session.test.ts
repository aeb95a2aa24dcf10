import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { describeParts, sessionVariables, startDesktopSession } from "../../../../scripts/electron/desktop-session.ts";
import type { DesktopParts } from "../../../../scripts/electron/desktop-session.ts";
import { LaunchError } from "../../../../scripts/lib/launch-error.ts";
import { projectRoot } from "../../../../scripts/lib/project.ts";

const bus: DesktopParts = { display: false, bus: true };
const display: DesktopParts = { display: true, bus: false };
const both: DesktopParts = { display: true, bus: true };

test("what was started, in words", () => {
  expect([display, bus, both].map(describeParts)).toEqual([
    "virtual display",
    "private session bus",
    "virtual display and a private session bus",
  ]);
});

test("a display of its own hides a Wayland session; a bus of its own leaves the display alone", () => {
  const lines = [":7", "/authority", "unix:path=/bus"];
  const onDisplay = { DISPLAY: ":7", XAUTHORITY: "/authority", XDG_SESSION_TYPE: "x11", WAYLAND_DISPLAY: undefined };
  expect(sessionVariables(display, lines)).toEqual(onDisplay);
  expect(sessionVariables(bus, lines)).toEqual({ DBUS_SESSION_BUS_ADDRESS: "unix:path=/bus" });
  expect(sessionVariables(both, lines)).toEqual({ ...onDisplay, DBUS_SESSION_BUS_ADDRESS: "unix:path=/bus" });
});

/** A named pipe: a starter writes to it, and it ends with the starter's last process. */
async function createLifeline(): Promise<{ readonly file: string; readonly ended: Promise<unknown> }> {
  const directory = await mkdtemp(path.join(tmpdir(), "tallylight-test-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = path.join(directory, "lifeline");
  execFileSync("mkfifo", [file]);
  return { file, ended: once(createReadStream(file).resume(), "end") };
}

/** Runs a command with an address, as `dbus-run-session` does. */
function busStarters(lifeline: string, afterwards = ":"): readonly string[] {
  const script = `exec 5>"$0"; export DBUS_SESSION_BUS_ADDRESS=unix:path=/bus; "$@"; ${afterwards}`;
  return ["sh", "-c", script, lifeline];
}

describe.skipIf(process.platform === "win32")("a session", () => {
  test("lives until it is ended, and may be ended twice", async () => {
    const { file, ended } = await createLifeline();
    const session = await startDesktopSession(bus, { starters: busStarters(file) });
    expect(session.env).toEqual({ DBUS_SESSION_BUS_ADDRESS: "unix:path=/bus" });
    await session.end();
    await ended;
    await session.end();
  });

  test("that does not end with its input is killed whole", async () => {
    const { file, ended } = await createLifeline();
    const session = await startDesktopSession(bus, { starters: busStarters(file, "sleep 600"), endLimitMs: 100 });
    await session.end();
    await ended;
  });

  test("ends with the process that started it, even when that is killed", async () => {
    const { file, ended } = await createLifeline();
    const module = pathToFileURL(path.join(projectRoot, "scripts", "electron", "desktop-session.ts")).href;
    const script = `
      import { startDesktopSession } from ${JSON.stringify(module)};
      await startDesktopSession(${JSON.stringify(bus)}, { starters: ${JSON.stringify(busStarters(file))} });
      process.kill(process.pid, "SIGKILL");`;
    const launcher = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      cwd: projectRoot,
      stdio: "inherit",
    });
    expect(await once(launcher, "exit")).toEqual([null, "SIGKILL"]);
    await ended;
  });

  test.each([
    { title: "whose starter is missing", parts: bus, starters: ["no-such-program-here"], readyLimitMs: 60_000 },
    { title: "whose starter fails", parts: bus, starters: ["false"], readyLimitMs: 60_000 },
    { title: "whose starter says nothing", parts: bus, starters: ["sh", "-c", "exec sleep 600"], readyLimitMs: 100 },
    {
      title: "without the display that it names",
      parts: display,
      starters: ["env", "DISPLAY=:65432"],
      readyLimitMs: 60_000,
    },
  ])("$title is an error in one sentence", async ({ parts, starters, readyLimitMs }) => {
    const trial = parts.display ? "xvfb-run -a -e /dev/stderr true" : "dbus-run-session -- true";
    const started = startDesktopSession(parts, { starters, readyLimitMs, endLimitMs: 100 });
    await expect(started).rejects.toThrow(LaunchError);
    await expect(started).rejects.toThrow(`The ${describeParts(parts)} did not start; run \`${trial}\` to see why.`);
  });
});
