import type { MouseEvent } from "react";
import type { PendingCommand, Snapshot } from "../../app/contract/snapshot.ts";
import { strings } from "../../app/contract/strings.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { useActiveInSight } from "../hooks/use-active-in-sight.ts";
import { useDuration } from "../hooks/use-duration.ts";
import type { Picker } from "../hooks/use-picker.ts";
import type { Switcher, SwitcherRow } from "../hooks/use-switcher.ts";
import { isPending } from "../is-pending.ts";
import { optionId } from "../option-id.ts";
import type { SectionKind } from "../project-sections.ts";
import { ProjectOption } from "./ProjectOption.tsx";

interface PickerListProps {
  readonly picker: Picker;
  readonly timers: readonly Timer[];
  readonly pending: readonly PendingCommand[];
  readonly projectsLoaded: Snapshot["projectsLoaded"];
  /** How many are known so far. */
  readonly projectCount: number;
}

/** Every row that is drawn is real to the keyboard, to find-in-list and to screen readers; more are drawn as they are reached. */
export function PickerList({ picker, timers, pending, projectsLoaded, projectCount }: PickerListProps) {
  const { switcher, listId, busyProjectId } = picker;
  const duration = useDuration();
  const active = switcher.rows[switcher.active];
  useActiveInSight(listId, active === undefined ? null : optionId(listId, active.project.id), switcher.active);

  const timerOf = new Map(timers.map((timer) => [timer.projectId, timer]));
  const note =
    projectsLoaded === "some"
      ? strings.window.projectsSoFar(projectCount.toLocaleString())
      : listNote(switcher, projectsLoaded, timers.length > 0);
  const option = (row: SwitcherRow, place: number) => (
    <ProjectOption
      key={rowKey(row, place)}
      id={optionId(listId, row.project.id)}
      project={row.project}
      hits={row.hits}
      detail={timerText(timerOf.get(row.project.id), row, duration)}
      active={row === active}
      busy={busyProjectId === row.project.id || isPending(pending, row.project.id, "start")}
      favourite={picker.favourites.has(row.project.id)}
    />
  );
  return (
    <section aria-label={strings.window.startHeading}>
      {/*
       * The field has the keyboard, and the options' presses are heard here once for all of them. <select> and
       * <datalist> draw their own rows.
       */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
      <div
        id={listId}
        role="listbox"
        aria-label={strings.window.startHeading}
        onMouseDown={(event) => {
          if (pressedRow(event, picker) !== undefined) event.preventDefault();
        }}
        onClick={(event) => press(event, picker)}
      >
        {sectionsOf(switcher.rows).map(({ kind, rows, from }) => (
          <div
            key={from === 0 ? "first" : kind}
            role={kind === null ? "presentation" : "group"}
            aria-labelledby={kind === null ? undefined : `${listId}-${kind}`}
          >
            {kind !== null && (
              <div id={`${listId}-${kind}`} className="list-heading" role="presentation">
                {sectionHeading(kind)}
              </div>
            )}
            {rows.map((row, place) => option(row, from + place))}
          </div>
        ))}
      </div>
      {note !== null && <p className="list-note">{note}</p>}
    </section>
  );
}

/**
 * A row's place, so that another list is drawn by changing what stands in the rows. Only the first row, which is the
 * one that Enter starts after every letter, is a new one for another project: screen readers then tell it.
 */
function rowKey({ project }: SwitcherRow, place: number): string {
  return place === 0 ? `project ${project.id}` : `place ${place}`;
}

function press(event: MouseEvent<HTMLElement>, picker: Picker): void {
  const row = pressedRow(event, picker);
  if (row === undefined) return;
  if (event.target instanceof Element && event.target.closest(".star") !== null) picker.toggleFavourite(row.project);
  else picker.start(row.project.id);
}

function pressedRow({ target }: MouseEvent<HTMLElement>, { switcher, listId }: Picker): SwitcherRow | undefined {
  const option = target instanceof Element ? target.closest("[role=option]") : null;
  return switcher.rows.find(({ project }) => optionId(listId, project.id) === option?.id);
}

function timerText(
  timer: Timer | undefined,
  { section }: SwitcherRow,
  duration: (seconds: number) => string,
): string | null {
  // Among what was found there are projects with a timer and without.
  if (timer === undefined) return section === null ? strings.window.noTimerYet : null;
  return isRunning(timer) ? strings.window.running : strings.window.pausedAt(duration(timer.anchor.seconds));
}

interface DrawnSection {
  readonly kind: SectionKind | null;
  readonly rows: SwitcherRow[];
  /** The place of its first row in the whole list. */
  readonly from: number;
}

function sectionsOf(rows: readonly SwitcherRow[]): readonly DrawnSection[] {
  const sections: DrawnSection[] = [];
  for (const [place, row] of rows.entries()) {
    const last = sections.at(-1);
    if (last?.kind === row.section) last.rows.push(row);
    else sections.push({ kind: row.section, rows: [row], from: place });
  }
  return sections;
}

function sectionHeading(kind: SectionKind): string {
  switch (kind) {
    case "paused":
      return strings.window.pausedHeading;
    case "favourites":
      return strings.window.favouritesHeading;
    case "recent":
      return strings.window.recentHeading;
    case "everything":
      return strings.window.everythingHeading;
    case "running":
      return strings.window.running;
    default:
      return assertNever(kind, "section");
  }
}

function listNote(switcher: Switcher, projectsLoaded: "none" | "all", hasTimers: boolean): string | null {
  if (projectsLoaded === "none") return strings.window.loadingProjects;
  if (switcher.hiddenCount > 0) return strings.window.moreProjects(switcher.hiddenCount.toLocaleString());
  if (switcher.rows.length > 0) return null;
  if (switcher.open) return strings.window.noMatch;
  return hasTimers ? null : strings.window.noProjects;
}
