/** The API client against the demo server: every function of the one meets the route of the other. */
import { describe, expect, it } from "vitest";
import { createDemoServer } from "../support/noko/server.ts";
import type { RequestOptions } from "../../app/noko/api.ts";
import { createRateGate } from "../../app/noko/rate-gate.ts";
import { createNokoApi } from "../../app/noko/client.ts";
import type { Logger } from "../../app/platform/ports.ts";
import { FakeClock } from "../support/fake-clock.ts";

const options: RequestOptions = { priority: "user-action" };
const silent: Logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const random = { fraction: () => 0.5, bytes: (count: number) => new Uint8Array(count) };

function connected() {
  const clock = new FakeClock();
  const server = createDemoServer({
    cast: "quiet",
    projects: 75,
    clock,
    random,
    deliver: () => Promise.resolve({ status: 200 }),
  });
  const api = createNokoApi({
    baseUrl: server.baseUrl,
    token: server.token,
    fetch: server.fetch,
    clock,
    gate: createRateGate({ clock, random }),
    logger: silent,
    version: "1.2.3",
  });
  /** Lets time pass until the client has its answer. */
  const done = async <T>(promise: Promise<T>): Promise<T> => {
    const state = { pending: true };
    const settled = promise.finally(() => (state.pending = false));
    settled.catch(() => undefined);
    while (state.pending) await clock.advance(100);
    return settled;
  };
  return { clock, server, api, done };
}

describe.each([{ renamed: false }, { renamed: true }])("the client, with renamed paths: $renamed", ({ renamed }) => {
  it("reads everything and works every verb, without one 429 or 404", async () => {
    const { clock, server, api, done } = connected();
    server.faults.renamedPaths = renamed;
    expect((await done(api.currentUser(options))).value.firstName).toBe("Avery");
    const { value: projects } = await done(api.listProjects({}, options));
    expect(projects).toHaveLength(75);
    expect((await done(api.getProject(projects[0]?.url ?? "", options))).value.name).toBe("Gear GmbH");
    expect((await done(api.listTimers({}, options))).value.map((timer) => timer.state)).toEqual([
      "running",
      "paused",
      "paused",
    ]);

    const { value: started } = await done(
      api.startTimer({ kind: "project", projectId: 37_400 }, { description: "Crates #load" }, options),
    );
    await clock.advance(60_000);
    expect((await done(api.getTimer(started.url, options))).value?.seconds).toBeGreaterThanOrEqual(60);
    expect((await done(api.pauseTimer(started, options))).value.state).toBe("paused");
    expect((await done(api.startTimer({ kind: "timer", timer: started }, {}, options))).value.state).toBe("running");
    expect((await done(api.describeTimer({ kind: "timer", timer: started }, "Boxes", options))).value.description).toBe(
      "Boxes",
    );
    await done(api.addOrSubtractTime(started, -30, options));
    await done(api.logTimer(started, { minutes: 7 }, options));
    const { value: entries } = await done(api.listMyEntries({ from: "2026-01-05", to: "2026-01-05" }, options));
    expect(entries[0]).toMatchObject({ minutes: 12, description: "Boxes", date: "2026-01-05" });
    const [paused] = (await done(api.listTimers({ description: "invoices" }, options))).value;
    if (paused !== undefined) await done(api.discardTimer(paused, options));
    expect(server.account.timers()).toHaveLength(2);

    const input = { name: "Mine", payloadUri: "http://127.0.0.1:9/in", subjects: ["timer"] };
    const { value: receiver } = await done(api.receivers.create(input, options));
    expect((await done(api.receivers.rerollSecret(receiver, options))).value).toBe(
      server.account.receivers.all()[0]?.secret,
    );
    await done(api.receivers.update(receiver, { name: "Ours" }, options));
    await done(api.receivers.addSubjects(receiver, ["*"], options));
    await done(api.receivers.removeSubjects(receiver, ["timer"], options));
    await done(api.receivers.disable(receiver, options));
    expect((await done(api.receivers.list({ state: "disabled" }, options))).value).toMatchObject([
      { name: "Ours", subjects: ["*"] },
    ]);
    await done(api.receivers.enable(receiver, options));
    expect((await done(api.receivers.get(receiver.url, options))).value?.state).toBe("enabled");
    await done(api.receivers.delete(receiver, options));

    const statuses = new Set(server.answers.map((answer) => answer.status));
    expect([...statuses].filter((status) => status >= 400)).toEqual([]);
    const composed = server.requests.filter((request) => !request.opaque).map((request) => request.route);
    const lists = [
      "GET /v2/current_user",
      "GET /v2/projects",
      "GET /v2/timers",
      "GET /v2/current_user/entries",
      "GET /v2/broadcast_receivers",
    ];
    const allowed = new Set([...lists, "PUT /v2/projects/:id/timer/start", "POST /v2/broadcast_receivers"]);
    expect(renamed ? composed.filter((route) => route === null || !allowed.has(route)) : []).toEqual([]);
  });
});
