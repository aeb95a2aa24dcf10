import { elide, foreignText } from "../model/native-text.ts";
import type { Snapshot } from "../contract/snapshot.ts";
import { linkText } from "../texts/link.ts";
import { productName } from "../texts/product-name.ts";
import { trayTexts } from "../texts/tray.ts";
import { assertNever } from "../model/assert-never.ts";
import { elapsedSeconds, unloggedSeconds } from "../model/elapsed.ts";
import { isPaused, isRunning, type Timer } from "../model/timer.ts";
import { duration } from "./menu-items.ts";
import type { TrayContext, TrayPlatform } from "./tray-model.ts";
import { joinParts, noTimerText } from "./tray-text.ts";
import { trayToday } from "./tray-today.ts";

/** Windows cuts a tray tooltip at 128 UTF-16 units including the final zero, wherever that falls. */
const tooltipLimits: Readonly<Record<TrayPlatform, number>> = { win32: 127, darwin: 400, linux: 400 };
const longestProjectName = 60;
const longestDescription = 100;

/**
 * Line 1: project, time, the day. Line 2: description. Line 3: what else there is, and how fresh all this is.
 * Where the platform sets a limit, the description is cut first, then the day, then the project's name, never the time.
 */
export function trayTooltip(snapshot: Snapshot, context: TrayContext): string {
  switch (snapshot.account.kind) {
    case "signed-out":
      return `${productName}\n${trayTexts.signedOut}`;
    case "signing-in":
      return `${productName}\n${trayTexts.signingIn}`;
    case "signed-in":
      return elide(fit(snapshot, context, tooltipLimits[context.platform]), tooltipLimits[context.platform]);
    default:
      return assertNever(snapshot.account, "account");
  }
}

function fit(snapshot: Snapshot, context: TrayContext, limit: number): string {
  const running = snapshot.timers.find(isRunning);
  const today = trayToday(snapshot, context);
  const last = lastLine(snapshot, context);
  if (running === undefined) {
    const whole = lines([joinParts([noTimerText(snapshot), today]), last]);
    return whole.length <= limit ? whole : lines([noTimerText(snapshot), last]);
  }

  const clock = duration(elapsedSeconds(running, context.monotonicNow), snapshot);
  const roomBeside = (time: string): number => limit - time.length - " · ".length - last.length - "\n".length;
  const wholeName = foreignText(running.project.name, longestProjectName);
  const withToday = joinParts([clock, today]);
  const time = wholeName.length <= roomBeside(withToday) ? withToday : clock;
  const roomForName = roomBeside(time);
  const name = foreignText(running.project.name, Math.min(longestProjectName, roomForName));
  const roomForDescription = roomForName - name.length - "\n".length;
  return lines([joinParts([name, time]), descriptionLine(running, roomForDescription), last]);
}

/** A description of which a word or less would be left is not worth a line. */
function descriptionLine(timer: Timer, room: number): string {
  const shortest = 12;
  return room < shortest ? "" : foreignText(timer.description, Math.min(longestDescription, room));
}

function lastLine(snapshot: Snapshot, context: TrayContext): string {
  const paused = snapshot.timers.filter(isPaused).length;
  const unlogged = unloggedSeconds(snapshot.timers, context.monotonicNow);
  return joinParts([
    paused === 0 ? "" : trayTexts.pausedCount(paused),
    paused === 0 ? "" : trayTexts.unlogged(duration(unlogged, snapshot)),
    linkText(snapshot.link, context.formatInstant),
  ]);
}

function lines(candidates: readonly string[]): string {
  return candidates.filter((line) => line !== "").join("\n");
}
