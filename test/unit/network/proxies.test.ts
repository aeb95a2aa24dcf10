import { describe, expect, test } from "vitest";
import { createProxies, type Proxies } from "../../../app/network/proxies.ts";
import { ProxyFailure } from "../../../app/network/proxy-failure.ts";
import { describeRoutes } from "../../../app/network/route.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createMemoryLogger, type MemoryLogger } from "../../support/memory-logger.ts";

const origin = "https://api.example";

interface Bench {
  readonly proxies: Proxies;
  readonly clock: FakeClock;
  readonly logger: MemoryLogger;
  /** What the system was asked, in order. */
  readonly asked: readonly string[];
  /** How it answers from now on. */
  answer: (url: string) => Promise<unknown>;
  readonly routeTo: (to?: string) => Promise<string>;
}

function bench(answer: Bench["answer"] = () => Promise.resolve("PROXY proxy.example:3128")): Bench {
  const clock = new FakeClock();
  const logger = createMemoryLogger();
  const asked: string[] = [];
  const proxies = createProxies({
    clock,
    logger,
    ask: (url) => {
      asked.push(url);
      return made.answer(url);
    },
  });
  const made: Bench = {
    proxies,
    clock,
    logger,
    asked,
    answer,
    routeTo: async (to = origin) => describeRoutes(await proxies.routesTo(to)),
  };
  return made;
}

function pending(): { readonly promise: Promise<unknown>; readonly resolve: (answer: string) => void } {
  const settlers: ((answer: string) => void)[] = [];
  const promise = new Promise<unknown>((resolve) => settlers.push(resolve));
  return { promise, resolve: (answer) => settlers.forEach((settle) => settle(answer)) };
}

describe("the route out", () => {
  test("nothing is asked before a caller asks", () => {
    expect(bench().asked).toEqual([]);
  });

  test("is asked by origin alone: paths may be secret", async () => {
    const { routeTo, asked } = bench();
    expect(await routeTo("https://api.example:8443")).toBe("proxy.example:3128");
    expect(asked).toEqual(["https://api.example:8443/"]);
  });

  test.each([
    "http://127.0.0.1:8080",
    "https://127.0.0.1",
    "http://[::1]:9",
    "http://localhost:3000",
    "https://LOCALHOST",
  ])("to this computer is direct, and never asked: %s", async (to) => {
    const { routeTo, asked } = bench();
    expect(await routeTo(to)).toBe("direct");
    expect(asked).toEqual([]);
  });

  test("is kept for a minute, for each origin by itself", async () => {
    const { routeTo, asked, clock } = bench();
    await Promise.all([routeTo(), routeTo(), routeTo("https://other.example")]);
    await clock.advance(59_000);
    await routeTo();
    expect(asked).toHaveLength(2);
    await clock.advance(1_000);
    await routeTo();
    expect(asked).toHaveLength(3);
  });

  test("is asked anew after a failure to that origin, and after a change of the network", async () => {
    const { routeTo, asked, proxies } = bench();
    await routeTo();
    await routeTo("https://other.example");
    proxies.failed(origin, new Error("broken"));
    await routeTo();
    await routeTo("https://other.example");
    expect(asked).toHaveLength(3);
    proxies.forget();
    await routeTo();
    await routeTo("https://other.example");
    expect(asked).toHaveLength(5);
  });

  test("is direct where the system cannot say", async () => {
    const { routeTo, logger, asked } = bench(() => Promise.reject(new Error("user:secret@proxy.example")));
    expect(await routeTo()).toBe("direct");
    expect(await routeTo()).toBe("direct");
    expect(asked).toHaveLength(1);
    expect(logger.lines).toEqual([expect.stringContaining("could not say")]);
    expect(logger.lines.join()).not.toContain("secret");
  });

  test("is direct where asking fails at once", async () => {
    const { routeTo } = bench(() => {
      throw new Error("no session");
    });
    expect(await routeTo()).toBe("direct");
  });

  test("is direct after three seconds without an answer, which counts when it comes", async () => {
    const { promise, resolve } = pending();
    const { routeTo, clock, asked } = bench(() => promise);
    let first: string | null = null;
    void routeTo().then((found) => (first = found));
    await clock.advance(2_900);
    expect(first).toBeNull();
    await clock.advance(100);
    expect(first).toBe("direct");
    expect(await routeTo()).toBe("direct");
    resolve("PROXY late.example:1");
    await clock.advance(0);
    expect(await routeTo()).toBe("late.example:1");
    expect(asked).toHaveLength(1);
  });

  test("an answer that comes after the network changed counts no more", async () => {
    const { promise, resolve } = pending();
    const made = bench(() => promise);
    void made.routeTo();
    made.proxies.forget();
    made.answer = () => Promise.resolve("DIRECT");
    await made.routeTo();
    resolve("PROXY old.example:1");
    await made.clock.advance(0);
    expect(await made.routeTo()).toBe("direct");
  });

  test("leaves nothing waiting", async () => {
    const { routeTo, clock } = bench();
    await routeTo();
    expect(clock.pendingCount).toBe(0);
  });

  test("a change of it is logged once, by host and port alone; a failure of a proxy as well", async () => {
    const { routeTo, proxies, logger } = bench();
    for (const to of [origin, "https://secret-label.example"]) await routeTo(to);
    for (let count = 0; count < 3; count += 1) {
      proxies.failed(origin, new ProxyFailure("refused", "proxy.example:3128", 503));
      await routeTo();
    }
    expect(logger.lines).toEqual([
      expect.stringContaining('{"routes":"proxy.example:3128"}'),
      expect.stringContaining('{"proxy":"proxy.example:3128","reason":"refused","status":503}'),
    ]);
  });
});
