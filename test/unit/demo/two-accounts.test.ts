/** Two accounts on two servers, as one computer would meet them. */
import { describe, expect, it } from "vitest";
import { RateLimiter } from "../../../app/demo/rate-limiter.ts";
import { FakeClock } from "../../support/fake-clock.ts";
import { createSharedDemoServer } from "../../support/noko/shared-server.ts";
import { bench } from "./support.ts";

/** Every number and every name in what the lists of an account answer. */
async function numbersAndNames(number: number): Promise<ReadonlySet<string>> {
  const { ask, server } = bench({ cast: "quiet", number, projects: 20, receivers: 1 });
  const found = new Set<string>();
  const targets = ["/timers", "/projects", "/project_groups", "/entries", "/tags", "/users", "/account"];
  for (const target of [...targets, "/broadcast_receivers"]) collect((await ask("GET", target)).json, found);
  server.stop();
  return found;
}

function collect(json: unknown, found: Set<string>): void {
  if (typeof json !== "object" || json === null) return;
  if ("id" in json) found.add(`id ${String(json.id)}`);
  if ("email" in json) found.add(String(json.email));
  if ("billing_increment" in json && "name" in json) found.add(`project ${String(json.name)}`);
  for (const value of Object.values(json)) collect(value, found);
}

describe("two demo accounts", () => {
  it("share no number, no e-mail address and no name of a project", async () => {
    const [first, second] = [await numbersAndNames(0), await numbersAndNames(1)];
    expect(first.size).toBeGreaterThan(60);
    expect(second.size).toBe(first.size);
    expect([...first].filter((item) => second.has(item))).toEqual([]);
  });

  it("have tokens of their own, which the other refuses", async () => {
    const [one, other] = [bench({ token: "one" }), bench({ token: "other", number: 1 })];
    const headers = { "User-Agent": "x", "X-NokoToken": "one" };
    expect((await one.ask("GET", "/timers", undefined, headers)).status).toBe(200);
    expect((await other.ask("GET", "/timers", undefined, headers)).status).toBe(401);
  });

  it("both play, each with its own projects", async () => {
    const { server, clock } = bench({ cast: "lively", number: 1 });
    const seen = new Set<number>();
    server.account.onTimerMessage(({ projectId }) => seen.add(projectId));
    await clock.advance(600_000);
    expect(seen.size).toBeGreaterThan(2);
    const own = new Set(server.account.projects().map(({ id }) => id));
    expect([...seen].filter((id) => !own.has(id))).toEqual([]);
    server.stop();
  });

  it("stand behind one address, distinguished by their tokens, with one rate limit", async () => {
    const clock = new FakeClock();
    const server = createSharedDemoServer([{ clock }, { clock }]);
    const fetch = server.fetchFrom("192.0.2.1");
    const ask = async (token: string, path: string) => {
      const headers = { "User-Agent": "x", "X-NokoToken": token };
      const signal = new AbortController().signal;
      const answer = await fetch(`${server.baseUrl}${path}`, { method: "GET", headers, redirect: "manual", signal });
      return { status: answer.status, text: await answer.text() };
    };
    const tokens = server.accounts.map(({ token }) => token);
    const asked = [...tokens, "neither"].map((token) => ask(token, "/account"));
    await clock.advance(3000);
    const [first, second, neither] = await Promise.all(asked);
    expect([first?.status, second?.status, neither?.status]).toEqual([200, 200, 401]);
    expect(first?.text).toContain('"id":3344,');
    expect(second?.text).toContain('"id":100003344,');
    const many = Promise.all(Array.from({ length: 20 }, (_, index) => ask(tokens[index % 2] ?? "", "/timers")));
    await clock.advance(3000);
    expect((await many).filter(({ status }) => status === 200)).toHaveLength(7);
    expect(server.accounts.map(({ requests }) => requests.length)).toEqual([12, 11]);
    await server.stop();
  });

  it("share one rate limit of an address where they are given one", async () => {
    const clock = new FakeClock();
    const rateLimiter = new RateLimiter(clock);
    const options = { clock, rateLimiter, rateLimit: true };
    const [one, other] = [bench(options), bench({ ...options, number: 1 })];
    const asked = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : other).ask("GET", "/timers"));
    await clock.advance(3000);
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(7);
    expect(statuses.filter((status) => status === 429)).toHaveLength(13);
  });
});
