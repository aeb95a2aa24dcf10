import { describe, expect, it } from "vitest";
import type { SubscriptionSync } from "../../../app/receiver/subscription-sync.ts";
import type { SubscriptionOutcome } from "../../../app/receiver/subscription-outcome.ts";
import { SubscriptionUpkeep } from "../../../app/receiver/subscription-upkeep.ts";
import { FakeClock, settle } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

const publicUrl = "https://relay.example";
const atFirst = { wasReady: false, pathIsNews: true };
const later = { wasReady: true, pathIsNews: false };
const failed: SubscriptionOutcome = { kind: "failed", failure: { kind: "timeout" } };

function ready(changed: boolean): SubscriptionOutcome {
  const subscription = {
    id: 1,
    name: "Tallylight 0123456789abcdef",
    state: "enabled",
    subjects: ["timer"],
    payloadUri: `${publicUrl}/b/x`,
    url: "https://api.nokotime.com/v2/broadcast_receivers/1",
    addSubjectsUrl: "",
    removeSubjectsUrl: "",
    rerollSecretUrl: "",
    enableUrl: "",
    disableUrl: "",
  } as const;
  return { kind: "ready", subscription, secret: "the-secret", changed, created: false };
}

function createBench() {
  const clock = new FakeClock();
  const logger = createMemoryLogger();
  const heard: string[] = [];
  const asked: string[] = [];
  const bench = {
    outcome: ready(false),
    /** Given up where the account is silent. */
    disabled: "done" as "done" | "silent",
    round: { publicUrl, isOver: false, retryIn: (wait: number) => void heard.push(`retry in ${wait}`) },
  };
  const answer = (call: string) => (url: string) => {
    expect(url).toBe(publicUrl);
    asked.push(call);
    return Promise.resolve(bench.outcome);
  };
  const sync: SubscriptionSync = {
    word: "receiver",
    path: () => Promise.reject(new Error("Not the upkeep's")),
    ensure: answer("ensure"),
    check: answer("check"),
    renewSecret: answer("renew secret"),
    recreate: answer("recreate"),
    interrupt: () => undefined,
    disable: (signal) => {
      asked.push("disable");
      if (bench.disabled === "done") return Promise.resolve({ kind: "done" });
      return new Promise((resolve) => {
        signal.addEventListener("abort", () => resolve({ kind: "failed", failure: { kind: "cancelled" } }));
      });
    },
    remove: () => Promise.reject(new Error("Not the upkeep's")),
    leftovers: () => ({ enabled: 0, disabled: 0 }),
  };
  const upkeep = new SubscriptionUpkeep({
    clock,
    logger,
    sync,
    onSecret: (secret) => void heard.push(`secret ${secret}`),
    onState: (state) => void heard.push(state),
    onCovered: () => void heard.push("covered"),
    onTokenRejected: () => void heard.push("token rejected"),
  });
  return Object.assign(bench, { clock, logger, heard, asked, upkeep });
}

