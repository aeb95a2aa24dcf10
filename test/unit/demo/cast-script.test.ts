import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { bench, read, seededRandom } from "./support.ts";

const seeds = Array.from({ length: 25 }, (_, index) => index + 1);

const timerList = v.array(v.object({ state: v.string(), formatted_time: v.string(), description: v.string() }));

describe("the cast", () => {
  it("opens with one timer at 1:23:45 and two paused ones", async () => {
    const { ask } = bench({ cast: "quiet" });
    const timers = read(timerList, (await ask("GET", "/timers")).json);
    expect(timers.map((timer) => `${timer.state} ${timer.formatted_time}`)).toEqual([
      "running 01:23:45",
      "paused 00:47:08",
      "paused 00:12:30",
    ]);
    expect(timers[0]?.description).toContain("#");
  });

  it("stays as it is when it is quiet", async () => {
    const { clock, server } = bench({ cast: "quiet" });
    expect(clock.pendingCount).toBe(0);
    expect(server.account.timers()).toHaveLength(3);
  });

  it.each(seeds)(
    "does at least two things within 30 seconds, and nearly always something runs (seed %i)",
    async (seed) => {
      const { clock, server } = bench({ cast: "lively", random: seededRandom(seed) });
      let acts = 0;
      let lastActAt = -1;
      server.account.onTimerMessage(() => {
        if (clock.monotonicNow() !== lastActAt) acts += 1;
        lastActAt = clock.monotonicNow();
      });
      await clock.advance(30_000);
      expect(acts).toBeGreaterThanOrEqual(2);
      let running = 0;
      for (let second = 0; second < 600; second += 1) {
        await clock.advance(1000);
        if (server.account.runningTimer() !== null) running += 1;
        expect(server.account.timers().length).toBeLessThanOrEqual(6);
      }
      expect(running / 600).toBeGreaterThan(0.85);
      server.stop();
      expect(clock.pendingCount).toBe(0);
    },
  );

  it("does the same for the same seed", async () => {
    expect(await twoMinutes()).toEqual(await twoMinutes());
  });

  it("keeps still for 20 seconds after a person acted, then goes on", async () => {
    const { ask, clock, server } = bench({ cast: "lively" });
    let messages = 0;
    await clock.advance(5000);
    await ask("PUT", "/projects/37402/timer/start");
    server.account.onTimerMessage(() => (messages += 1));
    await clock.advance(19_999);
    expect(messages).toBe(0);
    await clock.advance(20_000);
    expect(messages).toBeGreaterThan(0);
  });

  it("does not take reading, or upkeep of receivers, for a person", async () => {
    const { ask, clock, server } = bench({ cast: "lively" });
    let messages = 0;
    server.account.onTimerMessage(() => (messages += 1));
    await clock.advance(5000);
    await ask("GET", "/timers");
    await ask("POST", "/broadcast_receivers", { name: "a", payload_uri: "http://127.0.0.1:9", subjects: ["*"] });
    await clock.advance(2000);
    expect(messages).toBeGreaterThan(0);
  });

  it("survives an account where no tag may be made", async () => {
    const { clock, server } = bench({ cast: "lively" });
    server.faults.cannotCreateTags = true;
    await clock.advance(1_200_000);
    expect(server.account.timers().length).toBeGreaterThan(2);
  });
});

/** What the cast does in two minutes, and when. */
async function twoMinutes(): Promise<readonly string[]> {
  const { clock, server } = bench({ cast: "lively", random: seededRandom(3) });
  const said: string[] = [];
  server.account.onTimerMessage(({ projectId, event }) => said.push(`${clock.monotonicNow()} ${projectId} ${event}`));
  await clock.advance(120_000);
  return said;
}
