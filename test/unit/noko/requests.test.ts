import { startedAt } from "../../support/fake-clock.ts";
import { describe, expect, it } from "vitest";
import { ProxyFailure } from "../../../app/network/proxy-failure.ts";
import type { NokoApi } from "../../../app/noko/api.ts";
import type { ApiFailure } from "../../../app/noko/errors.ts";
import type { Subscription } from "../../../app/noko/resources.ts";
import { timerExample, userExample } from "../../support/documentation-examples.ts";
import {
  BASE,
  busiestSecond,
  byUser,
  createHarness,
  inBackground,
  networkError,
  TOKEN,
  type Reply,
} from "../../support/noko-harness.ts";

const ok: Reply = { status: 200, json: timerExample };
const url = `${BASE}/projects/37396/timer`;
const target = { kind: "project", projectId: 37396 } as const;

async function withTimer(api: NokoApi, finish: <T>(promise: Promise<T>) => Promise<T>) {
  const { value } = await finish(api.getTimer(url, byUser));
  if (value === null) throw new Error("The example has a timer");
  return value;
}

/** Answers each request with the reply at its index, and all further ones with the last. */
function inTurn(...replies: readonly Reply[]) {
  return (_: unknown, index: number): Reply => replies[Math.min(index, replies.length - 1)] ?? ok;
}

describe("statuses", () => {
  it.each<[number, Partial<Record<"json" | "text", unknown>>, ApiFailure, boolean]>([
    [400, { json: { message: "JSON Parsing Error" } }, { kind: "bad-request" }, true],
    [400, { json: { message: "Body should be JSON Hash" } }, { kind: "bad-request" }, true],
    [400, { text: "<html>" }, { kind: "bad-request" }, true],
    [400, {}, { kind: "bad-request" }, true],
    [400, { json: { message: "Validation Failed" } }, { kind: "invalid", fields: [] }, true],
    [
      400,
      {
        json: {
          message: "Validation Failed",
          errors: [{ resource: "Entry", field: "description", code: "cannot_create_tags" }],
        },
      },
      { kind: "invalid", fields: [{ resource: "Entry", field: "description", code: "cannot_create_tags" }] },
      true,
    ],
    [
      400,
      { json: { message: "Validation Failed", errors: [{ resource: null, field: `x ${TOKEN}`, code: TOKEN }] } },
      { kind: "invalid", fields: [{ resource: "unknown", field: "unknown", code: "unknown" }] },
      true,
    ],
    [401, {}, { kind: "token-rejected" }, true],
    [403, {}, { kind: "forbidden" }, true],
    [404, {}, { kind: "not-found" }, true],
    [503, {}, { kind: "account-locked" }, true],
    [422, {}, { kind: "server-failed", status: 422 }, true],
    [500, {}, { kind: "server-failed", status: 500 }, false],
    [502, { text: "<html>" }, { kind: "server-failed", status: 502 }, false],
    [200, { text: "<html>" }, { kind: "unreadable-answer", at: "body" }, false],
    [200, { json: [] }, { kind: "unreadable-answer", at: "id" }, false],
    [200, { json: null }, { kind: "unreadable-answer", at: "body" }, false],
    [
      200,
      { json: { ...timerExample, project: { id: 1, url: "x" } } },
      { kind: "unreadable-answer", at: "project.name" },
      false,
    ],
  ])("%i %j is %j", async (status, content, failure, surelyNotCarriedOut) => {
    const { api, requests, failing } = createHarness(() => ({ status, ...content }) as Reply);
    const error = await failing(api.startTimer(target, {}, byUser));
    expect(error.failure).toEqual(failure);
    expect(error.surelyNotCarriedOut).toBe(surelyNotCarriedOut);
    expect(requests).toHaveLength(1);
  });
});

describe("a click while another request is under way", () => {
  const slow: Reply = { status: 200, json: { ...timerExample, name: "R", secret: "s" }, latency: 9_000 };
  const upkeep = { priority: "receiver-upkeep" } as const;

  it.each<readonly [string, (api: NokoApi) => Promise<unknown>, readonly string[]]>([
    ["breaks off a read, which is sent again", (api) => api.currentUser(upkeep), ["GET", "PUT", "GET"]],
    [
      "waits for what is being made",
      (api) => api.receivers.create({ name: "R", payloadUri: "https://relay.example/b", subjects: ["timer"] }, upkeep),
      ["POST", "PUT"],
    ],
    [
      "waits for a deletion",
      (api) => api.receivers.delete({ url: `${BASE}/broadcast_receivers/1` } as Subscription, upkeep),
      ["DELETE", "PUT"],
    ],
  ])("%s", async (_name, call, methods) => {
    const { api, clock, requests, finish } = createHarness(({ method }) => (method === "PUT" ? ok : slow));
    const underWay = call(api).catch(() => undefined);
    await clock.advance(2_000);
    await finish(api.startTimer(target, {}, byUser));
    await finish(underWay);
    expect(requests.map(({ method }) => method)).toEqual(methods);
  });
});

