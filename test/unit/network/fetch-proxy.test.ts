/** Requests through a proxy: what it sees, what becomes of its refusals, and what never goes there. */
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createProxies, type Proxies } from "../../../app/network/proxies.ts";
import { ProxyFailure } from "../../../app/network/proxy-failure.ts";
import { neverSent } from "../../../app/noko/network-failure.ts";
import type { Fetch, FetchInit } from "../../../app/platform/ports.ts";
import { createFetch } from "../../../app/network/fetch.ts";
import { makeCertificate } from "../../support/certificate.ts";
import { failureOf } from "../../support/failure-of.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { endWebServer, listenOnLoopback, nobodysPort } from "../../support/loopback.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { startTlsAccount, type TlsAccount } from "../../support/tls-account.ts";
import { trustOnly } from "../../support/trust-only.ts";
import { type ProxyMood, WebProxy } from "../../support/web-proxy.ts";

const token = "the-secret-token-of-this-test";

let account: TlsAccount;
let proxy: WebProxy;
const toStop: { stop(): Promise<unknown> }[] = [];

beforeEach(async () => {
  account = await startTlsAccount({ token });
  proxy = await WebProxy.start({ addresses: { [account.address]: account.port } });
  toStop.push(account, proxy);
});

afterEach(async () => {
  await Promise.all(toStop.splice(0).map((each) => each.stop()));
});

interface Client {
  readonly fetch: Fetch;
  readonly clock: FakeClock;
  readonly asked: readonly string[];
  readonly proxies: Proxies;
}

/** A client on a computer whose system answers so; by default with the proxy of the test. */
function client(answer = `PROXY 127.0.0.1:${proxy.port}`, certificates = [account.certificate.certificate]): Client {
  const clock = new FakeClock();
  const asked: string[] = [];
  const proxies = createProxies({
    clock,
    logger: createMemoryLogger(),
    ask: (url) => {
      asked.push(url);
      return Promise.resolve(answer);
    },
  });
  return { fetch: createFetch({ proxies, clock, trust: trustOnly(...certificates) }), clock, asked, proxies };
}

function get(changes: Partial<FetchInit> = {}): FetchInit {
  return {
    method: "GET",
    headers: { "X-NokoToken": token, "User-Agent": "Tallylight/0.0.0" },
    redirect: "manual",
    signal: new AbortController().signal,
    ...changes,
  };
}

const user = (): string => `${account.demo.baseUrl}/current_user`;

describe("https", () => {
  test("goes through a tunnel, of which the proxy reads nothing but where it leads", async () => {
    const { fetch } = client();
    const answer = await fetch(user(), get());
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("avery.quill@example.com");
    expect(proxy.tunnels).toEqual(["demo.invalid:443"]);
    expect(proxy.read).toMatch(/^CONNECT demo\.invalid:443 HTTP\/1\.1\r\n/);
    expect(proxy.read).not.toContain(token);
    expect(proxy.read).not.toContain("NokoToken");
    expect(proxy.read).not.toContain("current_user");
  });

  test("keeps the tunnel for the next request, and not for longer than an idle connection", async () => {
    const { fetch } = client();
    for (let count = 0; count < 3; count += 1) await (await fetch(user(), get())).text();
    expect([proxy.tunnels.length, account.connections(), proxy.open]).toEqual([1, 1, 1]);
    // Four seconds: shorter than servers wait.
    await proxy.until(({ open }) => open === 0);
  });

  test("leaves by the new route once the system names one, though the old tunnel is still open", async () => {
    let answer = `PROXY 127.0.0.1:${proxy.port}`;
    const other = await WebProxy.start({ addresses: { [account.address]: account.port } });
    toStop.push(other);
    const proxies = createProxies({
      clock: new FakeClock(),
      logger: createMemoryLogger(),
      ask: () => Promise.resolve(answer),
    });
    const fetch = createFetch({ proxies, trust: trustOnly(account.certificate.certificate) });
    await (await fetch(user(), get())).text();
    answer = `PROXY 127.0.0.1:${other.port}`;
    proxies.forget();
    await (await fetch(user(), get())).text();
    expect([proxy.tunnels.length, other.tunnels.length]).toEqual([1, 1]);
  });

  test("trusts nobody in the middle: a proxy that answers for the account itself gets no token", async () => {
    const impostor = await startTlsAccount({ token });
    const liar = await WebProxy.start({ addresses: { [account.address]: impostor.port } });
    toStop.push(impostor, liar);
    const { fetch } = client(`PROXY 127.0.0.1:${liar.port}`);
    const failure = await failureOf(fetch(user(), get({ method: "PUT", body: "{}" })));
    expect(failure).toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(impostor.demo.requests).toEqual([]);
    expect(liar.read).not.toContain(token);
  });

  test("trusts a certificate for that name alone", async () => {
    const stranger = makeCertificate("stranger.example");
    const { fetch } = client(undefined, [stranger.certificate]);
    expect(await failureOf(fetch(user(), get()))).toBeInstanceOf(Error);
    expect(account.demo.requests).toEqual([]);
  });

  test("follows no redirect", async () => {
    account.demo.faults.redirect(302, "https://attacker.test/v2/current_user", {});
    const answer = await client().fetch(user(), get());
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "https://attacker.test/v2/current_user"]);
    expect(proxy.tunnels).toEqual(["demo.invalid:443"]);
  });

  test("goes to a proxy that is itself spoken to over TLS", async () => {
    const certificate = makeCertificate("localhost");
    const secure = await WebProxy.start({ addresses: { [account.address]: account.port }, certificate });
    toStop.push(secure);
    const { fetch } = client(`HTTPS localhost:${secure.port}`, [
      account.certificate.certificate,
      certificate.certificate,
    ]);
    expect((await fetch(user(), get())).status).toBe(200);
    expect(secure.tunnels).toEqual(["demo.invalid:443"]);
    const distrusting = client(`HTTPS localhost:${secure.port}`);
    expect(await failureOf(distrusting.fetch(user(), get()))).toMatchObject({
      reason: "untrusted",
      certificate: "unknown-issuer",
    });
  });
});

