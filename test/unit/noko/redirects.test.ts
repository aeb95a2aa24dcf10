import { describe, expect, it } from "vitest";
import { timerExample } from "../../support/documentation-examples.ts";
import {
  BASE,
  busiestSecond,
  byUser,
  createHarness,
  TOKEN,
  type Reply,
  type SeenRequest,
} from "../../support/noko-harness.ts";

const API = "https://api.nokotime.com";
const start = `${BASE}/projects/1/timer/start`;
const target = { kind: "project", projectId: 1 } as const;
const ok: Reply = { status: 200, json: timerExample };

type Route = readonly [status: number, location?: string];

/** A server that redirects by path and answers a timer everywhere else; it is every origin at once. */
function serverWith(routes: Readonly<Record<string, Route>>) {
  return ({ url }: SeenRequest): Reply => {
    const route = routes[url];
    if (route === undefined) return ok;
    const [status, location] = route;
    return { status, headers: location === undefined ? {} : { Location: location } };
  };
}

function carriesToken({ headers, url, body }: SeenRequest): boolean {
  return JSON.stringify([headers, url, body]).includes(TOKEN);
}

describe("redirects that are followed", () => {
  it.each<[string, Readonly<Record<string, Route>>, readonly string[]]>([
    ["a 302", { [start]: [302, `${BASE}/moved`] }, [`${BASE}/moved`]],
    ["a 307", { [start]: [307, `${BASE}/moved`] }, [`${BASE}/moved`]],
    ["a 301", { [start]: [301, `${BASE}/moved`] }, [`${BASE}/moved`]],
    ["an absolute path", { [start]: [302, "/v3/moved"] }, [`${API}/v3/moved`]],
    ["a relative path", { [start]: [302, "../moved?x=1#part"] }, [`${BASE}/projects/1/moved?x=1`]],
    ["the default port, spelled out", { [start]: [302, "https://api.nokotime.com:443/v2/moved"] }, [`${BASE}/moved`]],
    [
      "three hops",
      { [start]: [302, "/v2/a"], [`${BASE}/a`]: [307, "/v2/b"], [`${BASE}/b`]: [301, "/v2/c"] },
      [`${BASE}/a`, `${BASE}/b`, `${BASE}/c`],
    ],
  ])("%s: verbatim, within the rate", async (_, routes, hops) => {
    const { api, requests, finish } = createHarness(serverWith(routes));
    await finish(api.startTimer(target, { description: "x" }, byUser));
    expect(requests.map(({ url }) => url)).toEqual([start, ...hops]);
    for (const { method, body, headers } of requests) {
      expect({ method, body }).toEqual({ method: "PUT", body: '{"description":"x"}' });
      expect(headers["X-NokoToken"]).toBe(TOKEN);
    }
    expect(busiestSecond(requests.map(({ at }) => at))).toBeLessThanOrEqual(2);
  });
});

const refused: readonly (readonly [string, Readonly<Record<string, Route>>, number])[] = [
  ["another host", { [start]: [302, "https://evil.example/v2/timers"] }, 1],
  ["another host, for good", { [start]: [301, "https://evil.example/v2/timers"] }, 1],
  ["another host, without a scheme", { [start]: [307, "//evil.example/v2/timers"] }, 1],
  ["another port", { [start]: [302, "https://api.nokotime.com:8443/v2/timers"] }, 1],
  ["http", { [start]: [302, "http://api.nokotime.com/v2/timers"] }, 1],
  ["a user", { [start]: [302, "https://me@api.nokotime.com/v2/timers"] }, 1],
  ["a host that looks like a user", { [start]: [302, "https://api.nokotime.com@evil.example/v2/timers"] }, 1],
  ["a longer host", { [start]: [302, "https://api.nokotime.com.evil.example/v2/timers"] }, 1],
  ["another host after a good hop", { [start]: [302, "/v2/a"], [`${BASE}/a`]: [302, "https://evil.example/"] }, 2],
  ["itself", { [start]: [302, start] }, 1],
  ["where it came from", { [start]: [302, "/v2/a"], [`${BASE}/a`]: [302, start] }, 2],
  [
    "a fourth hop",
    {
      [start]: [302, "/v2/a"],
      [`${BASE}/a`]: [302, "/v2/b"],
      [`${BASE}/b`]: [302, "/v2/c"],
      [`${BASE}/c`]: [302, "/v2/d"],
    },
    4,
  ],
  ["nowhere", { [start]: [302] }, 1],
  ["no URL", { [start]: [302, "https://["] }, 1],
  ["a script", { [start]: [302, "javascript:alert(1)"] }, 1],
];

