/**
 * What the whole session does when the account's API misbehaves: for every way and every moment, the mirror is
 * right again afterwards, one receiver of ours is left, the token went to the API alone, and nobody was asked
 * more than twice a second.
 */
import { describe, expect, test } from "vitest";
import type { LinkReason } from "../../app/contract/snapshot.ts";
import type { FaultMatch } from "../support/noko/faults.ts";
import type { MemoryDemoServer } from "../support/noko/server.ts";
import { createMemorySession, type MemorySession, publicUrl } from "../support/memory-session.ts";
import { mostInOneSecond } from "../support/rate.ts";
import { accountTimers, shownTimers } from "../support/shown-and-held.ts";

const foreign = "https://attacker.test/v2";

interface Fault {
  readonly name: string;
  readonly begin: (server: MemoryDemoServer, match: FaultMatch) => void;
  /** Where it strikes everything: what the link says meanwhile. */
  readonly reason: LinkReason;
}

const faults: readonly Fault[] = [
  { name: "429 without a word", begin: (server, match) => server.faults.answer(429, match), reason: "starting" },
  {
    name: "429 with Retry-After in seconds",
    begin: (server, match) => server.faults.answer(429, match, { headers: { "retry-after": "3" } }),
    reason: "starting",
  },
  {
    name: "503, locked for migration",
    begin: (server, match) => server.faults.answer(503, match),
    reason: "account-locked",
  },
  {
    name: "500 with a page",
    begin: (server, match) => server.faults.answer(500, match, { body: "<html>" }),
    reason: "account-fails",
  },
  {
    name: "200 with a page",
    begin: (server, match) => server.faults.answer(200, match, { body: "<html>sign in</html>" }),
    reason: "answer-unreadable",
  },
  { name: "no answer", begin: (server, match) => server.faults.hang(match), reason: "api-unreachable" },
  { name: "a broken connection", begin: (server, match) => server.faults.disconnect(match), reason: "api-unreachable" },
  {
    name: "302 to a stranger",
    begin: (server, match) => server.faults.redirect(302, `${foreign}/timers`, match),
    reason: "led-elsewhere",
  },
  {
    name: "307 to a stranger",
    begin: (server, match) => server.faults.redirect(307, `${foreign}/timers`, match),
    reason: "led-elsewhere",
  },
  {
    name: "301 to a stranger",
    begin: (server, match) => server.faults.redirect(301, `${foreign}/timers`, match),
    reason: "led-elsewhere",
  },
];

const moments: readonly { readonly name: string; readonly match: FaultMatch }[] = [
  { name: "every request", match: {} },
  { name: "every list of timers", match: { route: "GET /v2/timers" } },
  { name: "every call about receivers", match: { path: /^\/v2\/broadcast_receivers/ } },
  { name: "every other request", match: { where: alternating() } },
];

function alternating(): () => boolean {
  let count = 0;
  return () => (count += 1) % 2 === 0;
}

describe.each(faults)("$name", ({ begin, reason }) => {
  test.each(moments)("to $name, from the start and for a minute", async ({ name, match }) => {
    const memory = createMemorySession({ seed: 5 });
    begin(memory.server, match);
    memory.session.start();
    await memory.clock.advance(30_000);
    if (name === "every request") expect(memory.snapshot().link.reason).toBe(reason);
    await memory.clock.advance(30_000);
    await expectRecovery(memory);
  });

  test.each(moments)("to $name, in the midst of a day", async ({ match }) => {
    const memory = createMemorySession({ seed: 6 });
    memory.session.start();
    await memory.clock.advance(20_000);
    begin(memory.server, match);
    memory.server.account.pauseTimer(memory.snapshot().timers[0]?.projectId ?? 0);
    memory.session.wake();
    await memory.clock.advance(60_000);
    expect(memory.snapshot().timers.length).toBeGreaterThanOrEqual(3);
    await expectRecovery(memory);
  });
});

async function expectRecovery(memory: MemorySession): Promise<void> {
  memory.server.faults.clear();
  await memory.clock.advance(120_000);
  expect(shownTimers(memory)).toEqual(accountTimers(memory));
  expect(memory.snapshot().link).toMatchObject({ state: "live", reason: "verified" });
  const ours = memory.server.account.receivers.all();
  expect(ours).toMatchObject([{ enabled: true, subjects: ["timer"] }]);
  expect(ours[0]?.payloadUri.startsWith(`${publicUrl}/b/`)).toBe(true);
  expect(mostInOneSecond(memory.server.requests.map((request) => request.at))).toBeLessThanOrEqual(2);
  expect(memory.strangers).toEqual([]);
  const log = memory.logger.lines.join("\n");
  for (const secret of [memory.server.token, ours[0]?.secret ?? "", ours[0]?.payloadUri ?? ""]) {
    expect(log.includes(secret)).toBe(false);
  }
  const stopping = memory.stop();
  await memory.clock.advance(5_000);
  await stopping;
}

test.each<{ readonly status: number; readonly reason: LinkReason }>([
  { status: 403, reason: "account-refuses" },
  { status: 404, reason: "account-fails" },
  { status: 500, reason: "account-fails" },
  { status: 503, reason: "account-locked" },
  { status: 200, reason: "answer-unreadable" },
])("the list of timers answered by $status alone: $reason, and live again by itself", async ({ status, reason }) => {
  const memory = createMemorySession({ seed: 9 });
  memory.session.start();
  await memory.clock.advance(20_000);
  memory.server.faults.answer(status, { route: "GET /v2/timers" }, { body: "<html>" });
  memory.session.reconcile();
  await memory.clock.advance(60_000);
  expect(memory.snapshot().link).toMatchObject({ state: "offline", reason });
  expect(memory.snapshot().timers.length).toBeGreaterThanOrEqual(3);
  await expectRecovery(memory);
});

test("a token that stops being good ends every call, and is reported once", async () => {
  const memory = createMemorySession({ seed: 7 });
  memory.session.start();
  await memory.clock.advance(20_000);
  memory.server.faults.revokedToken = true;
  memory.session.wake();
  await memory.clock.advance(5_000);
  const asked = memory.server.requests.length;
  await memory.clock.advance(3_600_000);
  expect(memory.server.requests.length).toBe(asked);
  expect(memory.tokenRejections()).toBe(1);
});

test("an account that forbids broadcasts is polled, and used fully once it allows them", async () => {
  const memory = createMemorySession({ seed: 8 });
  memory.server.faults.forbiddenBroadcasts = true;
  memory.session.start();
  await memory.clock.advance(20_000);
  expect(memory.snapshot().link).toMatchObject({ state: "polling", reason: "broadcasts-forbidden" });
  memory.server.account.pauseTimer(memory.snapshot().timers[0]?.projectId ?? 0);
  await memory.clock.advance(30_000);
  expect(shownTimers(memory)).toEqual(accountTimers(memory));
  memory.server.faults.forbiddenBroadcasts = false;
  await memory.clock.advance(6 * 60_000);
  expect(memory.snapshot().link.state).toBe("live");
});
