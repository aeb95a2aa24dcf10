import { describe, expect, it } from "vitest";
import type { NokoApi } from "../../../app/noko/api.ts";
import { createRateGate } from "../../../app/noko/rate-gate.ts";
import { createNokoApi } from "../../../app/noko/client.ts";
import { Demo } from "../../support/noko/demo.ts";
import type { RecordedRequest } from "../../support/noko/request-log.ts";
import type { DemoServerOptions } from "../../support/noko/options.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { busiestSecond, byUser, inBackground } from "../../support/noko-harness.ts";
import { seededRandom } from "../../support/seeded-random.ts";

/** One office: the rate limit counts by it. */
const ADDRESS = "192.0.2.7";

function setUp(options: DemoServerOptions = {}) {
  const clock = new FakeClock();
  const demo = new Demo("https://api.nokotime.com", {
    clock,
    random: seededRandom(1),
    ...options,
  });
  const api = createNokoApi({
    baseUrl: demo.baseUrl,
    token: demo.token,
    fetch: demo.fetchFrom(ADDRESS),
    clock,
    gate: createRateGate({ clock, random: seededRandom(2) }),
    logger: createMemoryLogger(),
    version: "1.2.3",
  });
  return { clock, demo, api };
}

function isOurs({ userAgent }: RecordedRequest): boolean {
  return userAgent === "Tallylight/1.2.3";
}

function refusalsOfOurs(demo: Demo): number {
  return demo.answers.filter(({ request, status }) => isOurs(request) && status === 429).length;
}

function startsOfOurs(demo: Demo): readonly number[] {
  return demo.requests.filter(isOurs).map(({ monotonicAt }) => monotonicAt);
}

describe("the client before the demo server's own limiter", () => {
  it.each([0, 130, 700])("is never refused: 200 reads and a click, answers taking %i ms", async (latency) => {
    const { clock, demo, api } = setUp({ cast: "off" });
    const [project] = demo.account.projects();
    demo.faults.latency = latency;
    const reads = Promise.all(Array.from({ length: 200 }, () => api.listTimers({}, inBackground)));
    await clock.advance(50_123);
    const click = api.startTimer({ kind: "project", projectId: project?.id ?? 0 }, {}, byUser);
    await clock.advance(525);
    expect(demo.requests.filter(({ method }) => method === "PUT")).toHaveLength(1);
    await clock.advance(400_000);
    expect(await reads).toHaveLength(200);
    expect((await click).value.state).toBe("running");
    expect(refusalsOfOurs(demo)).toBe(0);
    expect(busiestSecond(startsOfOurs(demo))).toBeLessThanOrEqual(2);
    demo.end();
  });

  it.each([
    ["twice a second", 500, 1, true],
    ["ten times every five seconds", 5_000, 10, true],
    ["twelve times every nine seconds", 9_000, 12, true],
  ])("completes everything beside a client of the same address that asks %s", async (_, gap, atOnce, refusesOurs) => {
    const { clock, demo, api } = setUp({ cast: "off" });
    const chance = seededRandom(3);
    const other = demo.fetchFrom(ADDRESS);
    const headers = { "User-Agent": "Other/1.0.0", "X-NokoToken": demo.token };
    const { signal } = new AbortController();
    const knock = (): void => {
      for (let count = 0; count < atOnce; count += 1) {
        other(`${demo.baseUrl}/timers`, { method: "GET", headers, redirect: "manual", signal }).catch(() => {});
      }
      clock.setTimeout(knock, gap * (0.8 + chance.fraction() * 0.4));
    };
    knock();
    const reads = Promise.all(Array.from({ length: 40 }, () => api.listTimers({}, inBackground)));
    await clock.advance(600_000);
    expect(await reads).toHaveLength(40);
    expect(demo.answers.some(({ status }) => status === 429)).toBe(true);
    expect(refusalsOfOurs(demo) > 0).toBe(refusesOurs);
    expect(busiestSecond(startsOfOurs(demo))).toBeLessThanOrEqual(2);
    demo.end();
  });
});