describe("redirects that are refused", () => {
  const cases = refused.map(([name, routes, requests]) => ({ name, routes, requests }));

  it.each(cases)("to $name: the token reaches the API alone", async ({ routes, requests: count }) => {
    const { api, requests, failing } = createHarness(serverWith(routes));
    const error = await failing(api.startTimer(target, {}, byUser));
    expect(error.failure).toEqual({ kind: "redirected-elsewhere" });
    expect(error.surelyNotCarriedOut).toBe(true);
    expect(requests.filter(({ url }) => new URL(url).origin !== API)).toEqual([]);
    expect(requests.filter(carriesToken)).toHaveLength(count);
    expect(requests).toHaveLength(count);
  });

  it.each([300, 303, 304, 308])(
    "%i, which the documentation does not have: whether it was carried out is not known",
    async (status) => {
      const { api, requests, failing } = createHarness(serverWith({ [start]: [status, "/v2/a"] }));
      const error = await failing(api.startTimer(target, {}, byUser));
      expect(error.failure).toEqual({ kind: "redirected-elsewhere" });
      expect(error.surelyNotCarriedOut).toBe(false);
      expect(requests).toHaveLength(1);
    },
  );
});

describe("the memory of redirects", () => {
  const timerUrl = `${BASE}/projects/1/timer`;

  it.each([
    [301, 1],
    [302, 2],
    [307, 2],
  ])("a %i makes the next request take %i step(s)", async (status, steps) => {
    const { api, requests, finish } = createHarness(serverWith({ [timerUrl]: [status, "/v2/moved"] }));
    await finish(api.getTimer(timerUrl, byUser));
    requests.length = 0;
    await finish(api.describeTimer(target, "x", byUser));
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(
      [`PUT ${timerUrl}`, `PUT ${BASE}/moved`].slice(-steps),
    );
  });

  it("keeps what was said of each address: after a 302 and a 301, the original is still asked", async () => {
    const { api, requests, finish } = createHarness(
      serverWith({ [timerUrl]: [302, "/v2/a"], [`${BASE}/a`]: [301, "/v2/b"] }),
    );
    await finish(api.getTimer(timerUrl, byUser));
    requests.length = 0;
    await finish(api.getTimer(timerUrl, byUser));
    await finish(api.getTimer(`${BASE}/a`, byUser));
    expect(requests.map(({ url }) => url)).toEqual([timerUrl, `${BASE}/a`, `${BASE}/b`, `${BASE}/b`]);
  });

  it("heals where the server moved something back", async () => {
    let back = false;
    const { api, requests, finish, failureOf } = createHarness(({ url }) => {
      if (url === timerUrl && !back) return { status: 301, headers: { Location: "/v2/a" } };
      if (url === `${BASE}/a` && back) return { status: 301, headers: { Location: timerUrl } };
      return ok;
    });
    await finish(api.getTimer(timerUrl, byUser));
    back = true;
    await finish(api.getTimer(timerUrl, byUser).catch(() => null));
    requests.length = 0;
    await finish(api.getTimer(timerUrl, byUser));
    expect(requests.map(({ url }) => url)).toEqual([timerUrl]);
    expect(await failureOf(api.getTimer("https://evil.example/", byUser))).toEqual({ kind: "foreign-url" });
  });

  it("never holds a foreign address", async () => {
    const { api, requests, failureOf } = createHarness(
      serverWith({ [timerUrl]: [301, "https://evil.example/v2/moved"] }),
    );
    await failureOf(api.getTimer(timerUrl, byUser));
    await failureOf(api.getTimer(timerUrl, byUser));
    expect(requests.map(({ url }) => url)).toEqual([timerUrl, timerUrl]);
  });
});
