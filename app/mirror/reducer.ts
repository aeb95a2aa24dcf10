/**
 * The mirror's only way to change: a pure function of the present state and one answer from the account.
 *
 * Answers may arrive in any order. Each carries the sequence number of its request, and per project the highest
 * one wins, so an older answer never overwrites a newer one, whichever of them was slower.
 */
import { assertNever } from "../model/assert-never.ts";
import type { Anchor, Provenance, TimerState } from "../model/timer.ts";
import type { Exchanged, LeftOut } from "../noko/api.ts";
import type { NokoTimer } from "../noko/resources.ts";

export interface MirroredTimer {
  /** As the account last described it: carries the URLs that verbs follow. */
  readonly resource: NokoTimer;
  readonly state: TimerState;
  readonly anchor: Anchor;
  /** Of the request whose answer this is. */
  readonly sequence: number;
  readonly provenance: Provenance;
  /** Monotonic milliseconds when it last changed its state as far as we saw: orders the paused ones. */
  readonly touchedAt: number;
}

export interface MirrorState {
  readonly timers: ReadonlyMap<number, MirroredTimer>;
  /** Projects whose timer is known to be gone, with the sequence that said so: an older answer must not revive it. */
  readonly gone: ReadonlyMap<number, number>;
  /** Sequence of the newest whole list; -1 before the first. */
  readonly listSequence: number;
  /** Timers of that list that could not be read. */
  readonly leftOut: readonly LeftOut[];
}

export const emptyMirror: MirrorState = { timers: new Map(), gone: new Map(), listSequence: -1, leftOut: [] };

export type MirrorEvent =
  | {
      readonly kind: "timer";
      readonly timer: NokoTimer;
      readonly sequence: number;
      readonly exchanged: Exchanged;
      readonly provenance: Provenance;
    }
  | { readonly kind: "gone"; readonly projectId: number; readonly sequence: number }
  | {
      readonly kind: "list";
      readonly timers: readonly { readonly timer: NokoTimer; readonly exchanged: Exchanged }[];
      readonly sequence: number;
      readonly leftOut: readonly LeftOut[];
    };

export interface MirrorChange {
  readonly state: MirrorState;
  /** Projects whose timer looks different from before in any way: surfaces must redraw. */
  readonly changedProjects: readonly number[];
  /** Of those, where the timer itself changed in a way that the account announces by a broadcast. */
  readonly changedTimers: readonly number[];
}

/** Applies one answer. Where nothing differs visibly, `changedProjects` is empty and surfaces need not redraw. */
export function reduceMirror(state: MirrorState, event: MirrorEvent): MirrorChange {
  const next = applyEvent(state, event);
  return { state: next, ...differences(state, next) };
}

function applyEvent(state: MirrorState, event: MirrorEvent): MirrorState {
  switch (event.kind) {
    case "timer":
      return applyTimer(state, event);
    case "gone":
      return applyGone(state, event.projectId, event.sequence);
    case "list":
      return applyList(state, event);
    default:
      return assertNever(event, "mirror event");
  }
}

function applyTimer(state: MirrorState, event: Extract<MirrorEvent, { kind: "timer" }>): MirrorState {
  const projectId = event.timer.project.id;
  if (event.sequence < newestSequenceOf(state, projectId)) return state;
  if (event.timer.state === "stopped") return applyGone(state, projectId, event.sequence);
  const timers = new Map(state.timers);
  timers.set(projectId, merge(state.timers.get(projectId), event.timer, event));
  const gone = new Map(state.gone);
  gone.delete(projectId);
  return { ...state, timers: oneRunning(timers, event.exchanged.receivedAt), gone };
}

function applyGone(state: MirrorState, projectId: number, sequence: number): MirrorState {
  if (sequence < newestSequenceOf(state, projectId)) return state;
  const timers = new Map(state.timers);
  timers.delete(projectId);
  return { ...state, timers, gone: new Map(state.gone).set(projectId, sequence) };
}

function applyList(state: MirrorState, event: Extract<MirrorEvent, { kind: "list" }>): MirrorState {
  if (event.sequence < state.listSequence) return state;
  const timers = new Map<number, MirroredTimer>();
  for (const [projectId, known] of state.timers) {
    if (known.sequence > event.sequence || mayBeLeftOut(known, event.leftOut)) timers.set(projectId, known);
  }
  const gone = new Map([...state.gone].filter(([, sequence]) => sequence > event.sequence));
  let newestArrival = 0;
  event.timers.forEach(({ timer, exchanged }, index) => {
    const projectId = timer.project.id;
    const { receivedAt } = exchanged;
    newestArrival = Math.max(newestArrival, receivedAt);
    if (timer.state === "stopped" || timers.has(projectId) || gone.has(projectId)) return;
    // The list names the most recent first; the fraction keeps that order among timers seen for the first time.
    const arrival = { sequence: event.sequence, exchanged, provenance: "reconcile" as const };
    const merged = merge(state.timers.get(projectId), timer, arrival);
    const isNew = !state.timers.has(projectId);
    timers.set(projectId, isNew ? { ...merged, touchedAt: receivedAt - index / 1000 } : merged);
  });
  return { timers: oneRunning(timers, newestArrival), gone, listSequence: event.sequence, leftOut: event.leftOut };
}

/** A timer that could not be read is not gone: what is known of it stays. */
function mayBeLeftOut({ resource }: MirroredTimer, leftOut: readonly LeftOut[]): boolean {
  return leftOut.some(({ url }) => url === resource.url);
}

