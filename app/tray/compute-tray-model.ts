import { withShownNames } from "../contract/shown-names.ts";
import type { LinkState, Snapshot } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import { elapsedSeconds, millisecondsToNextStep } from "../model/elapsed.ts";
import { formatClock } from "../model/format.ts";
import { foreignText, nativeText } from "../model/native-text.ts";
import { type Anchor, isPaused, isRunning } from "../model/timer.ts";
import { duration } from "./menu-items.ts";
import { trayMenu } from "./tray-menu.ts";
import type { TrayContext, TrayIcon, TrayMenuItem, TrayModel } from "./tray-model.ts";
import { joinParts } from "./tray-text.ts";
import { todayChangesIn } from "./tray-today.ts";
import { trayTooltip } from "./tray-tooltip.ts";

const longestTitleName = 20;

/** Everything that the tray shows at this instant, as a value: same input, same tray. */
export function trayModel(given: Snapshot, context: TrayContext): TrayModel {
  const snapshot = withShownNames(given);
  return {
    icon: trayIcon(snapshot),
    title: nativeText(trayTitle(snapshot, context)),
    tooltip: nativeText(trayTooltip(snapshot, context)),
    menu: trayMenu(snapshot, context).map(nativeItem),
    changesIn: changesIn(snapshot, context),
  };
}

/** Names are cleaned where they are cut, so this changes only a text from elsewhere. */
function nativeItem(item: TrayMenuItem): TrayMenuItem {
  switch (item.kind) {
    case "separator":
      return item;
    case "label":
    case "item":
      return { ...item, label: nativeText(item.label) };
    case "submenu":
      return { ...item, label: nativeText(item.label), items: item.items.map(nativeItem) };
    default:
      return assertNever(item, "menu item");
  }
}

/** Shape from the timers, badge from the link. */
export function trayIcon(snapshot: Snapshot): TrayIcon {
  switch (snapshot.account.kind) {
    case "signed-out":
      return { timer: "idle", link: "offline" };
    case "signing-in":
      return { timer: "unknown", link: "polling" };
    case "signed-in":
      return { timer: timerShape(snapshot), link: linkBadge(snapshot.link.state) };
    default:
      return assertNever(snapshot.account, "account");
  }
}

function timerShape(snapshot: Snapshot): TrayIcon["timer"] {
  if (!snapshot.timersKnown) return "unknown";
  if (snapshot.timers.some(isRunning)) return "running";
  if (snapshot.unreadableTimers.length > 0) return "unknown";
  return snapshot.timers.some(isPaused) ? "paused" : "idle";
}

function linkBadge(state: LinkState): TrayIcon["link"] {
  switch (state) {
    case "live":
      return "live";
    case "polling":
    case "stale":
      return "polling";
    case "offline":
      return "offline";
    default:
      return assertNever(state, "link state");
  }
}

/** Windows shows no text beside the icon. Long names are cut: on macOS a wide item vanishes behind the camera's notch. */
function trayTitle(snapshot: Snapshot, context: TrayContext): string {
  const running = snapshot.timers.find(isRunning);
  if (context.platform === "win32" || running === undefined) return "";
  const seconds = elapsedSeconds(running, context.monotonicNow);
  switch (context.settings.trayTitle) {
    case "none":
      return "";
    case "time":
      return duration(seconds, snapshot);
    case "time-with-seconds":
      return formatClock(seconds);
    case "project-and-time":
      return joinParts([foreignText(running.project.name, longestTitleName), duration(seconds, snapshot)]);
    default:
      return assertNever(context.settings.trayTitle, "tray title");
  }
}

/** The running timer's minute, the minute of all time together and that of the day change at different instants. */
function changesIn(snapshot: Snapshot, context: TrayContext): number | null {
  const { platform, monotonicNow, settings } = context;
  const running = snapshot.timers.find(isRunning);
  if (running === undefined) return null;
  if (platform !== "win32" && settings.trayTitle === "time-with-seconds") {
    return millisecondsToNextStep(running.anchor, monotonicNow, 1);
  }
  const others = snapshot.timers
    .filter((timer) => timer !== running)
    .reduce((sum, timer) => sum + elapsedSeconds(timer, monotonicNow), 0);
  const total: Anchor = { ...running.anchor, seconds: running.anchor.seconds + others };
  return Math.min(
    millisecondsToNextStep(running.anchor, monotonicNow, 60),
    millisecondsToNextStep(total, monotonicNow, 60),
    todayChangesIn(snapshot, context) ?? Number.POSITIVE_INFINITY,
  );
}
