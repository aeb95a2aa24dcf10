import type { ReviewedTimer } from "../../app/contract/command.ts";
import { expectedTimer } from "../../app/contract/expected-timer.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import type { Random } from "../../app/platform/ports.ts";
import { startBench, type VerbsBench } from "./verbs-bench.ts";
import type { MemorySessionOptions } from "./memory-session.ts";

/** A live session whose account has `count` paused timers more, each of a project without one. */
export async function startReviewBench(count: number, options: MemorySessionOptions = {}): Promise<VerbsBench> {
  const bench = await startBench(options);
  const { account } = bench.server;
  const free = account.projects().filter(({ id, enabled }) => enabled && account.timer(id) === null);
  for (const [index, { id }] of free.slice(0, count).entries()) {
    account.startTimer(id, `Row ${index} #review`);
    account.adjustTimer(id, 300 + index * 431);
    account.pauseTimer(id);
  }
  account.startTimer(bench.running);
  await bench.send({ kind: "refresh" }, 15_000);
  return bench;
}

/** The review of all timers as they are shown, logged today. */
export function reviewOf(bench: VerbsBench): readonly ReviewedTimer[] {
  const now = bench.clock.monotonicNow();
  return bench.snapshot().timers.map((timer) => ({
    projectId: timer.projectId,
    minutes: Math.ceil(elapsedSeconds(timer, now) / 60),
    entryDate: bench.server.account.today,
    description: timer.description,
    expected: expectedTimer(timer, now),
  }));
}

export const reviewFaults = [
  "none",
  "answer-lost",
  "answer-late",
  "refused",
  "storm",
  "locked",
  "fails",
  "changed-elsewhere",
  "logged-elsewhere",
  "killed",
] as const;

export type ReviewFault = (typeof reviewFaults)[number];

export interface ReviewEnd {
  /** Entries that one timer made beyond its first. */
  readonly doubled: number;
  /** Timers that are neither in the account any more nor an entry. */
  readonly lost: number;
  /** Rows whose outcome is not what the account says of them. */
  readonly wrong: number;
}

/** One review under one fault, from its random moment on; what became of each timer. */
export async function reviewUnderFault(fault: ReviewFault, random: Random, seed: number): Promise<ReviewEnd> {
  const bench = await startReviewBench(3 + Math.floor(random.fraction() * 5), { seed });
  const { account, faults } = bench.server;
  const rows = reviewOf(bench);
  const before = new Set(account.entries.all().map(({ id }) => id));
  const victim = rows[Math.floor(random.fraction() * rows.length)];
  if (victim === undefined) throw new Error("There is no timer to review");
  const path = `/v2/projects/${victim.projectId}/timer/log`;
  const once = { method: "PUT", path, times: 1 };
  switch (fault) {
    case "none":
      break;
    case "answer-lost":
      faults.disconnect({ ...once, moment: "after" });
      break;
    case "answer-late":
      faults.hang({ ...once, moment: "after" });
      break;
    case "refused":
      faults.disconnect(once);
      break;
    case "storm":
      faults.answer(429, { times: 5 + Math.floor(random.fraction() * 20) });
      break;
    case "locked":
      faults.answer(503, once);
      break;
    case "fails":
      faults.answer(500, { ...once, moment: random.fraction() < 0.5 ? "before" : "after" });
      break;
    case "changed-elsewhere":
      account.adjustTimer(victim.projectId, 600);
      break;
    case "logged-elsewhere":
      account.logTimer(victim.projectId);
      break;
    case "killed":
      break;
  }
  const logged = bench.session.dispatch({ kind: "log-many", rows: [...rows] });
  if (fault === "killed") {
    await bench.clock.advance(Math.floor(random.fraction() * 6_000));
    await bench.session.stop("disable-receiver", AbortSignal.abort());
  }
  // A storm of refusals may keep each row waiting for minutes.
  await bench.clock.advance(fault === "storm" ? 3_600_000 : 240_000);
  await logged;
  const shown = bench.snapshot().review?.rows ?? [];
  const made = account.entries.all().filter(({ id }) => !before.has(id));
  let doubled = 0;
  let lost = 0;
  let wrong = 0;
  for (const row of rows) {
    const entries = made.filter(({ projectId }) => projectId === row.projectId).length;
    const isTimer = account.timer(row.projectId) !== null;
    doubled += Math.max(0, entries - 1) + (isTimer && entries > 0 ? 1 : 0);
    if (entries === 0 && !isTimer) lost += 1;
    const outcome = shown.find(({ id }) => id === row.expected.id)?.outcome.kind;
    if (fault === "killed") continue;
    // What was logged elsewhere is gone here, though it is an entry.
    const isRight = outcome === "logged" || outcome === "gone" ? entries === 1 : entries === 0 && outcome !== undefined;
    if (!isRight) wrong += 1;
  }
  await bench.close();
  return { doubled, lost, wrong };
}