describe("a proxy that does not open the route", () => {
  const refusals: readonly (readonly [mood: ProxyMood, reason: string, status: number | null])[] = [
    [{ kind: "answer", status: 407 }, "wants-credentials", 407],
    [{ kind: "answer", status: 401 }, "refused", 401],
    [{ kind: "answer", status: 403 }, "refused", 403],
    [{ kind: "answer", status: 404 }, "refused", 404],
    [{ kind: "answer", status: 302 }, "refused", 302],
    [{ kind: "answer", status: 502 }, "refused", 502],
    [{ kind: "answer", status: 503 }, "refused", 503],
    [{ kind: "answer", status: 504 }, "refused", 504],
    [{ kind: "half-answer" }, "unreachable", null],
  ];
  test.each(refusals)("%j: its word is not the account's, and nothing was sent", async (mood, reason, status) => {
    proxy.mood = mood;
    const failure = await failureOf(client().fetch(user(), get({ method: "PUT", body: "{}" })));
    expect(failure).toBeInstanceOf(ProxyFailure);
    expect(failure).toMatchObject({ reason, status, proxy: `127.0.0.1:${proxy.port}` });
    expect(failure).toSatisfy(neverSent);
    expect(account.connections()).toBe(0);
    await proxy.until(({ open }) => open === 0);
  });

  test("nobody listens there: nothing was sent, and the system is asked anew", async () => {
    const { fetch, asked } = client(`PROXY 127.0.0.1:${nobodysPort}`);
    for (let count = 0; count < 2; count += 1) {
      const failure = await failureOf(fetch(user(), get({ method: "PUT", body: "{}" })));
      expect(failure).toMatchObject({ reason: "unreachable" });
      expect(failure).toSatisfy(neverSent);
    }
    expect(asked).toHaveLength(2);
  });

  test("its name is not known", async () => {
    const failure = await failureOf(client("PROXY no-such-proxy.invalid:3128").fetch(user(), get()));
    expect(failure).toMatchObject({ reason: "unreachable" });
    expect(failure).toSatisfy(neverSent);
  });

  test("a server that it does not know", async () => {
    const failure = await failureOf(client().fetch("https://unknown.invalid/v2", get()));
    expect(failure).toMatchObject({ reason: "refused", status: 502 });
  });

  test("the next route is taken, a direct one as well", async () => {
    const { fetch } = client(`PROXY 127.0.0.1:${nobodysPort}; PROXY 127.0.0.1:${proxy.port}`);
    expect((await fetch(user(), get())).status).toBe(200);

    const straight = client(`PROXY 127.0.0.1:${nobodysPort}; DIRECT`);
    expect(await failureOf(straight.fetch(user(), get()))).toMatchObject({ code: "ENOTFOUND" });
    const straightFirst = client(`DIRECT; PROXY 127.0.0.1:${proxy.port}`);
    expect((await straightFirst.fetch(user(), get())).status).toBe(200);
  });

  test("a silent one is given up after four seconds where there is another", async () => {
    const silent = await WebProxy.start({ addresses: {} });
    silent.mood = { kind: "silent" };
    toStop.push(silent);
    const { fetch, clock } = client(`PROXY 127.0.0.1:${silent.port}; PROXY 127.0.0.1:${proxy.port}`);
    const answer = fetch(user(), get());
    await silent.until(({ tunnels }) => tunnels.length === 1);
    await clock.advance(3_900);
    expect(proxy.tunnels).toEqual([]);
    await clock.advance(100);
    expect((await answer).status).toBe(200);
    await silent.until(({ open }) => open === 0);
    expect(clock.pendingCount).toBe(0);
  });

  test("that a password was wanted is the error even where the next route fails as well", async () => {
    proxy.mood = { kind: "answer", status: 407 };
    const { fetch } = client(`PROXY 127.0.0.1:${proxy.port}; DIRECT`);
    expect(await failureOf(fetch(user(), get()))).toMatchObject({ reason: "wants-credentials" });
  });
});

