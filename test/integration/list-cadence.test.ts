/** How often the account is asked for its timers, by what the link says: the promises are made of these figures. */
import { afterEach, expect, test } from "vitest";
import { createMemorySession, type MemorySession, type MemorySessionOptions } from "../support/memory-session.ts";

let memory: MemorySession;

afterEach(async () => {
  const stopping = memory.stop();
  await memory.clock.advance(60_000);
  await stopping;
});

const lists = (): number =>
  memory.server.requests.filter(({ method, path }) => method === "GET" && /\/v2\/timers(?:\?|$)/u.test(path)).length;

interface Case {
  readonly link: string;
  readonly options: MemorySessionOptions;
  readonly windowOpen: boolean;
  readonly seconds: number;
}

test.each<Case>([
  { link: "live", options: {}, windowOpen: false, seconds: 285 },
  { link: "polling", options: { withoutRelay: true }, windowOpen: false, seconds: 25 },
  { link: "polling", options: { withoutRelay: true }, windowOpen: true, seconds: 10 },
  { link: "live", options: {}, windowOpen: true, seconds: 285 },
])("while $link, window open: $windowOpen, each $seconds s", async ({ link, options, windowOpen, seconds }) => {
  memory = createMemorySession(options);
  memory.session.start();
  await memory.clock.advance(60_000);
  memory.session.setWindowOpen(windowOpen);
  await memory.clock.advance(60_000);
  expect(memory.snapshot().link.state).toBe(link);
  const before = lists();
  await memory.clock.advance(20 * seconds * 1_000);
  // An answer takes a moment, and the next interval begins with it.
  expect(lists() - before).toBeGreaterThanOrEqual(19);
  expect(lists() - before).toBeLessThanOrEqual(20);
});
