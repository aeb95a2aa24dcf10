import type { Random } from "../../app/platform/ports.ts";
import type { MemorySession } from "../support/memory-session.ts";

/** Something that goes wrong for a while; answers what ends it. */
export type Fault = (memory: MemorySession, random: Random) => () => void;

/** What a long day brings. */
export const dailyFaults: Readonly<Record<string, Fault>> = {
  broadcastsAreLost: ({ server }) => {
    server.faults.broadcasts.dropRate = 1;
    return () => (server.faults.broadcasts.dropRate = 0);
  },
  broadcastsComeTwice: ({ server }) => {
    server.faults.broadcasts.duplicateRate = 1;
    return () => (server.faults.broadcasts.duplicateRate = 0);
  },
  broadcastsComeLate: ({ server }) => {
    server.faults.broadcasts.lateRate = 1;
    server.faults.broadcasts.lateMilliseconds = 6_000;
    return () => (server.faults.broadcasts.lateRate = 0);
  },
  answersAreSlow: ({ server }, random) => {
    server.faults.latency = () => random.fraction() * 3_000;
    return () => (server.faults.latency = 0);
  },
  tooManyRequests: ({ server }) => server.faults.answer(429),
  serverFails: ({ server }) => server.faults.answer(503),
  connectionsBreak: ({ server }) => server.faults.disconnect(),
  wayIsCut: ({ path }) => {
    path.open = false;
    return () => (path.open = true);
  },
  machineSleeps: ({ clock }, random) => {
    clock.sleep(15_000 + random.fraction() * 600_000);
    return () => undefined;
  },
  systemClockJumps: ({ clock }, random) => {
    const hours = random.fraction() < 0.5 ? 2 : -2;
    clock.jumpWall(hours * 3_600_000);
    return () => clock.jumpWall(-hours * 3_600_000);
  },
};