describe("429", () => {
  const calls: readonly [string, (api: NokoApi, timer: Awaited<ReturnType<typeof withTimer>>) => Promise<unknown>][] = [
    ["a read", (api) => api.getTimer(url, byUser)],
    ["start", (api) => api.startTimer(target, {}, byUser)],
    ["pause", (api, timer) => api.pauseTimer(timer, byUser)],
    ["log", (api, timer) => api.logTimer(timer, {}, byUser)],
    ["add time", (api, timer) => api.addOrSubtractTime(timer, 60, byUser)],
    ["discard", (api, timer) => api.discardTimer(timer, byUser)],
    [
      "create a receiver",
      (api) => api.receivers.create({ name: "R", payloadUri: "https://relay.example/b", subjects: ["timer"] }, byUser),
    ],
  ];
  const receiver = { id: 1, name: "R", url: `${BASE}/broadcast_receivers/1`, secret: "s" };

  it.each(calls)("repeats %s, for a refused request was not carried out", async (_, call) => {
    const { api, requests, finish } = createHarness(
      inTurn(
        ok,
        { status: 429 },
        { status: 429, headers: { "Retry-After": "3" } },
        { status: 200, json: { ...timerExample, ...receiver } },
      ),
    );
    const timer = await withTimer(api, finish);
    await finish(call(api, timer));
    expect(requests.map(({ at }) => at)).toEqual([0, 0, 1_050, 4_050]);
    const [, ...attempts] = requests;
    expect(new Set(attempts.map(({ method, url, body }) => `${method} ${url} ${body}`)).size).toBe(1);
  });

  it.each([
    ["user-action", 30_000],
    ["reconcile", 120_000],
  ] as const)("is given up for a %s after at most %i ms", async (priority, patience) => {
    const { api, clock, requests, failing } = createHarness(() => ({ status: 429 }));
    const error = await failing(api.currentUser({ priority }));
    expect(error.failure).toEqual({ kind: "rate-limited" });
    expect(error.surelyNotCarriedOut).toBe(true);
    expect(clock.passed).toBeLessThanOrEqual(patience);
    expect(requests.length).toBeGreaterThan(4);
    expect(busiestSecond(requests.map(({ at }) => at))).toBeLessThanOrEqual(2);
  });

  it("is given up at once where the server wants a longer pause than anyone would wait", async () => {
    const { api, clock, requests, failureOf } = createHarness(() => ({
      status: 429,
      headers: { "Retry-After": "3600" },
    }));
    expect(await failureOf(api.currentUser(byUser))).toEqual({ kind: "rate-limited" });
    expect(await failureOf(api.currentUser(inBackground))).toEqual({ kind: "rate-limited" });
    expect(clock.passed).toBe(0);
    expect(requests).toHaveLength(1);
    await clock.advance(300_000);
    expect(await failureOf(api.currentUser(byUser))).toEqual({ kind: "rate-limited" });
    expect(requests).toHaveLength(2);
  });

  it("counts a date in Retry-After by the server's clock", async () => {
    const headers = { Date: "Mon, 05 Jan 2026 12:00:00 GMT", "Retry-After": "Mon, 05 Jan 2026 12:00:08 GMT" };
    const { api, requests, finish } = createHarness(
      inTurn({ status: 429, headers }, { status: 200, json: userExample }),
    );
    await finish(api.currentUser(byUser));
    expect(requests.map(({ at }) => at)).toEqual([0, 8_000]);
  });
});

