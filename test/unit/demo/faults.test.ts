import { startedAt } from "../../support/fake-clock.ts";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { bench, firstProject, otherProject, read, urlIn } from "./support.ts";

const list = v.array(v.unknown());
const timerPath = `/projects/${firstProject}/timer`;

describe("fault switches", () => {
  it("delay each answer, after carrying the request out", async () => {
    const { ask, clock, server } = bench();
    server.faults.latency = (request) => (request.route === "PUT /v2/projects/:id/timer/start" ? 400 : 0);
    let answered = false;
    const answer = ask("PUT", `${timerPath}/start`).then((value) => {
      answered = true;
      return value;
    });
    await clock.advance(399);
    expect([answered, server.account.runningTimer()?.projectId]).toEqual([false, firstProject]);
    await clock.advance(1);
    expect(await answer).toMatchObject({ status: 200, json: { seconds: 0 } });
  });

  it("hang until the client gives up, or the server ends", async () => {
    const { server } = bench();
    server.faults.hang({ times: 2 });
    const ask = (signal: AbortSignal) =>
      server.fetch(`${server.baseUrl}/timers`, { method: "GET", headers: {}, redirect: "manual", signal });
    const patience = new AbortController();
    const given = ask(patience.signal);
    const ended = ask(new AbortController().signal);
    patience.abort(new Error("enough"));
    await expect(given).rejects.toThrow("enough");
    server.stop();
    await expect(ended).rejects.toThrow(TypeError);
  });

  it.each(["ended by itself", "ended with everything"])("hold until the fault is over: %s", async (how) => {
    const { ask, server } = bench();
    const release = server.faults.hold({ method: "GET" });
    const answered: string[] = [];
    const held = ask("GET", "/timers").then((answer) => {
      answered.push("held");
      return answer;
    });
    await ask("PUT", `${timerPath}/start`);
    answered.push("changed");
    if (how === "ended by itself") release();
    else server.faults.clear();
    expect(v.parse(list, (await held).json)).toHaveLength(1);
    expect(answered).toEqual(["changed", "held"]);
    expect((await ask("GET", "/timers")).status).toBe(200);
  });

  it("cut the connection before or after carrying the request out", async () => {
    const { ask, server } = bench();
    server.faults.disconnect({ times: 1, method: "PUT" });
    await expect(ask("PUT", `${timerPath}/start`)).rejects.toThrow("fetch failed");
    expect(server.account.timers()).toEqual([]);
    server.faults.disconnect({ times: 1, moment: "after" });
    await expect(ask("PUT", `${timerPath}/start`)).rejects.toThrow("fetch failed");
    expect(server.account.timers()).toHaveLength(1);
  });

  it("answer a status to the next matching requests, and then no more", async () => {
    const { ask, server } = bench();
    server.faults.answer(500, { path: /timers$/, times: 2 }, { headers: { "retry-after": "3" }, body: "<html>" });
    const statuses: number[] = [];
    for (const path of ["/projects", "/timers", "/timers", "/timers"]) {
      const response = await server.fetch(server.baseUrl + path, {
        method: "GET",
        headers: { "X-NokoToken": "t", "User-Agent": "x" },
        redirect: "manual",
        signal: new AbortController().signal,
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 500, 500, 200]);
    const end = server.faults.answer(503, { where: (request) => request.userAgent === "Test/1.0.0" });
    expect((await ask("GET", "/timers")).status).toBe(503);
    end();
    expect((await ask("GET", "/timers")).status).toBe(200);
  });

  it.each([301, 302, 307] as const)("redirect with %i", async (status) => {
    const { ask, server } = bench();
    server.faults.redirect(status, (request) => `https://elsewhere.example${request.path}`, { path: "/v2/timers" });
    const answer = await ask("GET", "/timers");
    expect([answer.status, answer.header("location")]).toEqual([status, "https://elsewhere.example/v2/timers"]);
  });

  it("lock the account, revoke the token, forbid broadcasts; clear ends them all", async () => {
    const { ask, server } = bench();
    const statuses = async (): Promise<readonly number[]> => [
      (await ask("GET", "/timers")).status,
      (await ask("GET", "/broadcast_receivers")).status,
    ];
    server.faults.forbiddenBroadcasts = true;
    expect(await statuses()).toEqual([200, 403]);
    server.faults.lockedAccount = true;
    expect(await statuses()).toEqual([503, 503]);
    server.faults.revokedToken = true;
    expect(await statuses()).toEqual([401, 401]);
    server.faults.clear();
    expect(await statuses()).toEqual([200, 200]);
  });

  it("rename paths: every URL given out is opaque and works, what clients compose still does, the rest is gone", async () => {
    const { ask, server } = bench({ cast: "quiet", projects: 40 });
    server.faults.renamedPaths = true;
    const made = await ask("POST", "/broadcast_receivers", {
      name: "a",
      payload_uri: "http://127.0.0.1:9",
      subjects: ["*"],
    });
    const texts = [made.text];
    for (const target of ["/timers", "/projects", "/current_user", "/entries"]) {
      texts.push((await ask("GET", target)).text);
    }
    const urls = texts.join("").match(/https:\/\/demo\.invalid[^"]*/g) ?? [];
    expect(urls.length).toBeGreaterThan(100);
    expect(urls.every((url) => /^https:\/\/demo\.invalid\/v2\/x\/[0-9a-f]{16}$/.test(url))).toBe(true);
    const receiverUrl = made.header("Location") ?? "";
    expect(receiverUrl).toMatch(/\/v2\/x\//);
    expect((await ask("GET", receiverUrl)).status).toBe(200);
    expect((await ask("GET", "/broadcast_receivers/987654")).status).toBe(404);
    expect((await ask("GET", "/projects/37396")).status).toBe(404);
    expect((await ask("PUT", "/projects/37396/timer/pause")).status).toBe(200);
    const next = /<([^>]*)>; rel="next"/.exec((await ask("GET", "/projects")).header("Link") ?? "")?.[1] ?? "";
    expect(next).toMatch(/\/v2\/x\//);
    expect(read(list, (await ask("GET", next)).json).length).toBe(10);
    const entriesUrl = urlIn((await ask("GET", "/current_user")).json, "entries_url");
    expect(read(list, (await ask("GET", `${entriesUrl}?to=2026-01-04`)).json).length).toBe(2);
    expect(server.requests.at(-1)).toMatchObject({
      opaque: true,
      documentedPath: "/v2/users/5538/entries",
      queryNames: ["to"],
    });
  });

  it("lose a receiver behind its owner's back", () => {
    const { server } = bench();
    const create = () =>
      server.account.receivers.create({ name: "a", payloadUri: "http://127.0.0.1:9", subjects: ["*"] });
    expect(() => server.loseReceiver({ kind: "deleted" })).toThrow("no receiver");
    const first = create();
    create();
    server.loseReceiver({ kind: "disabled" });
    server.loseReceiver({ kind: "re-pointed", payloadUri: "http://127.0.0.1:10" }, first.urlId);
    expect(server.account.receivers.all()).toMatchObject([
      { enabled: false },
      { enabled: true, payloadUri: "http://127.0.0.1:10" },
    ]);
    server.loseReceiver({ kind: "deleted" });
    expect(server.account.receivers.all()).toMatchObject([{ id: first.id }]);
  });
});

describe("recording", () => {
  it("announces each request as it arrives, without secrets", async () => {
    const { ask, server } = bench();
    const heard: (string | null)[] = [];
    const end = server.onRequest((request) => heard.push(request.route));
    await ask("PUT", `${timerPath}/start?noko_token=hush`, { description: "hush" });
    end();
    await ask("GET", "/timers");
    expect(heard).toEqual(["PUT /v2/projects/:id/timer/start"]);
    expect(server.requests[0]).toEqual({
      method: "PUT",
      path: `/v2${timerPath}/start`,
      documentedPath: `/v2${timerPath}/start`,
      route: "PUT /v2/projects/:id/timer/start",
      opaque: false,
      queryNames: ["noko_token"],
      headerNames: ["x-nokotoken", "user-agent"],
      userAgent: "Test/1.0.0",
      address: "127.0.0.1",
      at: Date.UTC(2026, 0, 5, 9),
      monotonicAt: startedAt,
    });
  });
});

describe("the rate limit in front", () => {
  it("answers 20 requests at once: 2 now, 5 late, 13 with an empty 429", async () => {
    const { server, clock, ask } = bench({ rateLimit: true });
    const answers = Promise.all(Array.from({ length: 20 }, () => ask("GET", "/timers")));
    await clock.advance(0);
    expect(server.answers.map((answer) => answer.status).filter((status) => status === 200)).toHaveLength(2);
    await clock.advance(3000);
    const statuses = (await answers).map((answer) => `${answer.status} ${answer.text}`);
    expect(statuses).toEqual([...Array<string>(7).fill("200 []"), ...Array<string>(13).fill("429 ")]);
  });

  it("knows clients apart by their address", async () => {
    const { server, clock } = bench({ rateLimit: true });
    const init = {
      method: "GET",
      headers: { "X-NokoToken": "t", "User-Agent": "x" },
      redirect: "manual",
      signal: new AbortController().signal,
    } as const;
    const other = server.fetchFrom("192.0.2.7");
    for (let request = 0; request < 20; request += 1) {
      void other(`${server.baseUrl}/timers`, init).catch(() => undefined);
    }
    expect((await server.fetch(`${server.baseUrl}/timers`, init)).status).toBe(200);
    expect(clock.passed).toBe(0);
    server.stop();
  });

  it("reaches nothing but itself in memory", async () => {
    const { ask } = bench();
    await expect(ask("GET", "https://elsewhere.example/v2/timers")).rejects.toThrow("nothing but the demo server");
  });
});

it("says which project it is about", async () => {
  const { server, ask } = bench();
  server.account.startTimer(otherProject);
  expect(await ask("GET", `/projects/${otherProject}/timer`)).toMatchObject({
    json: { project: { name: "Project 0002" } },
  });
});
