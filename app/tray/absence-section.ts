import { foreignText } from "../model/native-text.ts";
import type { Command } from "../contract/command.ts";
import type { ShownAbsence, Snapshot } from "../contract/snapshot.ts";
import { absenceTexts } from "../texts/absence.ts";
import { trayTexts } from "../texts/tray.ts";
import { isRunning } from "../model/timer.ts";
import { duration, isPending, item, label, longestName, send } from "./menu-items.ts";
import type { TrayContext, TrayMenuItem } from "./tray-model.ts";

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
    label("absence", absenceTexts.ranOn(name, time, absenceTexts.whileAway[reason])),
    answer("keep", absenceTexts.keep(time), "keep"),
    ...(runs ? [answer("remove", absenceTexts.removeAndGoOn(time), "remove")] : []),
    runs
      ? answer("remove-and-pause", absenceTexts.removeAndPause(time), "remove-and-pause")
      : answer("remove", absenceTexts.remove(time), "remove"),
  ];
}
