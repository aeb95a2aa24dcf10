import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createMemorySession,
  type MemorySession,
  type MemorySessionOptions,
  publicUrl,
} from "../support/memory-session.ts";
import { accountTimers, shownTimers } from "../support/shown-and-held.ts";

const open: MemorySession[] = [];

/** Every test runs twice: with the documented addresses, and with every address in a resource made opaque. */
let renamedPaths = false;

function create(options: MemorySessionOptions = {}): MemorySession {
  const memory = createMemorySession(options);
  memory.server.faults.renamedPaths = renamedPaths;
  open.push(memory);
  return memory;
}

async function start(options: MemorySessionOptions = {}): Promise<MemorySession> {
  const memory = create(options);
  memory.session.start();
  await memory.clock.advance(10_000);
  return memory;
}

afterEach(async () => {
  for (const memory of open.splice(0)) {
    const stopping = memory.stop();
    await memory.clock.advance(5_000);
    await stopping;
  }
});

const projectIds = (memory: MemorySession): readonly number[] =>
  memory.snapshot().projects.map((project) => project.id);

const names = (memory: MemorySession): readonly string[] => memory.snapshot().projects.map(({ name }) => name);

describe.each([false, true])("with opaque addresses: %s", (opaque) => {
  beforeEach(() => {
    renamedPaths = opaque;
  });

  describe("start", () => {
    test("shows the account's timers, its name and its projects, and is live by evidence", async () => {
      const memory = await start();
      const snapshot = memory.snapshot();
      expect(shownTimers(memory)).toEqual(accountTimers(memory));
      expect(snapshot.timers.length).toBeGreaterThanOrEqual(3);
      expect(snapshot.timers.filter((timer) => timer.state === "running")).toHaveLength(1);
      expect(snapshot.account).toMatchObject({ kind: "signed-in", demo: true, name: expect.stringMatching(/\S/) });
      expect(snapshot.projectsLoaded).toBe("all");
      expect(snapshot.projects.length).toBeGreaterThanOrEqual(10);
      expect(snapshot.link).toMatchObject({ state: "live", reason: "verified", missedBroadcasts: 0 });
    });

    test("leaves one enabled receiver with our address, and its secret in no log", async () => {
      const memory = await start();
      const receivers = memory.server.account.receivers.all();
      expect(receivers).toHaveLength(1);
      expect(receivers[0]).toMatchObject({ enabled: true, subjects: ["timer"] });
      expect(receivers[0]?.payloadUri.startsWith(`${publicUrl}/b/`)).toBe(true);
      const log = memory.logger.lines.join("\n");
      expect(log).not.toContain(receivers[0]?.secret);
      expect(log).not.toContain(receivers[0]?.payloadUri.slice(publicUrl.length));
      expect(log).not.toContain("demo-token");
    });

    test("without a relay it polls, and makes no receiver", async () => {
      const memory = await start({ withoutRelay: true });
      expect(memory.snapshot().link).toMatchObject({ state: "polling", reason: "no-relay", pollSeconds: 25 });
      expect(memory.server.account.receivers.all()).toHaveLength(0);
      memory.server.account.pauseTimer(memory.snapshot().timers[0]?.projectId ?? 0);
      await memory.clock.advance(30_000);
      expect(shownTimers(memory)).toEqual(accountTimers(memory));
    });

    test("where the account forbids receivers it polls and says so", async () => {
      const memory = create();
      memory.server.faults.forbiddenBroadcasts = true;
      memory.session.start();
      await memory.clock.advance(10_000);
      expect(memory.snapshot().link).toMatchObject({ state: "polling", reason: "broadcasts-forbidden" });
      expect(shownTimers(memory)).toEqual(accountTimers(memory));
    });

    test("an address that is not ours is never given to the account", async () => {
      const memory = create();
      memory.path.open = false;
      memory.session.start();
      await memory.clock.advance(20_000);
      expect(memory.snapshot().link).toMatchObject({ state: "polling", reason: "path-unverified" });
      expect(memory.server.account.receivers.all()).toHaveLength(0);
      memory.path.open = true;
      await memory.clock.advance(40_000);
      expect(memory.snapshot().link.state).toBe("live");
    });
  });

  describe("a change made elsewhere", () => {
    test("is shown within two seconds of its broadcast", async () => {
      const memory = await start();
      const idle = projectIds(memory).find((id) => memory.server.account.timer(id) === null) ?? 0;
      memory.server.account.startTimer(idle, "on the phone #quick");
      await memory.server.flushBroadcasts();
      await memory.clock.advance(2_000);
      expect(memory.snapshot().timers[0]).toMatchObject({
        projectId: idle,
        state: "running",
        description: "on the phone #quick",
      });
      expect(shownTimers(memory)).toEqual(accountTimers(memory));
      expect(memory.snapshot().link.lastBroadcastAt).not.toBeNull();
    });

    test("a timer that was logged elsewhere disappears", async () => {
      const memory = await start();
      const first = memory.snapshot().timers[0]?.projectId ?? 0;
      memory.server.account.logTimer(first);
      await memory.clock.advance(4_000);
      expect(memory.snapshot().timers.map((timer) => timer.projectId)).not.toContain(first);
      expect(shownTimers(memory)).toEqual(accountTimers(memory));
    });

    test("1,000 forged broadcasts change nothing, and cost one check of the receiver in five minutes", async () => {
      const memory = await start();
      const before = memory.server.requests.length;
      const { timers } = memory.snapshot();
      const forge = () =>
        memory.path.post({
          url: memory.server.account.receivers.all()[0]?.payloadUri ?? "",
          headers: { "Content-Type": "application/json", "X-Noko-Signature": "0".repeat(64) },
          body: JSON.stringify({ forged: true }),
        });
      for (let forgery = 0; forgery < 1_000; forgery += 1) expect((await forge()).status).toBe(401);
      await memory.clock.advance(10_000);
      const asked = memory.server.requests.slice(before);
      expect(asked.filter(({ method }) => method !== "GET")).toHaveLength(1);
      // The check itself, and a comparison after it.
      expect(asked.length).toBeLessThanOrEqual(4);
      expect(memory.snapshot().timers).toEqual(timers);
      // Genuine ones may have been among them.
      expect(memory.snapshot().link).toMatchObject({ state: "polling", reason: "broadcasts-missed", pollSeconds: 25 });
      memory.server.account.pauseTimer(timers[0]?.projectId ?? 0);
      await memory.clock.advance(2_000);
      expect(memory.snapshot().link.state).toBe("live");
    });

    test("whose broadcast is refused, since the secret was changed elsewhere, is shown within 30 seconds", async () => {
      const memory = await start();
      const [receiver] = memory.server.account.receivers.all();
      memory.server.account.receivers.rerollSecret(receiver?.urlId ?? 0);
      const first = memory.snapshot().timers[0]?.projectId ?? 0;
      memory.server.account.logTimer(first);
      await memory.clock.advance(2_000);
      expect(memory.server.broadcasts.at(-1)?.status).toBe(401);
      await memory.clock.advance(28_000);
      expect(shownTimers(memory)).toEqual(accountTimers(memory));
      const [other] = memory.snapshot().timers;
      memory.server.account.describeTimer(other?.projectId ?? 0, "after the new secret");
      await memory.clock.advance(2_000);
      expect(memory.server.broadcasts.at(-1)?.status).toBe(200);
      expect(memory.snapshot().link.state).toBe("live");
    });
  });

  describe("verbs", () => {
    test("pause, resume, switch, describe, adjust, log and discard reach the account and come back", async () => {
      const memory = await start();
      const { session, server, clock } = memory;
      const [running, paused] = memory.snapshot().timers.map((timer) => timer.projectId);
      if (running === undefined || paused === undefined) throw new Error("The demo account has too few timers");
      const verb = async (command: Parameters<typeof session.dispatch>[0]): Promise<void> => {
        const result = session.dispatch(command);
        await clock.advance(3_000);
        expect(await result).toEqual({ kind: "done" });
        expect(shownTimers(memory)).toEqual(accountTimers(memory));
      };
      await verb({ kind: "pause", projectId: running });
      expect(server.account.timer(running)?.run.kind).toBe("paused");
      await verb({ kind: "start", projectId: running });
      expect(server.account.timer(running)?.run.kind).toBe("running");
      await verb({ kind: "start", projectId: paused });
      expect(server.account.timer(running)?.run.kind).toBe("paused");
      await verb({ kind: "describe", projectId: paused, description: "tidier #now" });
      expect(server.account.timer(paused)?.description).toBe("tidier #now");
      await verb({ kind: "adjust", projectId: paused, seconds: 300 });
      await verb({ kind: "log", projectId: paused, minutes: 7 });
      expect(server.account.timer(paused)).toBeNull();
      const discarded = session.dispatch({ kind: "discard", projectId: running });
      await clock.advance(15_000);
      expect(await discarded).toEqual({ kind: "done" });
      expect(shownTimers(memory)).toEqual(accountTimers(memory));
      expect(server.account.timer(running)).toBeNull();
      expect(memory.snapshot().pending).toEqual([]);
    });

    test("a verb is pending until the account answered, and a second click sends nothing", async () => {
      const memory = await start();
      const projectId = memory.snapshot().timers[0]?.projectId ?? 0;
      memory.server.faults.latency = 1_500;
      const first = memory.session.dispatch({ kind: "pause", projectId });
      const second = memory.session.dispatch({ kind: "pause", projectId });
      expect(memory.snapshot().pending).toEqual([{ projectId, kind: "pause" }]);
      await memory.clock.advance(5_000);
      expect([await first, await second]).toEqual([{ kind: "done" }, { kind: "done" }]);
      expect(memory.snapshot().pending).toEqual([]);
      expect(
        memory.server.requests.filter(
          (request) => request.method === "PUT" && request.route === "PUT /v2/projects/:id/timer/pause",
        ),
      ).toHaveLength(1);
    });

    test("one that the account refuses becomes a problem, and the next that works clears it", async () => {
      const memory = await start();
      const projectId = memory.snapshot().timers[0]?.projectId ?? 0;
      memory.server.faults.answer(403, { method: "PUT", times: 1 });
      const refused = memory.session.dispatch({ kind: "pause", projectId });
      await memory.clock.advance(3_000);
      expect(await refused).toEqual({ kind: "failed", problem: { kind: "forbidden" } });
      expect(memory.snapshot().problem).toEqual({ problem: { kind: "forbidden" }, command: "pause", projectId });
      const accepted = memory.session.dispatch({ kind: "pause", projectId });
      await memory.clock.advance(3_000);
      expect(await accepted).toEqual({ kind: "done" });
      expect(memory.snapshot().problem).toBeNull();
    });

    test("a verb for a timer that is gone says so and looks again", async () => {
      const memory = await start();
      const result = memory.session.dispatch({ kind: "pause", projectId: 999_999 });
      await memory.clock.advance(1_000);
      expect(await result).toEqual({ kind: "failed", problem: { kind: "not-found" } });
    });
  });

  describe("trouble", () => {
    test("offline is shown, keeps the timers, and ends by itself", async () => {
      const memory = await start();
      const mend = memory.server.faults.disconnect();
      memory.session.reconcile();
      await memory.clock.advance(10_000);
      expect(memory.snapshot().link).toMatchObject({ state: "offline", reason: "api-unreachable" });
      expect(memory.snapshot().timers.length).toBeGreaterThanOrEqual(3);
      memory.server.account.pauseTimer(memory.snapshot().timers[0]?.projectId ?? 0);
      mend();
      await memory.clock.advance(31_000);
      expect(memory.snapshot().link.state).toBe("live");
      expect(shownTimers(memory)).toEqual(accountTimers(memory));
    });

    test("an account that is locked is reported as such, since when it is, and goes on by itself", async () => {
      const memory = await start();
      const mend = memory.server.faults.disconnect();
      memory.session.reconcile();
      await memory.clock.advance(10_000);
      const { since } = memory.snapshot().link;
      mend();
      memory.server.faults.lockedAccount = true;
      await memory.clock.advance(31_000);
      const { link } = memory.snapshot();
      expect(link).toMatchObject({ state: "offline", reason: "account-locked" });
      expect(link.since).toBeGreaterThan(since);
      await memory.clock.advance(600_000);
      expect(memory.snapshot().link).toEqual(link);
      expect(memory.snapshot().timers.length).toBeGreaterThanOrEqual(3);
      memory.server.faults.lockedAccount = false;
      await memory.clock.advance(31_000);
      expect(memory.snapshot().link.state).toBe("live");
    });

    test("a rejected token ends all asking", async () => {
      const memory = await start();
      memory.server.faults.revokedToken = true;
      memory.session.reconcile();
      await memory.clock.advance(4_000);
      expect(memory.tokenRejections()).toBe(1);
      const asked = memory.server.requests.length;
      await memory.clock.advance(600_000);
      expect(memory.server.requests.length - asked).toBe(0);
    });

    test("one 401 among good answers is asked about, and changes nothing", async () => {
      const memory = await start();
      memory.server.faults.answer(401, { times: 1 });
      memory.session.reconcile();
      await memory.clock.advance(5_000);
      expect(memory.tokenRejections()).toBe(0);
      expect(memory.snapshot().link.state).toBe("live");
      memory.server.faults.answer(401, { times: 1 });
      memory.session.reconcile();
      await memory.clock.advance(5_000);
      expect(memory.tokenRejections()).toBe(0);
    });

    test("a 401 that could not be confirmed, since the account went away, ends nothing", async () => {
      const memory = await start();
      memory.server.faults.answer(401, { times: 1 });
      memory.session.reconcile();
      await memory.clock.advance(500);
      memory.server.faults.disconnect();
      await memory.clock.advance(60_000);
      expect(memory.tokenRejections()).toBe(0);
      memory.server.faults.clear();
      await memory.clock.advance(60_000);
      expect(memory.snapshot().link.state).toBe("live");
    });

    test("after a wake the path is proved again and the mirror compared at once", async () => {
      const memory = await start();
      await memory.clock.advance(60_000);
      memory.path.open = false;
      memory.server.account.pauseTimer(memory.snapshot().timers[0]?.projectId ?? 0);
      memory.clock.sleep(3_600_000);
      memory.path.open = true;
      memory.session.wake();
      await memory.clock.advance(3_000);
      expect(memory.reconnects()).toBe(1);
      expect(shownTimers(memory)).toEqual(accountTimers(memory));
      expect(memory.snapshot().link.state).toBe("live");
    });

    test("broadcasts that came while the machine slept are not taken for missing", async () => {
      const memory = await start();
      await memory.clock.advance(60_000);
      const { account, faults } = memory.server;
      const [first, second, third] = memory.snapshot().timers.map((timer) => timer.projectId);
      faults.broadcasts.dropRate = 1;
      // Found by a fetch of our own right before, and announced during the sleep.
      account.adjustTimer(third ?? 0, 600);
      memory.session.reconcile();
      await memory.clock.advance(1_000);
      account.pauseTimer(first ?? 0);
      account.startTimer(second ?? 0);
      await memory.server.flushBroadcasts();
      memory.clock.sleep(3_600_000);
      faults.broadcasts.dropRate = 0;
      memory.session.wake();
      await memory.clock.advance(120_000);
      expect(shownTimers(memory)).toEqual(accountTimers(memory));
      expect(memory.snapshot().link).toMatchObject({ state: "live", missedBroadcasts: 0 });
      // From then on they count again.
      faults.broadcasts.dropRate = 1;
      account.pauseTimer(second ?? 0);
      memory.session.reconcile();
      await memory.clock.advance(60_000);
      expect(memory.snapshot().link.missedBroadcasts).toBe(1);
    });

    test.each([
      { kind: "deleted" },
      { kind: "disabled" },
      { kind: "re-pointed", payloadUri: "https://elsewhere.test/b/x" },
    ] as const)("a receiver that was $kind behind our back is mended", async (loss) => {
      const memory = await start();
      memory.server.loseReceiver(loss);
      await memory.clock.advance(6 * 60_000);
      const mine = memory.server.account.receivers.all().filter((receiver) => receiver.name.startsWith("Tallylight"));
      expect(mine).toHaveLength(1);
      expect(mine[0]).toMatchObject({ enabled: true });
      expect(mine[0]?.payloadUri.startsWith(publicUrl)).toBe(true);
    });

    test("a secret that was re-rolled behind our back is found out by the misses, and replaced", async () => {
      const memory = await start();
      const [receiver] = memory.server.account.receivers.all();
      memory.server.account.receivers.rerollSecret(receiver?.urlId ?? 0);
      for (const timer of memory.snapshot().timers) memory.server.account.describeTimer(timer.projectId, "changed");
      await memory.clock.advance(6 * 60_000);
      expect(memory.snapshot().link.missedBroadcasts).toBeGreaterThanOrEqual(2);
      memory.server.account.describeTimer(memory.snapshot().timers[0]?.projectId ?? 0, "changed again");
      await memory.clock.advance(60_000);
      expect(memory.snapshot().link).toMatchObject({ state: "live", reason: "verified" });
      const broadcast = memory.server.broadcasts.at(-1);
      expect(broadcast?.status).toBe(200);
    });

    test("a path that stops answering is noticed, and found good again", async () => {
      const memory = await start();
      memory.path.open = false;
      await memory.clock.advance(6 * 60_000);
      expect(memory.snapshot().link).toMatchObject({ state: "polling", reason: "path-unverified" });
      expect(memory.reconnects()).toBeGreaterThanOrEqual(1);
      memory.path.open = true;
      await memory.clock.advance(60_000);
      expect(memory.snapshot().link.state).toBe("live");
    });
  });

  test("a stop disables the receiver, and the next start enables the same one", async () => {
    const first = await start();
    const stopping = first.session.stop("disable-receiver", new AbortController().signal);
    await first.clock.advance(1_500);
    await stopping;
    expect(first.server.account.receivers.all()).toMatchObject([{ enabled: false }]);
    const second = await start({ world: first, secrets: first.secrets, settings: first.settings });
    expect(second.server.account.receivers.all()).toMatchObject([{ enabled: true }]);
    expect(second.snapshot().link.state).toBe("live");
  });

  test("a stop disables the receiver in time, whatever is under way or waits its turn", async () => {
    const late: number[] = [];
    for (let moment = 0; moment <= 3_000; moment += 100) {
      const memory = await start({ demo: { broadcastIntervalMilliseconds: 20 } });
      const { account } = memory.server;
      memory.server.faults.latency = () => 300;
      for (const timer of account.timers()) account.adjustTimer(timer.projectId, 60);
      memory.session.wake();
      await memory.clock.advance(moment);
      const deadline = new AbortController();
      const stopping = memory.session.stop("disable-receiver", deadline.signal);
      await memory.clock.advance(1_500);
      deadline.abort();
      await memory.clock.advance(1);
      await stopping;
      if (account.receivers.all().some(({ enabled }) => enabled)) late.push(moment);
    }
    expect(late).toEqual([]);
  });

  test("a listener whose port was taken is opened once it is free", async () => {
    const memory = create();
    memory.path.portTaken = true;
    memory.session.start();
    await memory.clock.advance(300_000);
    expect(memory.snapshot().link).toMatchObject({ state: "polling", reason: "relay-down" });
    const complaints = memory.logger.lines.filter((line) => line.includes("The listener could not be opened"));
    expect(complaints).toHaveLength(1);
    memory.path.portTaken = false;
    await memory.clock.advance(70_000);
    expect(memory.snapshot().link).toMatchObject({ state: "live" });
  });

  test("a receiver whose address was lost along with the network is disabled once the account answers", async () => {
    const memory = await start();
    const mend = memory.server.faults.disconnect();
    memory.relay({ kind: "down", reason: "unreachable" });
    await memory.clock.advance(300_000);
    expect(memory.server.account.receivers.all()).toMatchObject([{ enabled: true }]);
    mend();
    await memory.clock.advance(90_000);
    expect(memory.server.account.receivers.all()).toMatchObject([{ enabled: false }]);
  });

  test("a receiver that a crash left enabled is disabled where no relay is wanted any more", async () => {
    const first = await start();
    const { secrets, settings } = first;
    const abandoned = first.session.stop("disable-receiver", AbortSignal.abort());
    await first.clock.advance(5_000);
    await abandoned;
    expect(first.server.account.receivers.all()).toMatchObject([{ enabled: true }]);
    await start({ world: first, secrets, settings, withoutRelay: true });
    expect(first.server.account.receivers.all()).toMatchObject([{ enabled: false }]);
  });

  test("a stop disables the receiver in time, however much is being read", async () => {
    const memory = await start({ demo: { projects: 3_000 } });
    await memory.clock.advance(60_000);
    expect(memory.server.account.receivers.all()).toMatchObject([{ enabled: true }]);
    memory.server.faults.latency = 200;
    const refreshed = memory.session.dispatch({ kind: "refresh" });
    await memory.clock.advance(3_000);
    const deadline = new AbortController();
    const stopping = memory.session.stop("disable-receiver", deadline.signal);
    await memory.clock.advance(1_500);
    deadline.abort();
    expect(memory.server.account.receivers.all()).toMatchObject([{ enabled: false }]);
    const asked = memory.server.requests.length;
    await memory.clock.advance(60_000);
    expect(memory.server.requests.length).toBe(asked);
    await Promise.all([stopping, refreshed]);
  });

  test("a sign-out deletes the receiver and forgets its secrets", async () => {
    const memory = await start();
    const stopping = memory.session.stop("remove-receiver", new AbortController().signal);
    await memory.clock.advance(3_000);
    await stopping;
    expect(memory.server.account.receivers.all()).toEqual([]);
    expect(await memory.secrets.get("receiver-secret")).toBeNull();
    expect(await memory.secrets.get("receiver-path")).toBeNull();
  });

  describe("projects", () => {
    const gear = 37396;

    function elsewhere({ server }: MemorySession): void {
      const { account } = server;
      account.putProject({ ...account.project(gear), name: "Gear and Sons" });
      account.putProject({ ...account.project(gear), id: 99_999, name: "Brand new" });
      const archived = account.projects().find((project) => project.id !== gear && account.timer(project.id) === null);
      if (archived !== undefined) account.putProject({ ...archived, name: "Archived", enabled: false });
    }

    test("made, renamed and archived elsewhere are known within the hour", async () => {
      const memory = await start();
      elsewhere(memory);
      await memory.clock.advance(3_600_000);
      expect(names(memory)).toEqual(expect.arrayContaining(["Brand new", "Gear and Sons"]));
      expect(names(memory)).not.toContain("Archived");
      expect(names(memory)).toHaveLength(memory.server.account.projects().filter(({ enabled }) => enabled).length);
    });

    test.each([
      { occasion: "the window opens", act: ({ session }: MemorySession) => session.setWindowOpen(true) },
      { occasion: "the machine wakes", act: ({ session }: MemorySession) => session.wake() },
    ])("are read again when $occasion, but not every time", async ({ act }) => {
      const memory = await start();
      const reads = (): number => memory.server.requests.filter(({ path }) => path.startsWith("/v2/projects?")).length;
      elsewhere(memory);
      await memory.clock.advance(60_000);
      act(memory);
      await memory.clock.advance(5_000);
      expect(names(memory)).not.toContain("Brand new");
      memory.session.setWindowOpen(false);
      await memory.clock.advance(300_000);
      const before = reads();
      act(memory);
      await memory.clock.advance(5_000);
      expect(names(memory)).toContain("Brand new");
      expect(reads() - before).toBeLessThanOrEqual(1);
    });

    test("however many, do not keep broadcasts waiting", async () => {
      const memory = await start({ demo: { projects: 5_000 } });
      expect(memory.snapshot()).toMatchObject({ projectsLoaded: "some", link: { state: "live" } });
      expect(memory.snapshot().today).not.toBeNull();
      await memory.clock.advance(60_000);
      expect(memory.snapshot().projectsLoaded).toBe("all");
      expect(memory.snapshot().projects.length).toBeGreaterThan(4_900);
    });

    test("are not said to be loading where they were refused, and are there once they are not", async () => {
      const memory = create();
      const endRefusal = memory.server.faults.answer(403, { where: ({ route }) => route === "GET /v2/projects" });
      memory.session.start();
      await memory.clock.advance(10_000);
      expect(memory.snapshot()).toMatchObject({ projectsLoaded: "failed", timersKnown: true, link: { state: "live" } });
      endRefusal();
      await memory.clock.advance(300_000);
      expect(memory.snapshot().projectsLoaded).toBe("all");
    });

    test("never become fewer on the screen while they are read, not even where that has to begin anew", async () => {
      const memory = create({ demo: { projects: 1_500 } });
      memory.server.faults.answer(500, {
        where: ({ route }) =>
          route === "GET /v2/projects" &&
          memory.server.requests.filter((request) => request.route === "GET /v2/projects").length === 8,
      });
      memory.session.start();
      await memory.clock.advance(400_000);
      expect(memory.snapshot().projectsLoaded).toBe("all");
      const counts = [...new Set(memory.snapshots.map(({ projects }) => projects.length))];
      expect(counts).toEqual(counts.toSorted((one, other) => one - other));
      // Some times on the way, not with each page: a window would draw them all each time.
      expect(counts.length).toBeGreaterThan(3);
      expect(counts.length).toBeLessThan(8);
    });
  });

  test("only what the documentation composes is composed", async () => {
    const memory = await start();
    const paused = memory.snapshot().timers.find((timer) => timer.state === "paused")?.projectId ?? 0;
    const switched = memory.session.dispatch({ kind: "start", projectId: paused });
    await memory.clock.advance(5_000);
    expect(await switched).toEqual({ kind: "done" });
    const composed = memory.server.requests.filter((request) => /\/projects\/\d+\/timer/.test(request.path));
    if (opaque) expect(composed).toEqual([]);
    else expect(composed.length).toBeGreaterThan(0);
  });
});
