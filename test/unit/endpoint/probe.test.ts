import { describe, expect, it } from "vitest";
import { signBody } from "../../../app/broadcast/signature.ts";
import type { Fetch, FetchInit, FetchResponse } from "../../../app/platform/ports.ts";
import { type ProbeOutcome, probePublicPath, probeTimeout } from "../../../app/endpoint/probe.ts";
import { FakeClock, settle } from "../../support/fake-clock.ts";
import { seededRandom } from "../../support/seeded-random.ts";

const publicUrl = "https://relay.example/in";
const path = `/b/${"p".repeat(43)}`;
const probeKey = "the key of this run";

interface Asked {
  readonly url: string;
  readonly init: FetchInit;
}

function answer(status: number, text: string): FetchResponse {
  return { status, headers: { get: () => null }, text: () => Promise.resolve(text) };
}

function nonceOf(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}

function rightAnswer(url: string): string {
  return signBody(probeKey, Buffer.from(nonceOf(url)));
}

function silent(): Promise<FetchResponse> {
  return new Promise(() => undefined);
}

async function probe(
  fetch: (asked: Asked, clock: FakeClock) => Promise<FetchResponse>,
  wait = 0,
  signal?: AbortSignal,
): Promise<{ readonly outcome: ProbeOutcome | null; readonly asked: readonly Asked[]; readonly clock: FakeClock }> {
  const clock = new FakeClock();
  const asked: Asked[] = [];
  const spy: Fetch = (url, init) => {
    asked.push({ url, init });
    return fetch({ url, init }, clock);
  };
  let outcome: ProbeOutcome | null = null;
  const options = { fetch: spy, publicUrl, path, probeKey, random: seededRandom(5), clock };
  void probePublicPath(signal === undefined ? options : { ...options, signal }).then((given) => (outcome = given));
  await settle();
  await clock.advance(wait);
  return { outcome, asked, clock };
}

describe("probePublicPath", () => {
  it("verifies the answer that only our listener can give, and says how long it took", async () => {
    const { outcome, clock } = await probe(async ({ url }, clock) => {
      clock.sleep(120);
      return Promise.resolve(answer(200, rightAnswer(url)));
    });
    expect(outcome).toEqual({ kind: "verified", milliseconds: 120 });
    expect(clock.pendingCount).toBe(0);
  });

  it("asks with a fresh nonce, without a token, and follows no redirect", async () => {
    const { asked } = await probe(({ url }) => Promise.resolve(answer(200, rightAnswer(url))));
    const [first] = asked;
    expect(first?.url).toMatch(/^https:\/\/relay\.example\/in\/b\/p{43}\/probe\/[A-Za-z0-9_-]{32}$/);
    expect(first?.init.redirect).toBe("manual");
    expect(first?.init.method).toBe("GET");
    const headers = Object.fromEntries(
      Object.entries(first?.init.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    );
    expect(headers["ngrok-skip-browser-warning"]).toBe("1");
    expect(Object.keys(headers)).not.toContain("x-nokotoken");
    expect(Object.keys(headers)).not.toContain("authorization");
  });

  it("uses another nonce each time: an answer that was overheard is worth nothing", async () => {
    const nonces: string[] = [];
    const clock = new FakeClock();
    const random = seededRandom(1);
    let overheard: string | null = null;
    const fetch: Fetch = (url) => {
      nonces.push(nonceOf(url));
      overheard ??= rightAnswer(url);
      return Promise.resolve(answer(200, overheard));
    };
    const options = { fetch, publicUrl, path, probeKey, random, clock };
    expect((await probePublicPath(options)).kind).toBe("verified");
    expect((await probePublicPath(options)).kind).toBe("intercepted");
    expect(new Set(nonces).size).toBe(2);
  });

  it.each([
    ["a captive portal's page", 200, () => "<html><title>Sign in to the network</title></html>"],
    ["a stranger's empty 200", 200, () => ""],
    ["an echo of the nonce", 200, nonceOf],
    ["another key", 200, (url: string) => signBody("another key", Buffer.from(nonceOf(url)))],
    ["an empty key", 200, (url: string) => signBody("", Buffer.from(nonceOf(url)))],
    ["the signature of another nonce", 200, () => signBody(probeKey, Buffer.from("n".repeat(32)))],
    ["the right answer in upper case", 200, (url: string) => rightAnswer(url).toUpperCase()],
    ["the right answer inside a page", 200, (url: string) => `<p>${rightAnswer(url)}</p>`],
    ["the right answer with a line end", 200, (url: string) => `${rightAnswer(url)}\n`],
    ["the right answer twice", 200, (url: string) => rightAnswer(url).repeat(2)],
    ["the right answer as a redirect", 302, rightAnswer],
    ["the right answer as a permanent redirect", 308, rightAnswer],
    ["the right answer as an opaque redirect", 0, rightAnswer],
    ["the right answer as another success", 203, rightAnswer],
    ["the right answer as not modified", 304, rightAnswer],
    ["a relay that lost us", 502, () => "tunnel not found"],
    ["a relay's 404", 404, () => ""],
    ["authentication required by the network", 511, rightAnswer],
  ] as const)("is never verified by %s", async (_name, status, text) => {
    const { outcome } = await probe(({ url }) => Promise.resolve(answer(status, text(url))));
    // What a network's sign-in page answers; all else is a refusal on the way.
    const isPage = [200, 302, 304, 308, 511].includes(status);
    expect(outcome).toEqual({ kind: isPage ? "intercepted" : "wrong-answer", status });
  });

  it("is unreachable where nobody answers", async () => {
    const { outcome, clock } = await probe(() => Promise.reject(new TypeError("fetch failed")));
    expect(outcome).toEqual({ kind: "unreachable" });
    expect(clock.pendingCount).toBe(0);
  });

  it("is unreachable where reading the answer fails", async () => {
    const broken = { ...answer(200, ""), text: () => Promise.reject(new Error("terminated")) };
    expect((await probe(() => Promise.resolve(broken))).outcome).toEqual({ kind: "unreachable" });
  });

  it("gives up after five seconds, and lets go of the connection", async () => {
    const early = await probe(silent, probeTimeout - 1);
    expect(early.outcome).toBeNull();
    const late = await probe(silent, probeTimeout);
    expect(late.outcome).toEqual({ kind: "unreachable" });
    expect(late.asked[0]?.init.signal.aborted).toBe(true);
  });

  it("gives up on an answer without end", async () => {
    const endless = { ...answer(200, ""), text: () => new Promise<string>(() => undefined) };
    expect((await probe(() => Promise.resolve(endless), probeTimeout)).outcome).toEqual({ kind: "unreachable" });
  });

  it("stops for its caller's signal, also when it fired before", async () => {
    const controller = new AbortController();
    const running = probe(() => new Promise(() => undefined), 1_000, controller.signal);
    controller.abort();
    expect((await running).outcome).toEqual({ kind: "unreachable" });
    const again = await probe(({ url }) => Promise.resolve(answer(200, rightAnswer(url))), 0, controller.signal);
    expect(again.outcome).not.toBeNull();
    expect(again.clock.pendingCount).toBe(0);
  });
});
