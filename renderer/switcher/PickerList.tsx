import { readerLocale } from "../bridge/bridge.ts";
import type { MouseEvent } from "react";
import type { Project } from "../../app/model/project.ts";
import type { PendingCommand, Snapshot } from "../../app/contract/snapshot.ts";
import { switcherTexts } from "../../app/texts/switcher.ts";
import type { Timer } from "../../app/model/timer.ts";
import { useActiveInView } from "./use-active-in-view.ts";
import type { Picker } from "./use-picker.ts";
import type { SwitcherRow } from "./switcher-rows.ts";
import type { Switcher } from "./use-switcher.ts";
import { optionId } from "./option-id.ts";
import { Coverable } from "../ui/Coverable.tsx";
import { FoundRows, SectionRows } from "./PickerRows.tsx";

interface PickerListProps {
  readonly picker: Picker;
  readonly timers: readonly Timer[];
  readonly pending: readonly PendingCommand[];
  readonly projectsLoaded: Snapshot["projectsLoaded"];
  /** The account cannot be asked: what is not read yet is not being read either. */
  readonly offline: boolean;
  /** Those that are known so far. */
  readonly projects: readonly Project[];
}

/** Every row that is drawn is real to the keyboard, to find-in-list and to screen readers; more are drawn as they are reached. */
export function PickerList({ picker, timers, pending, projectsLoaded, offline, projects }: PickerListProps) {
  const { switcher, listId, busyProjectId } = picker;
  const { searching } = switcher;
  const active = switcher.rows[switcher.active];
  useActiveInView(listId, active === undefined ? null : optionId(listId, active), switcher.active);

  const note = unreadNote(projectsLoaded, projects.length, offline) ?? listNote(switcher, timers.length > 0);
  const foundNothing = projectsLoaded === "all" && searching && switcher.rows.length === 0;
  const shared = { projects, listId, timers, pending, busyProjectId, favourites: picker.favourites.ids };
  return (
    <section aria-label={switcherTexts.startHeading}>
      {/*
       * The field has the keyboard, and the options' presses are heard here once for all of them. <select> and
       * <datalist> draw their own rows.
       */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
      <div
        id={listId}
        role="listbox"
        aria-label={switcherTexts.startHeading}
        onMouseDown={(event) => {
          if (pressedRow(event, picker) !== undefined) event.preventDefault();
        }}
        onClick={(event) => press(event, picker)}
      >
        <Coverable covered={searching}>
          <SectionRows rows={switcher.inSections} active={searching ? -1 : switcher.active} {...shared} />
        </Coverable>
        <Coverable covered={!searching}>
          <FoundRows rows={switcher.found} active={searching ? switcher.active : 0} {...shared} />
        </Coverable>
      </div>
      {note !== null && <p className="list-note">{note}</p>}
      {/* While typing, screen readers announce the row that Enter starts. Always in the page, so that a change is announced. */}
      <div role="status">{foundNothing && <p className="list-note">{switcherTexts.noMatch}</p>}</div>
    </section>
  );
}

function press(event: MouseEvent<HTMLElement>, picker: Picker): void {
  const row = pressedRow(event, picker);
  if (row === undefined) return;
  if (event.target instanceof Element && event.target.closest(".star") !== null) picker.toggleFavourite(row.project);
  else picker.start(row.project.id);
}

function pressedRow({ target }: MouseEvent<HTMLElement>, { switcher, listId }: Picker): SwitcherRow | undefined {
  const option = target instanceof Element ? target.closest("[role=option]") : null;
  return switcher.rows.find((row) => optionId(listId, row) === option?.id);
}

/** What is said of a list that is not whole; an account that cannot be asked is not being read either. */
function unreadNote(loaded: Snapshot["projectsLoaded"], count: number, offline: boolean): string | null {
  if (loaded === "all") return null;
  const stopped = loaded === "failed" || offline;
  if (count === 0) return stopped ? switcherTexts.projectsUnknown : switcherTexts.loadingProjects;
  return stopped ? switcherTexts.projectsIncomplete : switcherTexts.projectsSoFar(count.toLocaleString(readerLocale()));
}

function listNote(switcher: Switcher, hasTimers: boolean): string | null {
  if (switcher.hiddenCount > 0) return switcherTexts.moreProjects(switcher.hiddenCount.toLocaleString(readerLocale()));
  if (switcher.rows.length > 0) return null;
  return switcher.searching || hasTimers ? null : switcherTexts.noProjects;
}
