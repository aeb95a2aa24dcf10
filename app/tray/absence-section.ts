import type { Command } from "../contract/command.ts";
import type { ShownAbsence, Snapshot } from "../contract/snapshot.ts";
import { strings } from "../texts/strings.ts";
import { isRunning } from "../model/timer.ts";
import { duration, isPending, item, label, longestName, send } from "./menu-items.ts";
import type { TrayContext, TrayMenuItem } from "./tray-model.ts";
import { foreignText } from "./tray-text.ts";

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
    label("absence", strings.absence.paused(name, formatInstant(from), strings.absence.whenLeft[reason])),
    item("absence:resume", strings.tray.resume, send({ kind: "start", projectId: project.id }), idle),
    item("absence:keep", strings.tray.dismiss, send({ kind: "answer-absence", from, answer: "keep" })),
  ];
}

function ranOnItems(
  { project, reason, from, seconds }: ShownAbsence,
  name: string,
  snapshot: Snapshot,
): readonly TrayMenuItem[] {
  const time = duration(seconds, snapshot);
  const idle = !isPending(snapshot.pending, project.id);
  const runs = snapshot.timers.some((timer) => timer.projectId === project.id && isRunning(timer));
  const answer = (id: string, text: string, chosen: Answer): TrayMenuItem =>
    item(`absence:${id}`, text, send({ kind: "answer-absence", from, answer: chosen }), idle);
  return [
    label("absence", strings.absence.ranOn(name, time, strings.absence.whileAway[reason])),
    answer("keep", strings.absence.keep(time), "keep"),
    ...(runs ? [answer("remove", strings.absence.removeAndGoOn(time), "remove")] : []),
    runs
      ? answer("remove-and-pause", strings.absence.removeAndPause(time), "remove-and-pause")
      : answer("remove", strings.absence.remove(time), "remove"),
  ];
}
