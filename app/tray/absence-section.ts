import { foreignText } from "../model/native-text.ts";
import type { Command } from "../contract/command.ts";
import type { ShownAbsence, Snapshot } from "../contract/snapshot.ts";
import { absenceTexts } from "../texts/absence.ts";
import { trayTexts } from "../texts/tray.ts";
import { isRunning } from "../model/timer.ts";
import { projectName } from "../model/project-name.ts";
import { duration, isPending, item, label, longestName, openWindow, send, submenu } from "./menu-items.ts";
import type { TrayContext, TrayMenuItem } from "./tray-model.ts";

const mostTargets = 8;

type Answer = Extract<Command, { kind: "answer-absence" }>["answer"];

/** What happened to the running timer while the computer was left, with everything that can be done about it. */
export function absenceSection(snapshot: Snapshot, context: TrayContext): readonly TrayMenuItem[] {
  const { absence } = snapshot;
  if (absence === null) return [];
  const name = foreignText(absence.project.name, longestName);
  return absence.kind === "paused"
    ? pausedItems(absence, name, snapshot, context)
    : ranOnItems(absence, name, snapshot);
}

function pausedItems(
  { project, reason, from }: ShownAbsence,
  name: string,
  { pending }: Snapshot,
  { formatInstant }: TrayContext,
): readonly TrayMenuItem[] {
  const idle = !isPending(pending, project.id);
  return [
    label("absence", absenceTexts.paused(name, formatInstant(from), absenceTexts.whenLeft[reason])),
    item("absence:resume", trayTexts.resume, send({ kind: "start", projectId: project.id }), idle),
    item("absence:keep", trayTexts.dismiss, send({ kind: "answer-absence", from, answer: "keep" })),
  ];
}

/** To the projects that were worked on lately; the window has them all. */
function moveItems(
  { project, from }: ShownAbsence,
  time: string,
  { projects, recentProjects }: Snapshot,
  idle: boolean,
): readonly TrayMenuItem[] {
  const targets = recentProjects
    .filter((id) => id !== project.id)
    .slice(0, mostTargets)
    .flatMap((wanted) => projects.find(({ id }) => id === wanted) ?? []);
  if (targets.length === 0 || !idle) return [];
  const items = targets.map((target) =>
    item(
      `absence:move:${target.id}`,
      foreignText(projectName(target, projects), longestName),
      send({ kind: "answer-absence", from, answer: "move", toProjectId: target.id }),
    ),
  );
  return [submenu("absence:move", absenceTexts.moveTo(time), items)];
}

function ranOnItems(absence: ShownAbsence, name: string, snapshot: Snapshot): readonly TrayMenuItem[] {
  const { project, reason, from, seconds } = absence;
  const time = duration(seconds, snapshot);
  const idle = !isPending(snapshot.pending, project.id);
  const runs = snapshot.timers.some((timer) => timer.projectId === project.id && isRunning(timer));
  const answer = (id: string, text: string, chosen: Answer): TrayMenuItem =>
    item(`absence:${id}`, text, send({ kind: "answer-absence", from, answer: chosen }), idle);
  return [
    label("absence", absenceTexts.ranOn(name, time, absenceTexts.whileAway[reason])),
    answer("keep", absenceTexts.keep(time), "keep"),
    ...(runs ? [answer("remove", absenceTexts.removeAndGoOn(time), "remove")] : []),
    runs
      ? answer("remove-and-pause", absenceTexts.removeAndPause(time), "remove-and-pause")
      : answer("remove", absenceTexts.remove(time), "remove"),
    ...moveItems(absence, time, snapshot, idle),
    item("absence:more", absenceTexts.more, openWindow({ kind: "main" })),
  ];
}
