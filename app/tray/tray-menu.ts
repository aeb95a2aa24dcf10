import type { PendingCommand, Snapshot } from "../contract/snapshot.ts";
import { linkText, problemText, strings } from "../contract/strings.ts";
import { assertNever } from "../model/assert-never.ts";
import { elapsedSeconds } from "../model/elapsed.ts";
import { formatHoursMinutes } from "../model/format.ts";
import type { Project } from "../model/project.ts";
import { isPaused, isRunning, type Timer } from "../model/timer.ts";
import type { TrayAction, TrayContext, TrayMenuItem } from "./tray-model.ts";
import { foreignText, joinParts } from "./tray-text.ts";

const longestName = 48;
const longestDescription = 60;
const longestProblem = 80;
/** More would push the rest of the menu off a small screen; the others are one level deeper. */
const pausedAtTopLevel = 8;
/** Native menus neither filter nor scroll well; the window does both. */
const projectsInMenu = 30;

const separator: TrayMenuItem = { kind: "separator" };

/** The complete menu: on desktops that show neither tooltip nor window positions it is the only surface. */
export function trayMenu(snapshot: Snapshot, context: TrayContext): readonly TrayMenuItem[] {
  return joinSections([
    ...accountSections(snapshot, context),
    problemSection(snapshot),
    windowSection(snapshot, context),
    [item("quit", strings.tray.quit, { kind: "quit" })],
  ]);
}

function accountSections(snapshot: Snapshot, context: TrayContext): readonly (readonly TrayMenuItem[])[] {
  switch (snapshot.account.kind) {
    case "signed-out":
      return [
        [label("account", strings.tray.signedOut)],
        [
          item("sign-in", strings.tray.signIn, { kind: "show-window" }),
          item("start-demo", strings.tray.tryDemo, { kind: "start-demo" }),
        ],
      ];
    case "signing-in":
      return [[label("account", strings.tray.signingIn)]];
    case "signed-in":
      return [
        runningSection(snapshot, context),
        pausedSection(snapshot, context),
        [startSubmenu(snapshot)],
        [
          label("link", linkText(snapshot.link, context.formatInstant)),
          item("sign-out", snapshot.account.demo ? strings.tray.leaveDemo : strings.tray.signOut, { kind: "sign-out" }),
        ],
      ];
    default:
      return assertNever(snapshot.account, "account");
  }
}

function runningSection(snapshot: Snapshot, context: TrayContext): readonly TrayMenuItem[] {
  const running = snapshot.timers.filter(isRunning);
  if (running.length === 0) return [label("no-timer", strings.tray.noTimer)];
  return running.flatMap((timer) => runningItems(timer, snapshot.pending, context));
}

function runningItems(timer: Timer, pending: readonly PendingCommand[], context: TrayContext): readonly TrayMenuItem[] {
  return [
    label(`running:${timer.projectId}`, runningLabel(timer, context)),
    ...descriptionLabel(timer),
    item(
      `pause:${timer.projectId}`,
      strings.tray.pause,
      { kind: "command", command: { kind: "pause", projectId: timer.projectId } },
      !isPending(pending, timer.projectId),
    ),
  ];
}

/**
 * On macOS and Windows the menu is built when it opens, so it can tell the time. On Linux the desktop holds a
 * copy and does not say when it is opened; replacing that copy closes an open submenu. An instant stays true
 * without replacing it, so that is what the label says there.
 */
function runningLabel(timer: Timer, context: TrayContext): string {
  const name = foreignText(timer.project.name, longestName);
  if (context.platform === "linux" && context.runningSince !== null) {
    return joinParts([name, strings.tray.since(context.formatInstant(context.runningSince))]);
  }
  return joinParts([name, formatHoursMinutes(elapsedSeconds(timer, context.monotonicNow))]);
}

function descriptionLabel(timer: Timer): readonly TrayMenuItem[] {
  const description = foreignText(timer.description, longestDescription);
  return description === "" ? [] : [label(`description:${timer.projectId}`, description)];
}

function pausedSection(snapshot: Snapshot, context: TrayContext): readonly TrayMenuItem[] {
  const items = snapshot.timers.filter(isPaused).map((timer): TrayMenuItem => {
    const name = foreignText(timer.project.name, longestName);
    const time = formatHoursMinutes(elapsedSeconds(timer, context.monotonicNow));
    return item(
      `resume:${timer.projectId}`,
      strings.tray.resume(name, time),
      { kind: "command", command: { kind: "start", projectId: timer.projectId } },
      !isPending(snapshot.pending, timer.projectId),
    );
  });
  if (items.length <= pausedAtTopLevel) return items;
  const rest: TrayMenuItem = {
    kind: "submenu",
    id: "more-paused",
    label: strings.tray.morePaused,
    items: items.slice(pausedAtTopLevel),
  };
  return [...items.slice(0, pausedAtTopLevel), rest];
}

function startSubmenu(snapshot: Snapshot): TrayMenuItem {
  const running = new Set(snapshot.timers.filter(isRunning).map((timer) => timer.projectId));
  const projects = snapshot.projects.filter((project) => project.enabled && !running.has(project.id));
  return { kind: "submenu", id: "start", label: strings.tray.start, items: startItems(snapshot, projects) };
}

function startItems(snapshot: Snapshot, projects: readonly Project[]): readonly TrayMenuItem[] {
  const items = projects
    .slice(0, projectsInMenu)
    .map((project): TrayMenuItem =>
      item(
        `start:${project.id}`,
        foreignText(project.name, longestName),
        { kind: "command", command: { kind: "start", projectId: project.id } },
        !isPending(snapshot.pending, project.id),
      ),
    );
  if (projects.length > projectsInMenu) {
    return [...items, separator, item("more-projects", strings.tray.moreProjects, { kind: "show-window" })];
  }
  if (snapshot.projectsLoaded !== "all") return [...items, label("loading-projects", strings.tray.loadingProjects)];
  return items.length === 0 ? [label("no-projects", strings.tray.noProjects)] : items;
}

function problemSection(snapshot: Snapshot): readonly TrayMenuItem[] {
  if (snapshot.problem === null) return [];
  return [
    label("problem", foreignText(problemText(snapshot.problem.problem).title, longestProblem)),
    item("dismiss", strings.tray.dismiss, { kind: "command", command: { kind: "dismiss-problem" } }),
  ];
}

/** Signed out, "Sign in…" already shows the window; one item for it is enough until it is open. */
function windowSection(snapshot: Snapshot, context: TrayContext): readonly TrayMenuItem[] {
  if (snapshot.account.kind === "signed-out" && !context.windowVisible) return [];
  const text = context.windowVisible ? strings.tray.hide : strings.tray.show;
  return [item("toggle-window", text, { kind: "toggle-window" })];
}

function isPending(pending: readonly PendingCommand[], projectId: number): boolean {
  return pending.some((command) => command.projectId === projectId);
}

function label(id: string, text: string): TrayMenuItem {
  return { kind: "label", id, label: text };
}

function item(id: string, text: string, action: TrayAction, enabled = true): TrayMenuItem {
  return { kind: "item", id, label: text, enabled, action };
}

/** Sections that have something to say, with a line between each two. */
function joinSections(sections: readonly (readonly TrayMenuItem[])[]): readonly TrayMenuItem[] {
  const joined: TrayMenuItem[] = [];
  for (const section of sections) {
    if (section.length === 0) continue;
    if (joined.length > 0) joined.push(separator);
    joined.push(...section);
  }
  return joined;
}
