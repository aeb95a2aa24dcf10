/** What an assistant may do by itself is bounded, whatever it was talked into. */
import type { Clock } from "../../platform/ports.ts";

const mostVerbs = 30;
/** In milliseconds. */
const hour = 3_600_000;
const day = 86_400_000;
const mostDays = 60;

export type LimitReached = "too-many" | "too-far";

export interface AssistantLimits {
  /** Null where it may go on: it is counted then. */
  check(input: unknown): LimitReached | null;
}

export function createAssistantLimits(clock: Pick<Clock, "wallNow" | "monotonicNow">): AssistantLimits {
  let times: readonly number[] = [];
  return {
    check(input) {
      const date = typeof input === "object" && input !== null && "date" in input ? input.date : undefined;
      const isFar = typeof date === "string" && Math.abs(Date.parse(date) - clock.wallNow()) > mostDays * day;
      if (isFar) return "too-far";
      const now = clock.monotonicNow();
      times = times.filter((time) => now - time < hour);
      if (times.length >= mostVerbs) return "too-many";
      times = [...times, now];
      return null;
    },
  };
}
