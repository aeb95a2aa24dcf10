/**
 * A person with two computers and a phone, by a seed: they work here and there, start, switch and pause, go away for a
 * while, and answer what they are asked. Whole sessions of one account on one clock.
 */
import type { AbsenceRules } from "../../app/contract/settings.ts";
import { instantBefore } from "../../app/presence/idle/idle-source.ts";
import { instantNow } from "../../app/model/instant.ts";
import { createMemorySession, createMemoryWorld, type MemorySession } from "./memory-session.ts";
import { seededRandom } from "./seeded-random.ts";

const minute = 60_000;
const idleAfter = 10 * minute;

/** What a computer did about time that it could know nothing of, and what does not add up. */
export interface ScheduleFindings {
  readonly strange: readonly string[];
  readonly questions: number;
  readonly pauses: number;
  /** Seconds of all timers, less what they should be. */
  readonly difference: number;
  /** What may be cut of seconds: two, and one with each change. */
  readonly allowed: number;
}

interface Computer {
  readonly name: string;
  readonly memory: MemorySession;
  readonly rules: AbsenceRules;
  lastInput: number;
  /** Of each project whose timer ran while it was used: when that was last, epoch milliseconds. */
  readonly workedOn: Map<number, number>;
  isIdle: boolean;
  isLocked: boolean;
}

