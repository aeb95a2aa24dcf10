import { useEffect } from "react";
import type { PendingCommand, Snapshot } from "../../app/contract/snapshot.ts";
import { strings } from "../../app/contract/strings.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import type { Timer } from "../../app/model/timer.ts";
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
  const active = switcher.rows[switcher.active];
  const activeId = active === undefined ? null : optionId(listId, active.project.id);
  useEffect(() => {
    if (activeId !== null) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  const timerOf = new Map(timers.map((timer) => [timer.projectId, timer]));
  const note =
    projectsLoaded === "some"
      ? strings.window.projectsSoFar(projectCount.toLocaleString())
      : listNote(switcher, projectsLoaded, timers.length > 0);
  const option = (row: SwitcherRow) => (
    <ProjectOption
      key={row.project.id}
      id={optionId(listId, row.project.id)}
      match={row}
      found={row.section === null}
      timer={timerOf.get(row.project.id) ?? null}
      active={row === active}
      busy={busyProjectId === row.project.id || isPending(pending, row.project.id, "start")}
      favourite={picker.favourites.has(row.project.id)}
      onPick={picker.start}
      onToggleFavourite={picker.toggleFavourite}
    />
  );
  return (
    <section aria-label={strings.window.startHeading}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <select> and <datalist> draw their own rows */}
      <div id={listId} role="listbox" aria-label={strings.window.startHeading}>
        {sectionsOf(switcher.rows).map(({ kind, rows }) =>
          kind === null ? (
            rows.map(option)
          ) : (
            <div key={kind} role="group" aria-labelledby={`${listId}-${kind}`}>
              <div id={`${listId}-${kind}`} className="list-heading" role="presentation">
                {sectionHeading(kind)}
              </div>
              {rows.map(option)}
            </div>
          ),
        )}
      </div>
      {note !== null && <p className="list-note">{note}</p>}
    </section>
  );
}

function sectionsOf(
  rows: readonly SwitcherRow[],
): readonly { readonly kind: SectionKind | null; readonly rows: readonly SwitcherRow[] }[] {
  const sections: { kind: SectionKind | null; rows: SwitcherRow[] }[] = [];
  for (const row of rows) {
    const last = sections.at(-1);
    if (last?.kind === row.section) last.rows.push(row);
    else sections.push({ kind: row.section, rows: [row] });
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
