import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { spawn } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimProfile, isProfileTaken, type ProfileClaim } from "../../../app/lifecycle/profile-guard.ts";
import { eventually } from "../../support/eventually.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

let folder = "";
let claims: ProfileClaim[] = [];
let started: (readonly string[])[] = [];
const logger = createMemoryLogger();
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guard-"));
  claims = [];
  started = [];
});
afterEach(() => {
  for (const claim of claims) if (claim.kind === "ours") claim.release();
  rmSync(folder, { recursive: true });
});

/** Both processes are this one: however slow the machine is, neither gives the other up. */
const patience = 30_000;

async function claim(
  directory = folder,
  commandLine: readonly string[] = [],
  longestAnswer = patience,
): Promise<ProfileClaim["kind"]> {
  const made = await claimProfile({
    longestAnswer,
    directory,
    platform: process.platform,
    commandLine,
    onSecondStart: (line) => started.push(line),
    logger,
  });
  claims.push(made);
  return made.kind;
}

function release(): void {
  const [first] = claims;
  if (first?.kind === "ours") first.release();
}

describe.skipIf(process.platform === "win32")("one app for one profile", () => {
  test("the second start hands its command line over, each time", async () => {
    expect(await claim()).toBe("ours");
    expect(await claim(folder, ["--at-login"])).toBe("taken");
    expect(await claim(folder, ["--show", "ä"])).toBe("taken");
    expect(started).toEqual([["--at-login"], ["--show", "ä"]]);
  });

  test("whether it is taken is known without claiming it", async () => {
    const asked = { directory: folder, platform: process.platform, commandLine: [], longestAnswer: patience };
    expect(await isProfileTaken(asked)).toBe(false);
    await claim();
    expect(await isProfileTaken(asked)).toBe(true);
    expect(await isProfileTaken({ ...asked, directory: path.join(folder, "none") })).toBe(false);
  });

  test("two profiles are two apps", async () => {
    mkdirSync(path.join(folder, "other"));
    expect([await claim(), await claim(path.join(folder, "other"))]).toEqual(["ours", "ours"]);
  });

  test("after the first has ended the profile is free, and nothing is left in it", async () => {
    await claim();
    release();
    expect(existsSync(path.join(folder, "running.sock"))).toBe(false);
    expect(await claim()).toBe("ours");
  });

  test("what a killed app left is taken over", async () => {
    const socket = path.join(folder, "running.sock");
    const script = `require("node:net").createServer().listen(${JSON.stringify(socket)}, () => console.log("up"))`;
    const killed = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(killed.stdout, "data");
    killed.kill("SIGKILL");
    await once(killed, "exit");
    expect(existsSync(socket)).toBe(true);
    expect(await claim()).toBe("ours");
    expect(await claim()).toBe("taken");
  });

  test("a file under its name, as a restored copy has it, is taken over", async () => {
    writeFileSync(path.join(folder, "running.sock"), "");
    expect(await claim()).toBe("ours");
  });

  test("an app that is stopped and answers nothing has it all the same", async () => {
    const server = createServer();
    server.listen(path.join(folder, "running.sock"));
    await once(server, "listening");
    expect(await claim(folder, [], 50)).toBe("taken");
    server.close();
  });

  test("a folder with a name too long for a socket is guarded, too", async () => {
    const long = path.join(folder, "x".repeat(120), "y".repeat(120));
    mkdirSync(long, { recursive: true });
    expect([await claim(long), await claim(long)]).toEqual(["ours", process.platform === "linux" ? "taken" : "ours"]);
  });

  test("a folder that can hold no socket leaves the app with Electron's lock alone, and the log says so", async () => {
    expect(await claim(path.join(folder, "missing"))).toBe("ours");
    expect(logger.lines.join("\n")).toContain("The profile could not be guarded");
  });

  test.each(["", "null", '["a", 1]', "{}", "[", `["${"x".repeat(70_000)}"]`])(
    "what is no command line starts nothing: %j",
    async (text) => {
      await claim();
      const socket = createConnection(path.join(folder, "running.sock"));
      socket.on("error", () => undefined);
      socket.end(text);
      socket.resume();
      await once(socket, "close");
      expect(await claim(folder, ["genuine"])).toBe("taken");
      await eventually(() => expect(started).toEqual([["genuine"]]));
    },
  );
});

test("Windows' own lock is enough there", async () => {
  const options = { directory: folder, platform: "win32", commandLine: [], onSecondStart: () => undefined } as const;
  expect((await claimProfile({ ...options, logger })).kind).toBe("ours");
  expect(await isProfileTaken(options)).toBe(false);
  expect(existsSync(path.join(folder, "running.sock"))).toBe(false);
});
