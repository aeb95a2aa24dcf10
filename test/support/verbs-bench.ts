import type { Command, ExpectedTimer } from "../../app/contract/command.ts";
import type { CommandResult } from "../../app/contract/requests.ts";
import { expectedTimer } from "../../app/contract/expected-timer.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import type { Timer } from "../../app/model/timer.ts";
import { createMemorySession, type MemorySession, type MemorySessionOptions } from "./memory-session.ts";

/** A session that is live on the demo account, with what tests of verbs ask again and again. */
export interface VerbsBench extends MemorySession {
  /** Gear GmbH in the demo account. */
  readonly running: number;
  /** Sprockets Inc. in the demo account. */
  readonly paused: number;
  /** A project without a timer. */
  readonly idle: number;
  /** Sends a verb and lets time pass until it is answered. */
  send(command: Command, milliseconds?: number): Promise<CommandResult>;
  /** Null where surfaces show none. */
  shown(projectId: number): Timer | null;
  shownSeconds(projectId: number): number;
  /** What a client sees of it now. */
  expected(projectId: number): ExpectedTimer;
  /** The account's own whole seconds; null where it has no timer. */
  accountSeconds(projectId: number): number | null;
  /** Requests that changed something since the last call, as `METHOD verb`. */
  sent(): readonly string[];
  close(): Promise<void>;
}

export async function startBench(options: MemorySessionOptions = {}): Promise<VerbsBench> {
  const memory = createMemorySession(options);
  memory.session.start();
  await memory.clock.advance(10_000);
  const [running, paused] = memory.snapshot().timers.map((timer) => timer.projectId);
  const idle = memory.snapshot().projects.find((project) => memory.server.account.timer(project.id) === null)?.id;
  if (running === undefined || paused === undefined || idle === undefined) throw new Error("The demo account is empty");
  let counted = memory.server.requests.length;
  const shown = (projectId: number): Timer | null =>
    memory.snapshot().timers.find((timer) => timer.projectId === projectId) ?? null;
  const shownOrThrow = (projectId: number): Timer => {
    const timer = shown(projectId);
    if (timer === null) throw new Error(`Project ${projectId} has no timer on screen`);
    return timer;
  };
  return {
    ...memory,
    running,
    paused,
    idle,
    shown,
    shownSeconds: (projectId) => elapsedSeconds(shownOrThrow(projectId), memory.clock.monotonicNow()),
    expected: (projectId) => expectedTimer(shownOrThrow(projectId), memory.clock.monotonicNow()),
    accountSeconds: (projectId) => {
      const timer = memory.server.account.timer(projectId);
      return timer === null ? null : memory.server.account.secondsOf(timer);
    },
    send: async (command, milliseconds = 3_000) => {
      const result = memory.session.dispatch(command);
      await memory.clock.advance(milliseconds);
      return result;
    },
    sent: () => {
      const requests = memory.server.requests.slice(counted).filter(({ method }) => method !== "GET");
      counted = memory.server.requests.length;
      return requests
        .filter(({ path }) => path.includes("/timer"))
        .map(({ method, path }) => `${method} ${/\/timer\/?(.*)$/u.exec(path)?.[1] ?? ""}`.trim());
    },
    close: async () => {
      memory.server.faults.clear();
      const stopping = memory.stop();
      // Long enough for what was still under way to time out.
      await memory.clock.advance(60_000);
      await stopping;
    },
  };
}