describe("a broken connection", () => {
  const refused: Reply = { breaks: networkError("ECONNREFUSED", "connect") };
  const reset: Reply = { breaks: networkError("ECONNRESET", "read") };
  it.each<[string, Reply, "read" | "log", number, boolean]>([
    ["refused", refused, "read", 2, true],
    ["refused", refused, "log", 2, true],
    ["of no name", { breaks: networkError("ENOTFOUND", "getaddrinfo") }, "log", 2, true],
    ["timed out while it was made", { breaks: networkError("ETIMEDOUT", "connect") }, "log", 2, true],
    ["refused, in Chromium's words", { breaks: new Error("net::ERR_CONNECTION_REFUSED") }, "log", 2, true],
    ["offline, in Chromium's words", { breaks: new Error("net::ERR_INTERNET_DISCONNECTED") }, "log", 2, true],
    ["refused by a proxy", { breaks: new ProxyFailure("refused", "proxy.example:3128", 502) }, "log", 2, true],
    ["without its proxy", { breaks: new ProxyFailure("unreachable", "proxy.example:3128") }, "log", 2, true],
    ["reset", reset, "read", 2, false],
    ["reset", reset, "log", 1, false],
    ["reset, in Chromium's words", { breaks: new Error("net::ERR_CONNECTION_RESET") }, "log", 1, false],
    ["broken for reasons unknown", { breaks: "a string" }, "log", 1, false],
    ["broken in circles", { breaks: circular() }, "log", 1, false],
  ])("that is %s: a %s (%#) is sent %i times in all", async (_, reply, kind, times, surely) => {
    const { api, requests, finish, failing } = createHarness((_, index) => (index === 0 ? ok : reply));
    const timer = await withTimer(api, finish);
    const error = await failing(kind === "log" ? api.logTimer(timer, {}, byUser) : api.getTimer(url, byUser));
    expect(error.failure).toEqual({ kind: "offline" });
    expect(error.surelyNotCarriedOut).toBe(surely);
    expect(requests).toHaveLength(1 + times);
  });

  it.each(["read", "log"] as const)(
    "by a proxy that wants a password is reported as that: a %s is sent once",
    async (kind) => {
      const breaks = new ProxyFailure("wants-credentials", "proxy.example:3128", 407);
      const { api, requests, finish, failing } = createHarness((_, index) => (index === 0 ? ok : { breaks }));
      const timer = await withTimer(api, finish);
      const error = await failing(kind === "log" ? api.logTimer(timer, {}, byUser) : api.getTimer(url, byUser));
      expect(error.failure).toEqual({ kind: "proxy-wants-credentials" });
      expect(error.message).toBe("proxy-wants-credentials");
      expect(error.surelyNotCarriedOut).toBe(true);
      expect(requests).toHaveLength(2);
    },
  );

  it.each([
    ["the account's", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "unknown-issuer"],
    ["the account's", "DEPTH_ZERO_SELF_SIGNED_CERT", "unknown-issuer"],
    ["the account's", "CERT_HAS_EXPIRED", "out-of-date"],
    ["the account's", "CERT_NOT_YET_VALID", "out-of-date"],
    ["the account's", "ERR_TLS_CERT_ALTNAME_INVALID", "wrong-name"],
    ["the account's", "CERT_REVOKED", "not-accepted"],
    ["a proxy's", "", "unknown-issuer"],
  ] as const)(
    "by %s certificate (%s) is reported as that: sent once, and surely not carried out",
    async (_, code, fault) => {
      const breaks =
        code === "" ? new ProxyFailure("untrusted", "proxy.example:443", null, fault) : networkError(code, "");
      const { api, requests, finish, failing } = createHarness((_request, index) => (index === 0 ? ok : { breaks }));
      const timer = await withTimer(api, finish);
      const error = await failing(api.logTimer(timer, {}, byUser));
      expect(error.failure).toEqual({ kind: "certificate-refused", fault });
      expect(error.message).toBe(`certificate-refused (${fault})`);
      expect(error.surelyNotCarriedOut).toBe(true);
      expect(requests).toHaveLength(2);
    },
  );

  it("that recovers is not heard of", async () => {
    const { api, finish } = createHarness(inTurn(reset, ok));
    expect((await finish(api.getTimer(url, byUser))).value?.id).toBe(timerExample.id);
  });
});

function circular(): Error {
  const error = new Error("planted");
  error.cause = error;
  return error;
}

