import { runningTimer } from "../../app/contract/snapshot.ts";
import { useState } from "react";
import { timersTexts } from "../../app/texts/timers.ts";
import type { Timer } from "../../app/model/timer.ts";

/** Tells screen readers which timer runs when that changes, wherever it was changed. Never the digits. */
export function Announcer({ timers }: { readonly timers: readonly Timer[] }) {
  const running = runningTimer({ timers }) ?? null;
  const [last, setLast] = useState({ running, message: "" });
  if (last.running?.projectId !== running?.projectId) {
    setLast({ running, message: describeChange(last.running, running, timers) });
  }
  return <output className="visually-hidden">{last.message}</output>;
}

function describeChange(before: Timer | null, after: Timer | null, timers: readonly Timer[]): string {
  if (after !== null) return timersTexts.isRunning(after.project.name);
  const kept = before !== null && timers.some((timer) => timer.projectId === before.projectId);
  return kept ? timersTexts.isPaused(before.project.name) : timersTexts.noTimerTitle;
}
