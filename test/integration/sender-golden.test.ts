/** An account without webhooks: what is asked of it, and when, is what was asked before there was any proof by it. */
import { expect, it } from "vitest";
import { createMemorySession, createMemoryWorld } from "../support/memory-session.ts";

const second = 1_000;
const minute = 60 * second;

async function trace(status: number): Promise<readonly string[]> {
  const world = createMemoryWorld(7);
  world.server.faults.answer(status, { path: /^\/v2\/webhooks/u });
  const { clock, server, path } = world;
  const memory = createMemorySession({ world, seed: 7 });
  const began = clock.monotonicNow();
  memory.session.start();
  await clock.advance(minute);
  server.account.describeTimer(server.account.runningTimer()?.projectId ?? 0, "changed elsewhere");
  await clock.advance(10 * minute);
  path.open = false;
  await clock.advance(2 * minute);
  path.open = true;
  memory.session.wake();
  await clock.advance(minute);
  memory.session.setWindowOpen(true);
  await clock.advance(minute);
  const stopping = memory.stop();
  await clock.advance(minute);
  await stopping;
  return server.requests
    .filter(({ path: asked }) => !asked.startsWith("/v2/webhooks"))
    .map(({ route, monotonicAt }) => `${((monotonicAt - began) / second).toFixed(1)} ${route}`);
}

/** Seconds and requests. */
const golden = [
  "0.0 GET /v2/timers",
  "0.5 GET /v2/current_user",
  "1.1 GET /v2/projects",
  "1.6 GET /v2/broadcast_receivers",
  "2.1 POST /v2/broadcast_receivers",
  "2.6 GET /v2/timers",
  "3.1 GET /v2/current_user/entries",
  "3.7 GET /v2/timers",
  "17.1 GET /v2/timers",
  "61.0 GET /v2/projects/:id/timer",
  "300.0 GET /v2/broadcast_receivers/:id",
  "302.1 GET /v2/timers",
  "587.1 GET /v2/timers",
  "600.0 GET /v2/broadcast_receivers/:id",
  "780.0 GET /v2/timers",
  "780.5 GET /v2/projects",
  "781.0 GET /v2/broadcast_receivers/:id",
  "781.6 GET /v2/current_user/entries",
  "840.0 GET /v2/timers",
  "900.0 PUT /v2/broadcast_receivers/:id/disable",
];

it.each([
  ["forbids webhooks", 403],
  ["knows none", 404],
])("an account that %s: the same requests at the same time as without the proof", async (_name, status) => {
  expect(await trace(status)).toEqual(golden);
});
