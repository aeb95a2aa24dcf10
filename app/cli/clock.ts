/** A status tells seconds at an instant: from there its reader counts on. */
import type { PublicStatus, PublicTimer } from "../local-api/public-status.ts";

export function isFresh({ link, timersKnown }: PublicStatus): boolean {
  return timersKnown && link.fresh;
}

export function secondsAt(timer: PublicTimer, { asOf }: Pick<PublicStatus, "asOf">, now: number): number {
  if (timer.state !== "running") return timer.seconds;
  return timer.seconds + Math.max(0, Math.floor((now - Date.parse(asOf)) / 1000));
}

/** The one that a bar with room for one shows. */
export function shownTimer({ timers }: PublicStatus): PublicTimer | null {
  return timers.find(({ state }) => state === "running") ?? timers.find(({ state }) => state === "paused") ?? null;
}

/** Milliseconds until the running clock shows another second or minute; null where none runs. */
export function untilNextTick(status: PublicStatus, tick: "second" | "minute", now: number): number | null {
  const timer = shownTimer(status);
  if (timer?.state !== "running") return null;
  const unit = tick === "second" ? 1_000 : 60_000;
  const elapsed = timer.seconds * 1_000 + Math.max(0, now - Date.parse(status.asOf));
  return unit - (elapsed % unit);
}
