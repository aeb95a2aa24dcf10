/** What a program's verb comes to: which command on which timer, as things are now. Pure: nothing is done here. */
import type { Command } from "../contract/command.ts";
import { expectedTimer } from "../contract/expected-timer.ts";
import type { AccountView } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import { dayOf } from "../model/day.ts";
import { elapsedSeconds } from "../model/elapsed.ts";
import { loggedMinutes, roundUpMinutes } from "../model/format.ts";
import type { Instant } from "../model/instant.ts";
import type { Project } from "../model/project.ts";
import { isPaused, isRunning, type Timer } from "../model/timer.ts";
import { localApiTexts } from "../texts/local-api.ts";
import type { LocalAnswer } from "./local-requests.ts";
import { ambiguousProject, refuse, RequestRefused } from "./problems.ts";
import type { LocalRequest } from "./protocol.ts";
import type { PublicTimer } from "./public-status.ts";
import { resolveProject } from "./resolve-project.ts";
import { publicProject } from "./status-view.ts";

export type VerbRequest = LocalRequest<
  "start" | "pause" | "resume" | "switch" | "toggle" | "log" | "adjust" | "describe" | "discard" | "undo"
>;
/** What decides about a verb: a request, or the part of one that a person is asked about. */
export type VerbWish = VerbRequest extends infer Each
  ? Each extends VerbRequest
    ? Omit<Each, "id" | "dryRun">
    : never
  : never;
export type EntryMade = LocalAnswer<"log">["entry"];

export interface Plan {
  readonly command: Command;
  readonly project: Project;
  /** Of `log`: what comes of it. */
  readonly entry: EntryMade | null;
}

/** A verb as it was decided: with the timer as it was then. */
export interface Decided {
  readonly plan: Plan;
  readonly before: PublicTimer | null;
  readonly view: AccountView;
}

/** Throws `RequestRefused` where it cannot be told what is meant, or there is nothing to do it to. */
export function planVerb(wish: VerbWish, view: AccountView, now: Instant): Plan {
  const account = view.id === null ? {} : { account: view.id };
  const seen = (timer: Timer) => expectedTimer(timer, now.monotonic);
  switch (wish.do) {
    case "start":
    case "switch": {
      const project = projectOf(wish.project, startable(view), view);
      const text = wish.description === undefined ? {} : { description: wish.description };
      return plan({ kind: "start", ...account, projectId: project.id, ...text }, project);
    }
    case "pause": {
      const { project, projectId } = wish.project === undefined ? running(view) : timerOf(wish.project, view);
      return plan({ kind: "pause", ...account, projectId }, project);
    }
    case "resume": {
      const { project, projectId } = wish.project === undefined ? lastPaused(view) : timerOf(wish.project, view);
      return plan({ kind: "start", ...account, projectId }, project);
    }
    case "toggle": {
      const { project, projectId, state } = anyTimer(view);
      return plan({ kind: state === "running" ? "pause" : "start", ...account, projectId }, project);
    }
    case "log":
      return planLog(wish, timerMeant(wish.project, view), view, now);
    case "adjust": {
      const timer = timerMeant(wish.project, view);
      const { projectId, project } = timer;
      return plan({ kind: "adjust", ...account, projectId, seconds: wish.seconds, expected: seen(timer) }, project);
    }
    case "describe": {
      const timer = timerMeant(wish.project, view);
      const { description } = wish;
      const { projectId, project } = timer;
      return plan({ kind: "describe", ...account, projectId, description, expected: seen(timer) }, project);
    }
    case "discard": {
      const timer = timerMeant(wish.project, view);
      const { projectId, project } = timer;
      return plan({ kind: "discard", ...account, projectId, expected: seen(timer) }, project);
    }
    case "undo":
      return view.undo === null ? refuse("nothing-to-undo") : plan({ kind: "undo", ...account }, view.undo.project);
    default:
      return assertNever(wish, "verb");
  }
}

/** The project that is meant among `among`. Throws `RequestRefused`. */
export function projectOf(asked: number | string, among: readonly Project[], view: AccountView): Project {
  const resolved = resolveProject(asked, among, view);
  switch (resolved.kind) {
    case "found":
      return resolved.project;
    case "unknown":
      return refuse(
        "unknown-project",
        view.projectsLoaded === "all" ? localApiTexts.unknownProject : localApiTexts.projectsNotRead,
      );
    case "ambiguous":
      throw new RequestRefused(ambiguousProject(resolved.candidates, view));
    default:
      return assertNever(resolved, "project");
  }
}

/** What a timer can be started on: also a project that was closed since its timer began. */
function startable({ projects, timers }: AccountView): readonly Project[] {
  const closed = timers.map(({ project }) => project).filter(({ id }) => !projects.some((other) => other.id === id));
  return closed.length === 0 ? projects : [...projects, ...closed];
}

function planLog(
  { minutes, date, description }: Extract<VerbWish, { do: "log" }>,
  timer: Timer,
  view: AccountView,
  now: Instant,
): Plan {
  const { project, projectId } = timer;
  const seconds = elapsedSeconds(timer, now.monotonic);
  const command: Command = {
    kind: "log",
    ...(view.id === null ? {} : { account: view.id }),
    projectId,
    ...(minutes === undefined ? {} : { minutes }),
    ...(date === undefined ? {} : { entryDate: date }),
    ...(description === undefined ? {} : { description }),
    expected: expectedTimer(timer, now.monotonic),
  };
  const entry: EntryMade = {
    project: publicProject(project, view),
    date: date ?? timer.date ?? presentDay(view, now),
    minutes: minutes ?? loggedMinutes(seconds, null),
    roundedMinutes:
      minutes === undefined
        ? loggedMinutes(seconds, project.billingIncrement)
        : roundUpMinutes(minutes, project.billingIncrement),
    description: description ?? timer.description,
  };
  return { command, project, entry };
}

/** The account's word, else this computer's. */
export function presentDay({ today }: AccountView, { wall }: Instant): string {
  return today?.date ?? dayOf(wall, -new Date(wall).getTimezoneOffset() * 60);
}

function plan(command: Command, project: Project): Plan {
  return { command, project, entry: null };
}

/** The timer that is meant, where none is named by its use. Throws `RequestRefused`. */
export function timerMeant(asked: number | string | undefined, view: AccountView): Timer {
  return asked === undefined ? anyTimer(view) : timerOf(asked, view);
}

/** The running one, else the paused one that was used last. */
function anyTimer({ timers }: AccountView): Timer {
  return timers.find(isRunning) ?? timers.find(isPaused) ?? refuse("no-timer", localApiTexts.nothingRuns);
}

function running({ timers }: AccountView): Timer {
  return timers.find(isRunning) ?? refuse("no-timer", localApiTexts.nothingRuns);
}

function lastPaused({ timers }: AccountView): Timer {
  return timers.find(isPaused) ?? refuse("no-timer", localApiTexts.nothingRuns);
}

/** Among timers first: `gear` means the one that has a timer. A project without one is said to have none. */
function timerOf(asked: number | string, view: AccountView): Timer {
  const { timers } = view;
  const among = timers.map(({ project }) => project);
  const resolved = resolveProject(asked, among, view);
  if (resolved.kind === "ambiguous") throw new RequestRefused(ambiguousProject(resolved.candidates, view));
  if (resolved.kind === "unknown") {
    projectOf(asked, view.projects, view);
    return refuse("no-timer");
  }
  return timers.find(({ projectId }) => projectId === resolved.project.id) ?? refuse("no-timer");
}
