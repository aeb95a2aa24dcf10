/**
 * How well the link served over the last days, and how old what is shown can be: counted while a person was here and
 * the computer awake, since nobody looks at it otherwise.
 */
import * as v from "valibot";
import type { HealthReport, LinkEvent } from "../contract/application.ts";
import type { LinkState } from "../contract/snapshot.ts";
import { dayOf } from "../model/day.ts";
import type { Clock, SettingsStore } from "../platform/ports.ts";

const key = "health";
const mostDays = 7;
const mostEvents = 200;
const hour = 60 * 60_000;
/** The link is judged every five minutes at least: where more time passed, the computer slept. */
const longestStretch = 6 * 60_000;

const daySchema = v.object({
  date: v.pipe(v.string(), v.isoDate()),
  hereMs: v.pipe(v.number(), v.minValue(0)),
  liveMs: v.pipe(v.number(), v.minValue(0)),
});
type Day = v.InferOutput<typeof daySchema>;

export interface LinkHealthPorts {
  readonly clock: Pick<Clock, "wallNow" | "monotonicNow">;
  /** The account's. */
  readonly store: SettingsStore;
}

export interface LinkHealth {
  /** The link is judged to be so from now on. */
  shown(state: LinkState): void;
  /** What is shown was compared with the whole account. */
  confirmed(): void;
  note(event: LinkEvent["kind"]): void;
  /** The person left the computer, or is back at it. */
  personIs(here: boolean): void;
  report(): HealthReport;
  /** Keeps what was counted. */
  end(): void;
  /** Removes what was kept. */
  forget(): void;
}

export function createLinkHealth({ clock, store }: LinkHealthPorts): LinkHealth {
  const stored = v.safeParse(v.array(daySchema), store.get(key));
  let days: readonly Day[] = stored.success ? stored.output : [];
  let events: readonly LinkEvent[] = [];
  let state: LinkState | null = null;
  let here = true;
  let countedUntil = clock.monotonicNow();
  let keptAt = clock.monotonicNow();
  let confirmedAt: number | null = null;
  let worstAge = 0;

  function count(): void {
    const now = clock.monotonicNow();
    const passed = now - countedUntil;
    countedUntil = now;
    // What was shown meanwhile nobody saw.
    if (passed > longestStretch) confirmedAt = null;
    if (!here || state === null || passed === 0 || passed > longestStretch) return;
    if (confirmedAt !== null) worstAge = Math.max(worstAge, now - confirmedAt);
    const date = dayOf(clock.wallNow(), 0);
    const today = days.find((day) => day.date === date) ?? { date, hereMs: 0, liveMs: 0 };
    const counted = {
      date,
      hereMs: today.hereMs + passed,
      liveMs: today.liveMs + (state === "live" ? passed : 0),
    };
    days = [...days.filter((day) => day.date !== date), counted].slice(-mostDays);
  }

  function keep(): void {
    keptAt = clock.monotonicNow();
    if (days.length > 0) store.set(key, days);
  }

  function note(kind: LinkEvent["kind"]): void {
    events = [...events, { at: clock.wallNow(), kind }].slice(-mostEvents);
  }

  return {
    shown: (next) => {
      count();
      if ((next === "live") !== (state === "live")) note(next === "live" ? "connected" : "lost");
      state = next;
    },
    confirmed: () => {
      count();
      confirmedAt = clock.monotonicNow();
      // Written when the account answered: what strangers send writes nothing.
      if (confirmedAt - keptAt >= hour) keep();
    },
    note,
    personIs: (isHere) => {
      count();
      if (isHere && !here) confirmedAt = null;
      here = isHere;
    },
    report: () => {
      count();
      return {
        age: confirmedAt === null ? null : clock.monotonicNow() - confirmedAt,
        worstAge,
        hereMs: days.reduce((sum, day) => sum + day.hereMs, 0),
        liveMs: days.reduce((sum, day) => sum + day.liveMs, 0),
        events,
      };
    },
    end: () => {
      count();
      keep();
    },
    forget: () => store.delete(key),
  };
}
