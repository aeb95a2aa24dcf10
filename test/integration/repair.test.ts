/** A press in the doctor: each link of the chain is looked after at once, and the answer comes when that is over. */
import { afterEach, describe, expect, test } from "vitest";
import type { CommandResult } from "../../app/contract/requests.ts";
import type { RepairHop } from "../../app/contract/command.ts";
import { createMemorySession, type MemorySession, publicUrl } from "../support/memory-session.ts";

let memory: MemorySession;

async function start(spoil: (created: MemorySession) => void = () => undefined): Promise<void> {
  memory = createMemorySession();
  spoil(memory);
  memory.session.start();
  await memory.clock.advance(20_000);
}

afterEach(async () => {
  const stopping = memory.stop();
  await memory.clock.advance(5_000);
  await stopping;
});

interface Press {
  readonly result: CommandResult;
  /** How long the answer took. */
  readonly milliseconds: number;
}

/** Presses, and lets time pass until there is an answer; at most a minute. */
async function press(hop: RepairHop): Promise<Press> {
  const began = memory.clock.monotonicNow();
  const answers: Press[] = [];
  void memory.session.dispatch({ kind: "repair", hop }).then((result) => {
    answers.push({ result, milliseconds: memory.clock.monotonicNow() - began });
  });
  for (let tries = 0; tries < 600 && answers.length === 0; tries += 1) await memory.clock.advance(100);
  const [answer] = answers;
  if (answer === undefined) throw new Error("A minute brought no answer.");
  return answer;
}

const evidence = () => memory.session.reachability().evidence;
const good = { relay: "up", path: "verified", receiver: "ready" };
const mine = () => memory.server.account.receivers.all();

describe("a repair", () => {
  test("of a receiver that was forbidden, long before anybody would have looked again", async () => {
    await start(({ server }) => (server.faults.forbiddenBroadcasts = true));
    expect(evidence().receiver).toBe("forbidden");
    memory.server.faults.clear();
    const { result, milliseconds } = await press("receiver");
    expect(result).toEqual({ kind: "done" });
    expect(milliseconds).toBeLessThan(5_000);
    expect(evidence()).toEqual(good);
    await memory.clock.advance(1_000);
    expect(memory.snapshot().link.state).toBe("live");
  });

  test.each([
    { kind: "deleted" },
    { kind: "disabled" },
    { kind: "re-pointed", payloadUri: "https://elsewhere.test/b/x" },
  ] as const)("of everything finds a receiver that was $kind behind our back", async (loss) => {
    await start();
    memory.server.loseReceiver(loss);
    const revisions = memory.snapshots.length;
    expect((await press("everything")).milliseconds).toBeLessThan(5_000);
    expect(mine()).toMatchObject([{ enabled: true }]);
    expect(mine()[0]?.payloadUri.startsWith(publicUrl)).toBe(true);
    // What holds is not doubted for being looked at.
    const states = memory.snapshots.slice(revisions).map(({ link }) => link.state);
    expect(states.filter((state) => state !== "live")).toEqual([]);
  });

  test("of everything, where all is well, changes nothing and costs a handful of requests", async () => {
    await start();
    const before = memory.server.requests.length;
    await press("everything");
    await memory.clock.advance(5_000);
    const asked = memory.server.requests.slice(before);
    // All that is not read is that the account reach us.
    expect(asked.filter(({ method }) => method !== "GET").map(({ route }) => route)).toEqual([
      "PUT /v2/webhooks/:id/ping",
    ]);
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(evidence()).toEqual(good);
  });

  test("of a path that leads here again", async () => {
    await start(({ path }) => (path.open = false));
    expect(evidence().path).toBe("failed");
    memory.path.open = true;
    expect((await press("path")).milliseconds).toBeLessThan(10_000);
    expect(evidence()).toEqual(good);
  });

  test("of a path that still leads nowhere says so, and does not keep anybody waiting", async () => {
    await start(({ path }) => (path.open = false));
    expect((await press("path")).milliseconds).toBeLessThan(10_000);
    expect(evidence().path).toBe("failed");
  });

  test("of a listener whose port is free again brings up all that stands on it", async () => {
    await start(({ path }) => (path.portTaken = true));
    expect(memory.session.reachability()).toMatchObject({ listener: "failed", evidence: { relay: "down" } });
    await press("listener");
    expect(memory.session.reachability().listener).toBe("failed");
    memory.path.portTaken = false;
    expect((await press("listener")).milliseconds).toBeLessThan(10_000);
    expect(memory.session.reachability()).toMatchObject({ listener: "open", evidence: good });
  });

  test("of a relay is answered once it is up and what follows is proved", async () => {
    await start();
    memory.relay({ kind: "down", reason: "unreachable" });
    await memory.clock.advance(1_000);
    memory.relay({ kind: "starting" });
    const pressed = press("relay");
    await memory.clock.advance(3_000);
    memory.relay({ kind: "up", publicUrl });
    const { milliseconds } = await pressed;
    expect(memory.path.retries).toBe(1);
    expect(milliseconds).toBeGreaterThanOrEqual(3_000);
    expect(evidence()).toEqual(good);
  });

  test("of a relay that stays where it is ends after a while", async () => {
    await start();
    memory.relay({ kind: "starting" });
    const { milliseconds } = await press("relay");
    expect(milliseconds).toBeGreaterThanOrEqual(20_000);
    expect(milliseconds).toBeLessThan(21_000);
  });

  test("of an account that answers again", async () => {
    await start();
    memory.server.faults.disconnect();
    await press("account");
    expect(memory.snapshot().link.state).toBe("offline");
    memory.server.faults.clear();
    await press("account");
    expect(memory.snapshot().link.state).toBe("live");
  });

  test("of missed broadcasts connects anew, and replaces a secret that was changed behind our back", async () => {
    await start();
    memory.server.account.receivers.rerollSecret(mine()[0]?.urlId ?? 0);
    const [timer] = memory.snapshot().timers;
    memory.server.account.describeTimer(timer?.projectId ?? 0, "changed");
    await memory.clock.advance(1_000);
    expect(memory.server.broadcasts.at(-1)?.status).toBe(401);
    await press("broadcasts");
    expect(memory.reconnects()).toBe(1);
    await memory.clock.advance(1_000);
    memory.server.account.describeTimer(timer?.projectId ?? 0, "changed again");
    await memory.clock.advance(1_000);
    expect(memory.server.broadcasts.at(-1)?.status).toBe(200);
  });

  test("that is under way when the session ends is answered all the same", async () => {
    await start();
    memory.relay({ kind: "starting" });
    const pressed = press("relay");
    await memory.clock.advance(1_000);
    const stopping = memory.stop();
    expect((await pressed).milliseconds).toBeLessThan(5_000);
    await stopping;
  });
});