export async function runPresenceSchedule(seed: number, episodes = 14): Promise<ScheduleFindings> {
  const random = seededRandom(seed);
  const world = createMemoryWorld(seed);
  const { clock, server } = world;
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random.fraction() * values.length)] ?? values[0];
  const rule = () => pick(["ask", "pause", "keep"] as const);
  const computers = ["desk", "laptop"].map((name): Computer => {
    const rules = { idle: rule(), lock: rule(), sleep: rule(), shutdown: "keep" } as const;
    const memory = createMemorySession({
      seed,
      world,
      withoutRelay: true,
      absenceRules: () => rules,
      secondsSinceInput: () => (clock.monotonicNow() - computer.lastInput) / 1000,
    });
    const computer: Computer = {
      name,
      memory,
      rules,
      lastInput: clock.monotonicNow(),
      workedOn: new Map(),
      isIdle: false,
      isLocked: false,
    };
    return computer;
  });
  for (const { memory } of computers) memory.session.start();
  await clock.advance(10_000);
  const [first] = computers;
  const known = first?.memory.snapshot().timers.map(({ projectId }) => projectId) ?? [];
  const seconds = (): number =>
    known.reduce((sum, id) => {
      const timer = server.account.timer(id);
      return sum + (timer === null ? 0 : server.account.secondsOf(timer));
    }, 0);
  const runningId = (): number | null => known.find((id) => server.account.timer(id)?.run.kind === "running") ?? null;

  const strange: string[] = [];
  let [questions, pauses, changes, removed, ran] = [0, 0, 0, 0, 0];
  let started = { id: runningId(), at: Number.NEGATIVE_INFINITY };
  const begun = seconds();
  // Who starts the app is there.
  for (const { workedOn } of computers) if (started.id !== null) workedOn.set(started.id, clock.wallNow());

  /** Time in which something may change: what runs is seen every half second. */
  async function settle(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 500) {
      if (runningId() !== null) ran += 0.5;
      // oxlint-disable-next-line no-await-in-loop -- time passes step by step
      await clock.advance(500);
    }
  }

  /** Time passes in small steps, so that what ran is known; whoever is at a computer uses it. */
  async function pass(milliseconds: number, at: Computer | null): Promise<void> {
    for (let left = milliseconds; left > 0; left -= minute) {
      if (at !== null) use(at);
      const before = runningId();
      // oxlint-disable-next-line no-await-in-loop -- time passes step by step
      await clock.advance(Math.min(left, minute));
      if (before !== null) ran += Math.min(left, minute) / 1000;
      if (at !== null) use(at);
      // oxlint-disable-next-line no-await-in-loop -- as above
      for (const computer of computers) if (computer !== at) await neglect(computer);
    }
  }

  function use(computer: Computer): void {
    computer.lastInput = clock.monotonicNow();
    const running = runningId();
    if (running !== null) computer.workedOn.set(running, clock.wallNow());
  }

  /** It worked on the timer that runs: input here since that was started. */
  function hasSeen(computer: Computer): boolean {
    return started.id === runningId() && computer.lastInput >= started.at;
  }

  /** Nobody is at it: by and by it reports so. */
  async function neglect(computer: Computer): Promise<void> {
    const unused = clock.monotonicNow() - computer.lastInput;
    if (!computer.isIdle && unused >= idleAfter) {
      computer.isIdle = true;
      await left(computer, "idle", () =>
        computer.memory.session.leave("idle", { at: instantBefore(instantNow(clock), unused), isOver: false }),
      );
    }
    if (!computer.isLocked && unused >= 15 * minute) {
      computer.isLocked = true;
      await left(computer, "lock", () => computer.memory.session.leave("lock"));
    }
  }

  async function left(computer: Computer, reason: "idle" | "lock", leave: () => Promise<void>): Promise<void> {
    const seen = hasSeen(computer);
    const before = runningId();
    void leave();
    await settle(2_000);
    if (before === null || runningId() !== null) return;
    pauses += 1;
    if (!seen) strange.push(`${computer.name} paused by ${reason} what it had not seen`);
  }

  async function useAgain(computer: Computer): Promise<void> {
    use(computer);
    if (computer.isIdle) computer.memory.session.back("idle");
    if (computer.isLocked) {
      computer.memory.session.back("lock");
      computer.memory.session.recheck();
    }
    computer.isIdle = false;
    computer.isLocked = false;
    await pass(minute, computer);
  }

  async function answer(computer: Computer, workedOn: ReadonlyMap<number, number>, asOf: number): Promise<void> {
    const { absence } = computer.memory.snapshot();
    if (absence?.kind !== "ran-on") return;
    questions += 1;
    if (absence.from > asOf) strange.push(`${computer.name} asked about time after it was used again`);
    const seenAt = workedOn.get(absence.project.id);
    if (seenAt === undefined || absence.from - seenAt > minute) {
      strange.push(`${computer.name} asked about a timer that it had not seen`);
    }
    const chosen = pick(["keep", "remove"] as const);
    const answered = computer.memory.session.dispatch({ kind: "answer-absence", from: absence.from, answer: chosen });
    await settle(4_000);
    if ((await answered).kind === "done" && chosen === "remove") removed += absence.seconds;
  }

  async function verb(computer: Computer | null): Promise<void> {
    const projectId = pick(known.length > 0 ? [known[0] ?? 0, ...known.slice(1)] : [0]);
    const isPause = random.fraction() < 0.3 && runningId() !== null;
    if (computer === null) {
      if (isPause) server.account.pauseTimer(runningId() ?? projectId);
      else server.account.startTimer(projectId);
    } else {
      const command = isPause
        ? ({ kind: "pause", projectId: runningId() ?? projectId } as const)
        : ({ kind: "start", projectId } as const);
      void computer.memory.session.dispatch(command);
    }
    const at = clock.monotonicNow();
    await settle(2_000);
    changes += 1;
    if (runningId() !== started.id) started = { id: runningId(), at };
  }

  for (let episode = 0; episode < episodes; episode += 1) {
    const where = pick(["desk", "laptop", "phone", "away", "away"] as const);
    const computer = computers.find(({ name }) => name === where) ?? null;
    /* oxlint-disable no-await-in-loop -- one after the other, as a day goes */
    if (computer !== null) {
      // What it had seen before it was left.
      const [workedOn, asOf] = [new Map(computer.workedOn), clock.wallNow()];
      await useAgain(computer);
      await answer(computer, workedOn, asOf);
    }
    if (where !== "away" && random.fraction() < 0.6) await verb(computer);
    await pass(Math.round((2 + random.fraction() * 28) * minute), computer);
    /* oxlint-enable no-await-in-loop */
  }
  const difference = seconds() - begun - (ran - removed);
  for (const { memory } of computers) void memory.session.stop("disable-receiver", AbortSignal.abort());
  server.stop();
  return { strange, questions, pauses, difference, allowed: 2 + (questions + pauses + changes) };
}
