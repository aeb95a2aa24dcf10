import type { Snapshot } from "../contract/snapshot.ts";
import { timersTexts } from "../texts/timers.ts";
import { trayTexts } from "../texts/tray.ts";
import { foreignText } from "../model/native-text.ts";

const longestUnreadableName = 30;

/** What is said where no timer runs, or none is known to: one that could not be read may be running. */
export function noTimerText({ timersKnown, unreadableTimers }: Snapshot): string {
  if (!timersKnown) return trayTexts.timersUnknown;
  return unreadableTimers.length === 0 ? trayTexts.noTimer : timersTexts.noReadableTimer;
}

/** One line for all timers that could not be read; null where every one could. */
export function unreadableText({ unreadableTimers }: Pick<Snapshot, "unreadableTimers">): string | null {
  if (unreadableTimers.length === 0) return null;
  const names = unreadableTimers.flatMap((name) => (name === null ? [] : [foreignText(name, longestUnreadableName)]));
  return timersTexts.unreadable(unreadableTimers.length, names.join(", "));
}

/** The parts that are there, between middle dots. */
export function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