describe("time", () => {
  it.each(["read", "log"] as const)("runs out for a %s after 10 seconds, once", async (kind) => {
    const { api, clock, requests, finish, failing } = createHarness((_, index) => (index === 0 ? ok : { hangs: true }));
    const timer = await withTimer(api, finish);
    const pending = failing(kind === "log" ? api.logTimer(timer, {}, byUser) : api.getTimer(url, byUser));
    await clock.advance(9_999);
    expect(clock.pendingCount).toBe(1);
    const error = await pending;
    expect(clock.passed).toBeLessThanOrEqual(10_250);
    expect(error.failure).toEqual({ kind: "timeout" });
    expect(error.surelyNotCarriedOut).toBe(false);
    expect(requests).toHaveLength(2);
    expect(clock.pendingCount).toBe(0);
  });

  it("of the server is compared with ours, by the newest Date header", async () => {
    const dates = ["Mon, 05 Jan 2026 09:00:30 GMT", "nonsense", "Mon, 05 Jan 2026 08:59:00 GMT"];
    const { api, finish } = createHarness((_, index) => ({
      status: 200,
      json: userExample,
      headers: { date: dates[index] ?? "" },
    }));
    expect(api.clockOffset()).toBeNull();
    await finish(api.currentUser(byUser));
    expect(api.clockOffset()).toBe(30_000);
    await finish(api.currentUser(byUser));
    expect(api.clockOffset()).toBe(30_000);
    await finish(api.currentUser(byUser));
    expect(api.clockOffset()).toBe(-60_000 - 1_050);
  });

  it("of an answer is when its head arrived, and its number rises with each request sent", async () => {
    const { api, finish } = createHarness((_, index) => ({
      status: index === 1 ? 429 : 200,
      json: userExample,
      latency: 300,
    }));
    const first = await finish(api.currentUser(byUser));
    const second = await finish(api.currentUser(byUser));
    expect(first).toMatchObject({ sequence: 1, receivedAt: startedAt + 300 });
    expect(second.sequence).toBe(3);
  });
});

describe("cancelling", () => {
  it("ends a queued and a running request, and sends nothing more", async () => {
    const { api, clock, requests, failing } = createHarness(() => ({ hangs: true }));
    const caller = new AbortController();
    const options = { ...byUser, signal: caller.signal };
    const running = failing(api.startTimer(target, {}, options));
    const queued = failing(api.startTimer(target, {}, options));
    await clock.advance(100);
    caller.abort();
    expect((await running).failure).toEqual({ kind: "cancelled" });
    expect((await running).surelyNotCarriedOut).toBe(false);
    expect((await queued).failure).toEqual({ kind: "cancelled" });
    expect((await queued).surelyNotCarriedOut).toBe(true);
    expect((await failing(api.currentUser(options))).failure).toEqual({ kind: "cancelled" });
    await clock.advance(60_000);
    expect(requests).toHaveLength(1);
    expect(clock.pendingCount).toBe(0);
  });
});

describe("secrets", () => {
  it("are in no error and no log line, whatever the server echoes", async () => {
    const secret = "planted-body-secret";
    const echo = { message: `Bad ${TOKEN} ${secret}`, errors: [{ resource: secret, field: TOKEN, code: TOKEN }] };
    const replies: readonly Reply[] = [
      ...[400, 401, 403, 404, 422, 500, 503].map((status) => ({ status, json: echo })),
      { status: 400, json: { ...echo, message: "Validation Failed" } },
      { status: 200, json: { ...timerExample, id: TOKEN, url: `${BASE}/${secret}?noko_token=${TOKEN}` } },
      { status: 200, text: `${TOKEN}${secret}` },
      { status: 302, headers: { Location: `https://evil.example/${TOKEN}` } },
      { status: 429, headers: { "Retry-After": TOKEN } },
      {
        breaks: new TypeError(`Headers.append: "${TOKEN}" is an invalid header value.`, { cause: networkError(TOKEN) }),
      },
      { hangs: true },
    ];
    for (const reply of replies) {
      const { api, requests, lines, failing } = createHarness(() => reply);
      const error = await failing(api.startTimer(target, { description: secret }, byUser));
      const shown = [
        JSON.stringify(error),
        JSON.stringify(error.failure),
        String(error),
        error.stack,
        String(error.cause),
        JSON.stringify(lines),
      ].join();
      expect(shown).not.toContain(TOKEN);
      expect(shown).not.toContain(secret);
      expect(lines.length).toBeGreaterThan(0);
      expect(requests.every((request) => !request.url.includes(TOKEN))).toBe(true);
    }
  });

  it.each(["", "line\nend", "sp ace", "ünicode"])(
    "that no header can carry (%j) are rejected without asking the server",
    async (token) => {
      const { api, requests, failing } = createHarness(() => ok, { token });
      expect((await failing(api.currentUser(byUser))).failure).toEqual({ kind: "token-rejected" });
      expect(requests).toEqual([]);
    },
  );
});

describe("the log", () => {
  it("has what was asked, how it ended and how long it took, and no address", async () => {
    const { api, lines, finish } = createHarness(() => ({ status: 200, json: [], latency: 120 }));
    await finish(api.listTimers({ description: "private" }, byUser));
    expect(lines).toEqual([
      {
        level: "debug",
        message: "Request ended",
        fields: { operation: "list timers", method: "GET", outcome: 200, milliseconds: 120 },
      },
    ]);
  });
});
