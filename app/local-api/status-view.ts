import { type AccountView, accountViews, type Snapshot } from "../contract/snapshot.ts";
import { goalProgress, secondsOfDay } from "../model/day-goal.ts";
import { elapsedSeconds } from "../model/elapsed.ts";
import { loggedMinutes } from "../model/format.ts";
import type { Instant } from "../model/instant.ts";
import type { Project } from "../model/project.ts";
import { projectName, shownGroup } from "../model/project-name.ts";
import { isRunning, type Timer } from "../model/timer.ts";
import type { PublicAccount, PublicProject, PublicStatus, PublicTimer, PublicToday } from "./public-status.ts";

/** What of a snapshot a program is told: `view` is the account it asks about. */
export interface StatusInput {
  readonly snapshot: Snapshot;
  readonly view: AccountView;
  /** Of that account; null for none. */
  readonly goalMinutes: number | null;
  readonly now: Instant;
}

/** The public view of one account at an instant. */
export function publicStatus({ snapshot, view, goalMinutes, now }: StatusInput): PublicStatus {
  const { link, undo, question, absence } = view;
  return {
    revision: snapshot.revision,
    asOf: isoInstant(now.wall),
    account: publicAccount(view),
    accounts: accountViews(snapshot).flatMap((each) => publicAccount(each) ?? []),
    timersKnown: view.timersKnown,
    timers: view.timers.map((timer) => publicTimer(timer, view, now)),
    today: publicToday(view, now),
    goal: publicGoal(view, goalMinutes, now),
    link: {
      state: link.state,
      reason: link.reason,
      since: isoInstant(link.since),
      lastBroadcastAt: link.lastBroadcastAt === null ? null : isoInstant(link.lastBroadcastAt),
      lastAnswerAt: link.lastAnswerAt === null ? null : isoInstant(link.lastAnswerAt),
      fresh: view.timersKnown && (link.state === "live" || link.state === "polling"),
    },
    pending: view.pending.map(({ projectId, kind }) => ({ projectId, verb: kind })),
    undo:
      undo === null
        ? null
        : { kind: undo.kind, project: publicProject(undo.project, view), seconds: Math.floor(undo.seconds) },
    question: question !== null,
    absence: absence?.kind === "ran-on",
  };
}

/** Null while nobody is signed in. */
export function publicAccount({ id, account }: AccountView): PublicAccount | null {
  if (id === null || account.kind !== "signed-in") return null;
  const label = account.name === "" ? account.email : account.name;
  return { id, label: account.demo ? `${label} (demo)` : label, demo: account.demo };
}

export function publicProject(project: Project, { projects }: Pick<AccountView, "projects">): PublicProject {
  const group = project.group ?? shownGroup(project, projects);
  return { id: project.id, name: projectName(project, projects), group };
}

export function publicTimer(timer: Timer, view: Pick<AccountView, "projects">, now: Instant): PublicTimer {
  const seconds = elapsedSeconds(timer, now.monotonic);
  const { state, date, description, anchor, project } = timer;
  return {
    project: publicProject(project, view),
    state,
    seconds,
    // Derived from the anchor, so that it stays the same while nothing changes.
    since: isRunning(timer)
      ? isoInstant(wholeSecond(now.wall - (now.monotonic - anchor.monotonicAt) - anchor.seconds * 1000))
      : null,
    date,
    description,
    minutes: loggedMinutes(seconds, null),
    roundedMinutes: loggedMinutes(seconds, project.billingIncrement),
  };
}

/** Null until it was read. */
export function publicToday(view: AccountView, now: Instant): PublicToday | null {
  const { today, timers } = view;
  if (today === null) return null;
  return {
    date: today.date,
    endsAt: isoInstant(today.endsAt),
    projects: today.minutes.map(({ project, minutes }) => ({
      project: project === null ? null : publicProject(project, view),
      minutes,
    })),
    loggedMinutes: today.minutes.reduce((sum, { minutes }) => sum + minutes, 0),
    totalSeconds: Math.floor(secondsOfDay(today, timers, now.monotonic)),
  };
}

function publicGoal({ today, timers }: AccountView, minutes: number | null, now: Instant): PublicStatus["goal"] {
  if (minutes === null || today === null) return null;
  const progress = goalProgress(minutes, today, timers, now);
  return { minutes, doneSeconds: Math.floor(progress.total), reached: progress.kind === "reached" };
}

export function isoInstant(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString();
}

function wholeSecond(epochMilliseconds: number): number {
  return Math.round(epochMilliseconds / 1000) * 1000;
}