describe("looking after the receiver", () => {
  it.each([
    ["sets it up at first", atFirst, ready(true), "ensure", ["secret the-secret", "ready", "covered"]],
    ["checks that it is as it was left", later, ready(false), "check", ["secret the-secret", "ready"]],
    [
      "says that broadcasts arrive again after a repair",
      later,
      ready(true),
      "check",
      ["secret the-secret", "ready", "covered"],
    ],
    [
      "says that broadcasts arrive again after the path was away",
      { wasReady: true, pathIsNews: true },
      ready(false),
      "check",
      ["secret the-secret", "ready", "covered"],
    ],
    ["leaves it at that where it is forbidden", atFirst, { kind: "forbidden" }, "ensure", ["forbidden"]],
    ["tells that the token is refused", atFirst, { kind: "token-rejected" }, "ensure", ["token rejected"]],
    ["tries again after a failure", atFirst, failed, "ensure", ["failed", "retry in 2000"]],
  ] as const)("%s", async (_name, known, outcome, call, heard) => {
    const bench = createBench();
    bench.outcome = outcome;
    await bench.upkeep.lookAfter(bench.round, known);
    expect(bench.asked).toEqual([call]);
    expect(bench.heard).toEqual(heard);
  });

  it("waits twice as long after each failure, up to a minute, and anew after a success", async () => {
    const bench = createBench();
    for (const outcome of [...Array.from({ length: 7 }, () => failed), ready(false), failed]) {
      bench.outcome = outcome;
      await bench.upkeep.lookAfter(bench.round, atFirst);
    }
    const waits = bench.heard.filter((line) => line.startsWith("retry in"));
    expect(waits.map((line) => Number(line.split(" ").at(-1)))).toEqual([
      2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 2_000,
    ]);
  });

  it("takes the secret and nothing else from an answer that comes when its round is over", async () => {
    const bench = createBench();
    bench.round.isOver = true;
    expect(await bench.upkeep.lookAfter(bench.round, atFirst)).toBeNull();
    bench.outcome = failed;
    await bench.upkeep.lookAfter(bench.round, atFirst);
    expect(bench.heard).toEqual(["secret the-secret"]);
  });

  it("has a new one made in the place of one that is stuck", async () => {
    const bench = createBench();
    expect(await bench.upkeep.lookAfter(bench.round, { ...later, replace: true })).toEqual(bench.outcome);
    expect(bench.asked).toEqual(["recreate"]);
  });

  it("asks for a new secret once where more signatures failed than before", async () => {
    const bench = createBench();
    const check = (): Promise<unknown> => bench.upkeep.lookAfter(bench.round, later);
    bench.upkeep.doubtSecret(0);
    await check();
    bench.upkeep.doubtSecret(3);
    await check();
    await check();
    bench.upkeep.doubtSecret(3);
    await check();
    expect(bench.asked).toEqual(["check", "renew secret", "check", "check"]);
  });
});

describe("while there is no path to us", () => {
  it("the receiver is disabled once, until it was set up again", async () => {
    const bench = createBench();
    await bench.upkeep.lookAfter(bench.round, atFirst);
    void bench.upkeep.suspend();
    void bench.upkeep.suspend();
    await settle();
    expect(bench.asked).toEqual(["ensure", "disable"]);
    expect(bench.logger.lines.at(-1)).toContain("Nothing of ours is enabled until there is a path to us again");
    expect(bench.clock.pendingCount).toBe(0);
    void bench.upkeep.suspend();
    await bench.upkeep.lookAfter(bench.round, atFirst);
    void bench.upkeep.suspend();
    await settle();
    expect(bench.asked).toEqual(["ensure", "disable", "ensure", "disable"]);
  });

  it("one that was left enabled by an end without a shutdown is disabled, too", async () => {
    const bench = createBench();
    void bench.upkeep.suspend();
    await settle();
    expect(bench.asked).toEqual(["disable"]);
  });

  it("half a minute is all that it may take, and it is tried again each minute until it is done", async () => {
    const bench = createBench();
    bench.disabled = "silent";
    await bench.upkeep.lookAfter(bench.round, atFirst);
    const before = bench.logger.lines.length;
    void bench.upkeep.suspend();
    await bench.clock.advance(30_000);
    expect(bench.logger.lines).toHaveLength(before);
    bench.disabled = "done";
    await bench.clock.advance(60_000);
    expect(bench.asked).toEqual(["ensure", "disable", "disable"]);
    expect(bench.clock.pendingCount).toBe(0);
  });

  it.each([
    ["there is a path again", (bench: ReturnType<typeof createBench>) => bench.upkeep.lookAfter(bench.round, atFirst)],
    ["all is over", (bench: ReturnType<typeof createBench>) => Promise.resolve(bench.upkeep.end())],
  ])("nothing is tried any more once %s", async (_name, act) => {
    const bench = createBench();
    bench.disabled = "silent";
    void bench.upkeep.suspend();
    await bench.clock.advance(30_000);
    await act(bench);
    await bench.clock.advance(600_000);
    expect(bench.asked.filter((call) => call === "disable")).toHaveLength(1);
    // And not when it is still being tried.
    void bench.upkeep.suspend();
    await act(bench);
    await bench.clock.advance(600_000);
    expect(bench.asked.filter((call) => call === "disable").length).toBeLessThanOrEqual(2);
    expect(bench.clock.pendingCount).toBe(0);
  });
});
