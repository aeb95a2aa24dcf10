import { foreignText } from "../model/native-text.ts";
import type { Snapshot, UndoOffer } from "../contract/snapshot.ts";
import { dayTexts } from "../texts/day.ts";
import { timersTexts } from "../texts/timers.ts";
import { trayTexts } from "../texts/tray.ts";
import { assertNever } from "../model/assert-never.ts";
import { elapsedSeconds } from "../model/elapsed.ts";
import { formatChange } from "../model/format.ts";
import { isPaused, isRunning, type Timer } from "../model/timer.ts";
import { timerMark } from "../model/timer-mark.ts";
import {
  duration,
  isPending,
  item,
  label,
  longestName,
  openWindow,
  send,
  sendExpecting,
  separator,
  submenu,
} from "./menu-items.ts";
import type { TrayContext, TrayMenuItem } from "./tray-model.ts";
import { joinParts, noTimerText } from "./tray-text.ts";
import { trayToday } from "./tray-today.ts";

const longestDescription = 60;
/** More would push the rest of the menu off a small screen; the others are one level deeper. */
const pausedAtTopLevel = 8;
const quickAdjustments = [-15, -5, 5, 15] as const;

/** What runs, with everything that can be done about it. */
export function runningSection(snapshot: Snapshot, context: TrayContext): readonly TrayMenuItem[] {
  const running = snapshot.timers.filter(isRunning);
  if (running.length === 0) {
    return [label("no-timer", joinParts([noTimerText(snapshot), trayToday(snapshot, context)]))];
  }
  return running.flatMap((timer) => runningItems(timer, snapshot, context));
}

function runningItems(timer: Timer, snapshot: Snapshot, context: TrayContext): readonly TrayMenuItem[] {
  const { projectId } = timer;
  const idle = !isPending(snapshot.pending, projectId);
  return [
    // Panels draw what can't be chosen in grey, and this line is what the menu is opened for.
    item(`running:${projectId}`, runningLabel(timer, snapshot, context), openWindow({ kind: "main" })),
    ...markLabel(timer, snapshot, context),
    ...descriptionLabel(timer),
    item(`pause:${projectId}`, trayTexts.pause, send({ kind: "pause", projectId }), idle),
    item(`log:${projectId}`, trayTexts.log, openWindow({ kind: "log", projectId }), idle),
    adjustSubmenu(timer, idle),
    item(`describe:${projectId}`, trayTexts.describe, openWindow({ kind: "describe", projectId }), idle),
    discardItem(timer, idle),
  ];
}

function runningLabel(timer: Timer, snapshot: Snapshot, context: TrayContext): string {
  const name = foreignText(timer.project.name, longestName);
  const clock = duration(elapsedSeconds(timer, context.monotonicNow), snapshot);
  return joinParts([name, clock, trayToday(snapshot, context)]);
}

/** What is said quietly of a timer that runs for very long or past midnight, whatever the reminders. */
function markLabel(timer: Timer, { today }: Snapshot, { monotonicNow }: TrayContext): readonly TrayMenuItem[] {
  const mark = timerMark(timer, today?.date ?? null, monotonicNow);
  return mark === null ? [] : [label(`mark:${timer.projectId}`, timersTexts.mark[mark])];
}

function descriptionLabel(timer: Timer): readonly TrayMenuItem[] {
  const description = foreignText(timer.description, longestDescription);
  return description === "" ? [] : [label(`description:${timer.projectId}`, description)];
}

function adjustSubmenu(timer: Timer, enabled: boolean): TrayMenuItem {
  const { projectId } = timer;
  const quick = quickAdjustments.map((minutes) =>
    item(
      `adjust:${projectId}:${minutes}`,
      minutes < 0 ? timersTexts.removeMinutesLabel(-minutes) : timersTexts.addMinutesLabel(minutes),
      sendExpecting({ kind: "adjust", projectId, seconds: minutes * 60 }, timer),
      enabled,
    ),
  );
  return submenu(`adjust:${projectId}`, trayTexts.adjust, [
    ...quick,
    separator,
    item(`adjust:${projectId}:custom`, trayTexts.customTime, openWindow({ kind: "adjust", projectId }), enabled),
  ]);
}

function discardItem(timer: Timer, enabled: boolean): TrayMenuItem {
  const { projectId } = timer;
  return item(`discard:${projectId}`, trayTexts.discard, sendExpecting({ kind: "discard", projectId }, timer), enabled);
}

/** What the last verb took away, as long as it can be had back. */
export function undoSection(snapshot: Snapshot): readonly TrayMenuItem[] {
  const { undo } = snapshot;
  if (undo === null) return [];
  return [item("undo", undoText(undo, snapshot), send({ kind: "undo" }))];
}

function undoText(undo: UndoOffer, snapshot: Snapshot): string {
  const name = foreignText(undo.project?.name ?? dayTexts.withoutProject, longestName);
  const time = duration(undo.seconds, snapshot);
  switch (undo.kind) {
    case "discard":
      return trayTexts.undoDiscard(name, time);
    case "log": {
      const { count = 1 } = undo;
      return count === 1 ? trayTexts.undoLog(name, time) : trayTexts.undoLogs(count, time);
    }
    case "transfer":
      return trayTexts.undoTransfer(name, time);
    case "delete-entry":
      return trayTexts.undoDelete(name, time);
    case "adjust":
      return trayTexts.undoAdjust(name, formatChange(undo.seconds, "hours_minutes"));
    default:
      return assertNever(undo, "undo");
  }
}

/** Each paused timer with its verbs. */
export function pausedSection(snapshot: Snapshot, context: TrayContext): readonly TrayMenuItem[] {
  const menus = snapshot.timers.filter(isPaused).map((timer) => pausedSubmenu(timer, snapshot, context));
  if (menus.length === 0) return [];
  const heading = label("paused", trayTexts.pausedHeading);
  if (menus.length <= pausedAtTopLevel) return [heading, ...menus];
  const rest = submenu("more-paused", trayTexts.more, menus.slice(pausedAtTopLevel));
  return [heading, ...menus.slice(0, pausedAtTopLevel), rest];
}

function pausedSubmenu(timer: Timer, snapshot: Snapshot, context: TrayContext): TrayMenuItem {
  const { projectId } = timer;
  const idle = !isPending(snapshot.pending, projectId);
  const time = duration(elapsedSeconds(timer, context.monotonicNow), snapshot);
  return submenu(`paused:${projectId}`, joinParts([foreignText(timer.project.name, longestName), time]), [
    ...descriptionLabel(timer),
    item(`resume:${projectId}`, trayTexts.resume, send({ kind: "start", projectId }), idle),
    item(`log:${projectId}`, trayTexts.log, openWindow({ kind: "log", projectId }), idle),
    discardItem(timer, idle),
  ]);
}