describe("giving up", () => {
  test.each<ProxyMood>([{ kind: "silent" }, { kind: "half-open" }])(
    "ends the connection to a proxy that is %j",
    async (mood) => {
      proxy.mood = mood;
      const { fetch, clock } = client();
      const controller = new AbortController();
      const failure = failureOf(fetch(user(), get({ signal: controller.signal })));
      await proxy.until(({ tunnels }) => tunnels.length === 1);
      controller.abort();
      expect(await failure).toMatchObject({ message: expect.stringContaining("aborted") as string });
      await proxy.until(({ open }) => open === 0);
      expect(clock.pendingCount).toBe(0);
    },
  );

  test("does not wait for a system that never answers", async () => {
    const proxies = createProxies({
      clock: new FakeClock(),
      logger: createMemoryLogger(),
      ask: () => new Promise(() => undefined),
    });
    const controller = new AbortController();
    const failure = failureOf(createFetch({ proxies })(user(), get({ signal: controller.signal })));
    controller.abort();
    expect(await failure).toMatchObject({ name: "AbortError" });
  });

  test("before it began opens nothing", async () => {
    const failure = await failureOf(client().fetch(user(), get({ signal: AbortSignal.abort() })));
    expect(failure).toMatchObject({ name: "AbortError" });
    expect(proxy.tunnels).toEqual([]);
  });
});

describe("http", () => {
  let site: Server;
  let sitePort = 0;
  const expected: (string | undefined)[] = [];
  beforeEach(async () => {
    expected.length = 0;
    site = createServer((request, response) => {
      expected.push(`${request.headers.host ?? ""} ${request.url ?? ""}`);
      response.end("here");
    });
    sitePort = await listenOnLoopback(site);
    toStop.push({ stop: () => endWebServer(site) });
  });

  test("reaches the proxy with its whole address", async () => {
    const web = await WebProxy.start({ addresses: { "site.invalid:80": sitePort } });
    toStop.push(web);
    const answer = await client(`PROXY 127.0.0.1:${web.port}`).fetch("http://site.invalid/page?a=1", get());
    expect([answer.status, await answer.text()]).toEqual([200, "here"]);
    expect([web.forwarded, web.tunnels]).toEqual([["http://site.invalid/page?a=1"], []]);
    expect(expected).toEqual(["site.invalid http://site.invalid/page?a=1"]);
  });

  test("goes over TLS to a proxy that wants it, and is read there", async () => {
    const certificate = makeCertificate("localhost");
    const secure = await WebProxy.start({ addresses: { "site.invalid:80": sitePort }, certificate });
    toStop.push(secure);
    const { fetch } = client(`HTTPS localhost:${secure.port}`, [certificate.certificate]);
    expect(await (await fetch("http://site.invalid/page", get())).text()).toBe("here");
    expect(secure.forwarded).toEqual(["http://site.invalid/page"]);
    const distrusting = client(`HTTPS localhost:${secure.port}`);
    expect(await failureOf(distrusting.fetch("http://site.invalid/page", get()))).toMatchObject({
      reason: "untrusted",
    });
  });

  test("a proxy that wants a password says so in its answer", async () => {
    proxy.mood = { kind: "answer", status: 407 };
    const failure = await failureOf(client().fetch("http://site.invalid/", get()));
    expect(failure).toMatchObject({ reason: "wants-credentials", status: 407 });
    expect(failure).toSatisfy(neverSent);
  });

  test.each(["127.0.0.1", "localhost"])("to this computer never goes to a proxy: %s", async (host) => {
    const { fetch, asked } = client();
    expect((await fetch(`http://${host}:${sitePort}/`, get())).status).toBe(200);
    expect([asked, proxy.read]).toEqual([[], ""]);
    expect(expected).toEqual([`${host}:${sitePort} /`]);
  });
});
