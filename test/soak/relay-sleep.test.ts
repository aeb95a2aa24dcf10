/** A computer that sleeps: the process is really stopped, for as long as is said. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import * as v from "valibot";
import { castProjectIds } from "../../app/demo/cast-projects.ts";
import { startDemoServer } from "../support/noko/server.ts";
import { startFakeRelay } from "../support/fake-ssh-relay.ts";

const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const lineSchema = v.object({ description: v.nullable(v.string()), link: v.string() });
type Line = v.InferOutput<typeof lineSchema>;

/** The last thing that the process said, and a wait for what it says next. */
function listenTo(
  child: ChildProcessByStdio<Writable, Readable, null>,
): (fits: (line: Line) => boolean) => Promise<void> {
  let last: Line = { description: null, link: "" };
  const waiting = new Set<() => void>();
  createInterface({ input: child.stdout }).on("line", (text) => {
    last = v.parse(lineSchema, JSON.parse(text));
    for (const check of waiting) check();
  });
  return (fits) =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!fits(last)) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
}

test.each([5, 30, 120])("%i s asleep: right within 3 s after the wake, and live again", async (seconds) => {
  const demo = await startDemoServer({ cast: "quiet", broadcastIntervalMilliseconds: 20 });
  cleanUps.push(() => demo.stop());
  const relay = await startFakeRelay({ imitates: "srv.us", byPath: true });
  cleanUps.push(() => relay.stop());
  const address = `ssh://nomatch@127.0.0.1:${relay.sshPort}?dialect=srv.us&url=http://127.0.0.1:${relay.frontPort}/*`;
  const sleeper = fileURLToPath(new URL("./sleeper.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", sleeper, demo.url, demo.token, address], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  cleanUps.push(() => void child.kill("SIGKILL"));
  const until = listenTo(child);
  await until(({ link }) => link === "live");

  for (let round = 0; round < 2; round += 1) {
    const description = `while asleep ${round}`;
    child.kill("SIGSTOP");
    demo.account.describeTimer(castProjectIds.gear, description);
    await wait(seconds * 1_000);
    child.kill("SIGCONT");
    const began = performance.now();
    child.stdin.write("wake\n");
    await until((line) => line.description === description);
    const right = performance.now() - began;
    await until(({ link }) => link === "live");
    const live = performance.now() - began;
    process.stdout.write(
      `${seconds} s asleep: right ${right.toFixed(0)} ms after the wake, live after ${live.toFixed(0)} ms\n`,
    );
    expect(right).toBeLessThanOrEqual(3_000);
  }
});
