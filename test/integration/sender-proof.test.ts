/** That the account itself shows that it reaches us: what is asked, what counts, and what the link says of it. */
import { afterEach, describe, expect, it } from "vitest";
import { FakeClock } from "../support/fake-clock.ts";
import { webhookKind } from "../../app/receiver/subscription-kind.ts";
import { subscriptionPath, subscriptionRecord } from "../../app/receiver/subscription-record.ts";
import {
  createMemorySession,
  createMemoryWorld,
  type MemorySession,
  type MemorySessionOptions,
} from "../support/memory-session.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

let memory: MemorySession;

afterEach(async () => {
  const stopping = memory.stop();
  await memory.clock.advance(minute);
  await stopping;
});

async function begin(options: MemorySessionOptions = {}): Promise<void> {
  memory = createMemorySession(options);
  memory.session.start();
  await memory.clock.advance(20 * second);
}

const link = () => memory.snapshot().link;
const sender = () => memory.session.reachability().sender;
const webhooks = () => memory.server.account.webhooks.all();
const asked = (): readonly string[] =>
  memory.server.requests.filter(({ path }) => path.startsWith("/v2/webhooks")).map(({ route }) => route ?? "");

/** Of the requests that the proof takes. */
function mostInADay(): number {
  const at = memory.server.requests
    .filter(({ path }) => path.startsWith("/v2/webhooks"))
    .map((sent) => sent.monotonicAt);
  return Math.max(...at.map((from) => at.filter((each) => each >= from && each < from + 24 * hour).length));
}

/** As long as an account takes that is slow with everything. */
function later(clock: FakeClock): Promise<void> {
  return new Promise((resolve) => void clock.setTimeout(resolve, 4 * minute));
}

function changeElsewhere(): void {
  const { account } = memory.server;
  account.describeTimer(account.runningTimer()?.projectId ?? 0, "changed elsewhere");
}

async function press(): Promise<void> {
  const pressed = memory.session.dispatch({ kind: "repair", hop: "sender" });
  await memory.clock.advance(100 * second);
  expect(await pressed).toEqual({ kind: "done" });
}

describe("while the account reaches us", () => {
  it("shows so by itself once, for the webhook that is made, and the link says when", async () => {
    await begin();
    expect(asked()).toEqual(["GET /v2/webhooks", "POST /v2/webhooks"]);
    expect(webhooks()).toMatchObject([{ enabled: true, subjects: ["team.deleted"] }]);
    expect(webhooks()[0]?.payloadUri).toMatch(/^https:\/\/tally\.relay\.test\/w\/[\w-]{43}$/);
    expect(link()).toMatchObject({ state: "live", provedAt: expect.any(Number) as number });
    expect(sender()).toMatchObject({ standing: "proved", requests: 2 });
  });

  it("is asked every six hours, by one request each time", async () => {
    await begin();
    await memory.clock.advance(24 * hour);
    expect(asked().slice(2)).toEqual(Array<string>(4).fill("PUT /v2/webhooks/:id/ping"));
    expect(memory.clock.wallNow() - (link().provedAt ?? 0)).toBeLessThan(6 * hour);
    expect(link().state).toBe("live");
  });

  it("a press asks at once, and is done when the account has reached us", async () => {
    await begin();
    await memory.clock.advance(hour);
    const before = link().provedAt ?? 0;
    await press();
    expect(link().provedAt).toBeGreaterThan(before);
    expect(asked().slice(2)).toEqual(["PUT /v2/webhooks/:id/ping"]);
  });

  it("after a sleep it is asked where the last proof is older than ten minutes", async () => {
    await begin();
    memory.session.wake();
    await memory.clock.advance(minute);
    expect(asked()).toHaveLength(2);
    await memory.clock.advance(10 * minute);
    memory.session.wake();
    await memory.clock.advance(minute);
    expect(asked().slice(2)).toEqual(["PUT /v2/webhooks/:id/ping"]);
  });

  it("twelve requests a day are the most, however often the computer wakes", async () => {
    await begin();
    for (let quarter = 0; quarter < 96; quarter += 1) {
      memory.session.wake();
      await memory.clock.advance(15 * minute);
    }
    expect(asked().length).toBeGreaterThan(4);
    expect(mostInADay()).toBeLessThanOrEqual(12);
  });

  it("the end disables it, and the next start enables it and has it pinged", async () => {
    const world = createMemoryWorld(1);
    memory = createMemorySession({ world });
    const { secrets, settings } = memory;
    memory.session.start();
    await world.clock.advance(20 * second);
    const stopping = memory.session.stop("disable-receiver", new AbortController().signal);
    await world.clock.advance(minute);
    await stopping;
    expect(webhooks()).toMatchObject([{ enabled: false }]);

    await begin({ world, secrets, settings });
    expect(webhooks()).toMatchObject([{ enabled: true }]);
    expect(sender().standing).toBe("proved");
    expect(asked().slice(-3)).toEqual(["GET /v2/webhooks", "PUT /v2/webhooks/:id/enable", "PUT /v2/webhooks/:id/ping"]);
  });

  it("signing out deletes it, and forgets its path and secret", async () => {
    await begin();
    const kind = webhookKind(() => undefined);
    expect(await subscriptionPath(memory.secrets, kind).read()).not.toBeNull();
    const stopping = memory.session.stop("remove-receiver", new AbortController().signal);
    await memory.clock.advance(minute);
    await stopping;
    expect(webhooks()).toEqual([]);
    expect(await subscriptionPath(memory.secrets, kind).read()).toBeNull();
    expect(await subscriptionRecord(memory.secrets, kind).read()).toBeNull();
  });
});