describe.each([false, true])("a day against the demo server (opaque URLs: %s)", (renamedPaths) => {
  function setUpDay() {
    const world = setUp({ cast: "off", projects: 230, receivers: 120 });
    world.demo.faults.renamedPaths = renamedPaths;
    const run = async <T>(call: (api: NokoApi) => Promise<T>): Promise<T> => {
      const answer = call(world.api);
      await world.clock.advance(30_000);
      return answer;
    };
    return { ...world, run };
  }

  it("starts, describes, adjusts, pauses, logs and discards", async () => {
    const { run, clock } = setUpDay();
    const projects = (await run((api) => api.listProjects({}, byUser))).value;
    expect(projects).toHaveLength(230);
    const [first, second] = projects;
    if (first === undefined || second === undefined) throw new Error("There are 230 projects");
    expect((await run((api) => api.getProject(first.url, byUser))).value).toEqual(first);
    expect((await run((api) => api.getTimerOfProject(first.id, byUser))).value).toBeNull();

    const started = (
      await run((api) => api.startTimer({ kind: "project", projectId: first.id }, { description: "one" }, byUser))
    ).value;
    expect(started).toMatchObject({ state: "running", description: "one", project: first });
    await run((api) => api.startTimer({ kind: "project", projectId: second.id }, {}, byUser));
    const timers = (await run((api) => api.listTimers({}, byUser))).value;
    expect(timers.map(({ state, project }) => [state, project.id])).toEqual([
      ["running", second.id],
      ["paused", first.id],
    ]);
    const described = await run((api) => api.describeTimer({ kind: "timer", timer: started }, "two", byUser));
    expect(described.value).toMatchObject({ id: started.id, description: "two", state: "paused" });
    const before = described.value.seconds;
    expect((await run((api) => api.addOrSubtractTime(started, 3_600, byUser))).value.seconds).toBe(before + 3_600);
    expect((await run((api) => api.startTimer({ kind: "timer", timer: started }, {}, byUser))).value.state).toBe(
      "running",
    );
    expect((await run((api) => api.pauseTimer(started, byUser))).value.state).toBe("paused");
    const today = new Date(clock.wallNow()).toISOString().slice(0, 10);
    await run((api) => api.logTimer(started, { minutes: 61 }, byUser));
    const entries = (await run((api) => api.listMyEntries({ from: today, to: today }, byUser))).value;
    expect(entries.map(({ description, project }) => [description, project?.id])).toEqual([["two", first.id]]);
    expect(entries[0]?.minutes).toBeGreaterThanOrEqual(61);
    expect((await run((api) => api.getTimer(started.url, byUser))).value).toBeNull();
    const other = timers[0];
    if (other === undefined) throw new Error("There is a running timer");
    await run((api) => api.discardTimer(other, byUser));
    await run((api) => api.discardTimer(other, byUser));
    expect((await run((api) => api.listTimers({}, byUser))).value).toEqual([]);
  });

  it("registers, moves, silences and removes a receiver among 120 others", async () => {
    const { run } = setUpDay();
    const input = { name: "Tallylight 7f", payloadUri: "https://relay.example/b/1", subjects: ["timer"] };
    const { secret, ...created } = (await run((api) => api.receivers.create(input, byUser))).value;
    expect(secret.length).toBeGreaterThan(15);
    expect((await run((api) => api.receivers.list({}, byUser))).value).toHaveLength(121);
    expect((await run((api) => api.receivers.list({ name: "Tallylight" }, byUser))).value).toEqual([created]);
    const moved = await run((api) =>
      api.receivers.update(created, { payloadUri: "https://relay.example/b/2" }, byUser),
    );
    expect(moved.value).toEqual({ ...created, payloadUri: "https://relay.example/b/2" });
    expect((await run((api) => api.receivers.addSubjects(created, ["*"], byUser))).value.subjects).toContain("*");
    expect((await run((api) => api.receivers.removeSubjects(created, ["*"], byUser))).value.subjects).not.toContain(
      "*",
    );
    expect((await run((api) => api.receivers.rerollSecret(created, byUser))).value).not.toBe(secret);
    await run((api) => api.receivers.disable(created, byUser));
    expect((await run((api) => api.receivers.get(created.url, byUser))).value?.state).toBe("disabled");
    await run((api) => api.receivers.enable(created, byUser));
    expect((await run((api) => api.receivers.get(created.url, byUser))).value?.state).toBe("enabled");
    await run((api) => api.receivers.delete(created, byUser));
    await run((api) => api.receivers.delete(created, byUser));
    expect((await run((api) => api.receivers.get(created.url, byUser))).value).toBeNull();
  });
});
