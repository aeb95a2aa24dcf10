import type { Snapshot } from "../contract/snapshot.ts";
import { trayTexts } from "../texts/tray.ts";
import { elide, nativeText } from "../model/native-text.ts";

/** Left-to-right text that carries none of these needs no isolation. */
const rightToLeft =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const longestUnreadableName = 30;
const firstStrongIsolate = "\u2068";
const popIsolate = "\u2069";

/** A name or description as one line that the native side takes: each run of white space becomes one space. */
export function oneLine(text: string): string {
  return nativeText(text).replace(/\s+/g, " ").trim();
}

/**
 * Somebody else's text inside ours: one line, at most `limit` UTF-16 units, and set apart where it is written
 * from right to left, so that it does not turn the time and words around it.
 */
export function foreignText(text: string, limit: number): string {
  const line = oneLine(text);
  if (!rightToLeft.test(line)) return elide(line, limit);
  return `${firstStrongIsolate}${elide(line, Math.max(0, limit - 2))}${popIsolate}`;
}

/** What is said where no timer runs, or none is known to: one that could not be read may be running. */
export function noTimerText({ timersKnown, unreadableTimers }: Snapshot): string {
  if (!timersKnown) return trayTexts.timersUnknown;
  return unreadableTimers.length === 0 ? trayTexts.noTimer : trayTexts.noReadableTimer;
}

/** One line for all timers that could not be read; null where every one could. */
export function unreadableText({ unreadableTimers }: Pick<Snapshot, "unreadableTimers">): string | null {
  if (unreadableTimers.length === 0) return null;
  const names = unreadableTimers.flatMap((name) => (name === null ? [] : [foreignText(name, longestUnreadableName)]));
  return trayTexts.unreadable(unreadableTimers.length, names.join(", "));
}

/** The parts that are there, between middle dots. */
export function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}