describe("when the account does not reach the relay, while our own probe does", () => {
  it("that is noticed within two minutes on demand, said, and compared every 25 seconds", async () => {
    await begin();
    const provedAt = link().provedAt;
    memory.path.openForSender = false;
    await press();
    expect(memory.session.reachability().evidence.path).toBe("verified");
    expect(link()).toMatchObject({ state: "polling", reason: "sender-late", pollSeconds: 25, provedAt });
  });

  it("and within six hours by itself", async () => {
    await begin();
    memory.path.openForSender = false;
    await memory.clock.advance(6 * hour + 2 * minute);
    expect(link()).toMatchObject({ state: "polling", reason: "sender-late" });
  });

  it("a single change that came without a broadcast has it asked: two minutes later it is known", async () => {
    await begin();
    await memory.clock.advance(10 * minute);
    memory.path.openForSender = false;
    changeElsewhere();
    memory.session.reconcile();
    // The miss is one once thirty seconds have passed without a broadcast.
    await memory.clock.advance(30 * second + 2 * minute);
    expect(link()).toMatchObject({ missedBroadcasts: 1, state: "polling", reason: "sender-late" });
  });

  it("a broadcast that arrives again heals it at once, though the queue of the webhook is stuck", async () => {
    await begin();
    memory.path.openForSender = false;
    await press();
    await memory.clock.advance(3 * hour);
    expect(link().state).toBe("polling");
    memory.path.openForSender = true;
    const repairedAt = memory.clock.wallNow();
    changeElsewhere();
    await memory.clock.advance(2 * minute);
    expect(link().state).toBe("live");
    expect((link().provedAt ?? 0) - repairedAt).toBeLessThanOrEqual(2 * minute);
    expect(webhooks()).toHaveLength(1);
    expect(asked().length).toBeLessThanOrEqual(12 + 1);
  });

  it("a press heals it as well", async () => {
    await begin();
    memory.path.openForSender = false;
    await press();
    await memory.clock.advance(hour / 2);
    memory.path.openForSender = true;
    await press();
    expect(link()).toMatchObject({ state: "live", reason: "verified" });
    expect(sender().standing).toBe("proved");
  });

  it("what the account delivers late proves nothing, and has it asked once more", async () => {
    await begin();
    memory.path.openForSender = false;
    const pressed = memory.session.dispatch({ kind: "repair", hop: "sender" });
    await memory.clock.advance(95 * second);
    await pressed;
    expect(link().reason).toBe("sender-late");
    // The account tries again two minutes after its second failure.
    const before = link().provedAt;
    memory.path.openForSender = true;
    await memory.clock.advance(20 * second);
    expect(link().provedAt).toBe(before);
    await memory.clock.advance(3 * minute);
    expect(link().state).toBe("live");
    expect(link().provedAt).toBeGreaterThan(before ?? 0);
  });

  it("an account that is always slow is never called out of reach twice", async () => {
    const clock = new FakeClock();
    const world = createMemoryWorld(1, { deliver: async (post) => (await later(clock), world.path.post(post)) }, clock);
    await begin({ world });
    const seen = new Set<string>();
    for (let passed = 0; passed < 2 * hour; passed += minute) {
      await memory.clock.advance(minute);
      if (passed > 10 * minute) seen.add(link().reason);
    }
    expect([...seen]).toEqual(["verified"]);
    expect(sender()).toMatchObject({ standing: "untried", took: expect.any(Number) as number });
  });
});