function newestSequenceOf(state: MirrorState, projectId: number): number {
  const known = state.timers.get(projectId)?.sequence ?? state.gone.get(projectId);
  return known ?? state.listSequence;
}

interface Arrival {
  readonly sequence: number;
  readonly exchanged: Exchanged;
  readonly provenance: Provenance;
}

function merge(known: MirroredTimer | undefined, timer: NokoTimer, arrival: Arrival): MirroredTimer {
  const { exchanged, sequence, provenance } = arrival;
  const fresh: MirroredTimer = {
    resource: timer,
    state: timer.state,
    anchor: anchorOf(timer, exchanged),
    sequence,
    provenance,
    touchedAt: exchanged.receivedAt,
  };
  if (known === undefined) return fresh;
  const touchedAt = known.state === timer.state ? known.touchedAt : exchanged.receivedAt;
  const anchor = keepsAnchor(known, timer, exchanged) ? known.anchor : fresh.anchor;
  return { ...fresh, anchor, touchedAt };
}

/**
 * The account tells whole seconds, so of a running clock half a second more has passed on average; and it reported
 * them somewhere between our question and its arrival here.
 */
function anchorOf(timer: NokoTimer, { requestedAt, receivedAt }: Exchanged): Anchor {
  if (timer.state !== "running") return { seconds: timer.seconds, monotonicAt: receivedAt };
  return { seconds: timer.seconds + 0.5, monotonicAt: (requestedAt + receivedAt) / 2 };
}

/**
 * A second answer about an undisturbed clock differs a little, by the seconds cut and by the way it travelled.
 * Where it can be about the clock that is shown, the first anchor stays, so that no clock on screen ever jumps.
 */
function keepsAnchor(known: MirroredTimer, timer: NokoTimer, { requestedAt, receivedAt }: Exchanged): boolean {
  if (known.state !== timer.state) return false;
  if (known.state !== "running") return known.anchor.seconds === timer.seconds;
  const shownAt = (instant: number): number => known.anchor.seconds + (instant - known.anchor.monotonicAt) / 1000;
  return shownAt(receivedAt) >= timer.seconds - 0.5 && shownAt(requestedAt) < timer.seconds + 1.5;
}

/**
 * At most one timer runs in an account: starting one pauses the other (documented under "Timers"). The answer
 * to a start tells of the started one alone, so the other's pause is inferred at once and confirmed later: its
 * sequence stays, so that any real answer about it wins.
 */
function oneRunning(timers: Map<number, MirroredTimer>, now: number): Map<number, MirroredTimer> {
  const running = [...timers].filter(([, timer]) => timer.state === "running");
  if (running.length <= 1) return timers;
  const newest = running.reduce((best, candidate) => (candidate[1].sequence > best[1].sequence ? candidate : best));
  for (const [projectId, timer] of running) {
    if (projectId === newest[0]) continue;
    const seconds = Math.floor(timer.anchor.seconds + Math.max(0, now - timer.anchor.monotonicAt) / 1000);
    timers.set(projectId, {
      ...timer,
      state: "paused",
      anchor: { seconds, monotonicAt: now },
      provenance: "inferred",
      touchedAt: now,
    });
  }
  return timers;
}

function differences(before: MirrorState, after: MirrorState): Omit<MirrorChange, "state"> {
  if (before.timers === after.timers) return { changedProjects: [], changedTimers: [] };
  const pairs = [...new Set([...before.timers.keys(), ...after.timers.keys()])].map((projectId) => ({
    projectId,
    old: before.timers.get(projectId),
    now: after.timers.get(projectId),
  }));
  const changedTimers = pairs.filter(({ old, now }) => timerChanged(old, now));
  const changedProjects = pairs.filter(({ old, now }) => timerChanged(old, now) || looksDifferent(old, now));
  return {
    changedProjects: changedProjects.map((pair) => pair.projectId),
    changedTimers: changedTimers.map((pair) => pair.projectId),
  };
}

/** A running clock that jumps by less than this may owe it to a slow answer rather than to a change. */
const announcedClockJump = 10;

function timerChanged(old: MirroredTimer | undefined, now: MirroredTimer | undefined): boolean {
  if (old === undefined || now === undefined) return old !== now;
  return (
    old.state !== now.state ||
    (old.resource.description ?? "") !== (now.resource.description ?? "") ||
    old.resource.date !== now.resource.date ||
    clockJump(old, now) >= (now.state === "running" ? announcedClockJump : 1)
  );
}

/** How many seconds the clock of `now` is away from where that of `old` would be. */
function clockJump(old: MirroredTimer, now: MirroredTimer): number {
  const passed = now.state === "running" ? (now.anchor.monotonicAt - old.anchor.monotonicAt) / 1000 : 0;
  return Math.abs(Math.floor(now.anchor.seconds) - Math.floor(old.anchor.seconds + passed));
}

function looksDifferent(old: MirroredTimer | undefined, now: MirroredTimer | undefined): boolean {
  if (old === undefined || now === undefined) return old !== now;
  const [before, after] = [old.resource.project, now.resource.project];
  return (
    old.anchor !== now.anchor ||
    before.name !== after.name ||
    before.color !== after.color ||
    before.billingIncrement !== after.billingIncrement ||
    before.billable !== after.billable ||
    before.enabled !== after.enabled
  );
}
