/** The two lists of the switcher: by sections while nothing is typed, and what was found. */
import { memo } from "react";
import type { PendingCommand } from "../../app/contract/snapshot.ts";
import { switcherTexts } from "../../app/texts/switcher.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import type { Project } from "../../app/model/project.ts";
import { shownGroup } from "../../app/model/project-name.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { useDuration } from "../ui/use-duration.ts";
import type { SwitcherRow } from "./switcher-rows.ts";
import { isPending } from "../bridge/is-pending.ts";
import { optionId } from "./option-id.ts";
import type { SectionKind } from "./project-sections.ts";
import { ProjectOption } from "./ProjectOption.tsx";

interface PickerRowsProps {
  readonly rows: readonly SwitcherRow[];
  /** All of them: one that shares its name is shown with its group. */
  readonly projects: readonly Project[];
  /** The index of the row that Enter starts; -1 for none. */
  readonly active: number;
  readonly listId: string;
  readonly timers: readonly Timer[];
  readonly pending: readonly PendingCommand[];
  readonly busyProjectId: number | null;
  readonly favourites: readonly number[];
}

export const SectionRows = memo(function SectionRows(props: PickerRowsProps) {
  const { listId, rows } = props;
  const timerOf = timersByProject(props.timers);
  return sectionsOf(rows).map((section) => (
    <div key={section.kind} role="group" aria-labelledby={`${listId}-${section.kind}`}>
      <div id={`${listId}-${section.kind}`} className="list-heading" role="presentation">
        {sectionHeading(section.kind)}
      </div>
      {section.rows.map((row, index) => (
        <Row
          key={row.project.id}
          row={row}
          index={section.from + index}
          timer={timerOf.get(row.project.id)}
          {...props}
        />
      ))}
    </div>
  ));
});

/**
 * Keyed by index, so that another list is drawn by changing what stands in the rows. Only the first row, which is the
 * one that Enter starts after every letter, is a new one for another project: screen readers then tell it.
 */
export const FoundRows = memo(function FoundRows(props: PickerRowsProps) {
  const timerOf = timersByProject(props.timers);
  return props.rows.map((row, index) => (
    <Row
      key={index === 0 ? `project ${row.project.id}` : `row ${index}`}
      row={row}
      index={index}
      timer={timerOf.get(row.project.id)}
      {...props}
    />
  ));
});

interface RowProps extends Omit<PickerRowsProps, "rows" | "timers"> {
  readonly row: SwitcherRow;
  readonly index: number;
  readonly timer: Timer | undefined;
}

function Row({ row, index, timer, listId, active, pending, busyProjectId, favourites, projects }: RowProps) {
  const duration = useDuration();
  const { project, hits } = row;
  return (
    <ProjectOption
      id={optionId(listId, row)}
      project={project}
      group={shownGroup(project, projects)}
      hits={hits}
      detail={timerText(timer, row, duration)}
      active={index === active}
      busy={busyProjectId === project.id || isPending(pending, project.id, "start")}
      favourite={favourites.includes(project.id)}
    />
  );
}

function timersByProject(timers: readonly Timer[]): ReadonlyMap<number, Timer> {
  return new Map(timers.map((timer) => [timer.projectId, timer]));
}

function timerText(
  timer: Timer | undefined,
  { section }: SwitcherRow,
  duration: (seconds: number) => string,
): string | null {
  // Among what was found there are projects with a timer and without.
  if (timer === undefined) return section === null ? switcherTexts.noTimerYet : null;
  return isRunning(timer) ? timersTexts.running : switcherTexts.pausedAt(duration(timer.anchor.seconds));
}

interface DrawnSection {
  readonly kind: SectionKind;
  readonly rows: SwitcherRow[];
  /** The index of its first row in the whole list. */
  readonly from: number;
}

function sectionsOf(rows: readonly SwitcherRow[]): readonly DrawnSection[] {
  const sections: DrawnSection[] = [];
  for (const [index, row] of rows.entries()) {
    const last = sections.at(-1);
    if (row.section === null) continue;
    if (last?.kind === row.section) last.rows.push(row);
    else sections.push({ kind: row.section, rows: [row], from: index });
  }
  return sections;
}

function sectionHeading(kind: SectionKind): string {
  switch (kind) {
    case "paused":
      return timersTexts.pausedHeading;
    case "favourites":
      return switcherTexts.favouritesHeading;
    case "recent":
      return switcherTexts.recentHeading;
    case "everything":
      return switcherTexts.everythingHeading;
    case "running":
      return timersTexts.running;
    default:
      return assertNever(kind, "section");
  }
}