describe("where our own probe is blocked, and the account reaches us", () => {
  it("the account's word counts: the receiver is set up, and the link is live", async () => {
    const world = createMemoryWorld(1);
    world.path.openForProbes = false;
    await begin({ world });
    expect(link()).toMatchObject({ state: "polling", reason: "path-unverified" });
    expect(memory.server.account.receivers.all()).toEqual([]);
    await memory.clock.advance(minute);
    expect(link()).toMatchObject({ state: "live", reason: "verified" });
    expect(memory.server.account.receivers.all()).toMatchObject([{ enabled: true }]);
    changeElsewhere();
    await memory.clock.advance(2 * second);
    expect(link().lastBroadcastAt).not.toBeNull();
    // However often our own probe fails.
    const reconnects = memory.reconnects();
    await memory.clock.advance(5 * hour);
    expect(link().state).toBe("live");
    expect(memory.reconnects()).toBe(reconnects);
  });

  it("until it does not reach us any more, either", async () => {
    const world = createMemoryWorld(1);
    world.path.openForProbes = false;
    await begin({ world });
    await memory.clock.advance(minute);
    expect(link().state).toBe("live");
    memory.path.openForSender = false;
    await memory.clock.advance(6 * hour + 3 * minute);
    expect(link().state).toBe("polling");
    expect(memory.session.reachability().evidence.path).toBe("failed");
  });

  it("an address that neither reaches is given to no receiver, and the webhook is disabled", async () => {
    const world = createMemoryWorld(1);
    world.path.openForProbes = false;
    world.path.openForSender = false;
    await begin({ world });
    await memory.clock.advance(3 * minute);
    expect(link()).toMatchObject({ state: "polling", reason: "path-unverified" });
    expect(memory.server.account.receivers.all()).toEqual([]);
    expect(webhooks()).toMatchObject([{ enabled: false }]);
    await memory.clock.advance(24 * hour);
    expect(mostInADay()).toBeLessThanOrEqual(12);
  });
});

describe("an account that cannot be asked", () => {
  it.each([
    ["forbids webhooks", 403, 1],
    // What was found may have been deleted meanwhile, so a search that fails so is repeated once.
    ["knows none", 404, 2],
  ])("%s (%i): requests of one start: %i, and all else as it would be without", async (_name, status, requests) => {
    const world = createMemoryWorld(1);
    world.server.faults.answer(status, { path: /^\/v2\/webhooks/u });
    await begin({ world });
    await memory.clock.advance(13 * hour);
    memory.session.wake();
    await memory.clock.advance(hour);
    const stopping = memory.session.stop("remove-receiver", new AbortController().signal);
    await memory.clock.advance(minute);
    await stopping;
    expect(asked()).toEqual(Array<string>(requests).fill("GET /v2/webhooks"));
    expect(link()).toMatchObject({ state: "live", provedAt: null });
    expect(sender().standing).toBe("forbidden");
  });

  it("that answers with an error is asked again later", async () => {
    const world = createMemoryWorld(1);
    const mend = world.server.faults.answer(500, { path: /^\/v2\/webhooks/u });
    await begin({ world });
    expect(sender().standing).toBe("untried");
    mend();
    await memory.clock.advance(hour);
    expect(sender().standing).toBe("proved");
  });
});
