import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from "react";
import type { PendingCommand, Snapshot } from "../../app/contract/snapshot.ts";
import { strings } from "../../app/contract/strings.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import type { Switcher } from "../hooks/use-switcher.ts";
import { isPending } from "../is-pending.ts";
import { useWindowPorts } from "../window-ports.ts";
import { ProjectOption } from "./ProjectOption.tsx";

interface PickerParts {
  readonly switcher: Switcher;
  readonly listId: string;
  readonly busyProjectId: number | null;
  readonly start: (projectId: number) => void;
}

/** What field and list of the picker share: their ids, and the start that is under way. */
export function usePicker(switcher: Switcher, timers: readonly Timer[]): PickerParts {
  const { bridge } = useWindowPorts();
  const listId = useId();
  const [busyProjectId, setBusyProjectId] = useState<number | null>(null);

  async function dispatchStart(projectId: number): Promise<void> {
    setBusyProjectId(projectId);
    try {
      const result = await bridge.dispatch({ kind: "start", projectId });
      // After a failure the typed letters stay: Enter is then the next try.
      if (result.kind === "done") switcher.close();
    } catch {
      // The command did not get through: as before the press.
    } finally {
      setBusyProjectId(null);
    }
  }

  function start(projectId: number): void {
    if (busyProjectId !== null) return;
    const runs = timers.some((timer) => timer.projectId === projectId && isRunning(timer));
    if (runs) switcher.close();
    else void dispatchStart(projectId);
  }

  return { switcher, listId, busyProjectId, start };
}

export function PickerField({
  picker,
  inputRef,
}: {
  readonly picker: PickerParts;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}) {
  const { switcher, listId } = picker;
  const active = switcher.matches[switcher.active];

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    // An input method uses the same keys to choose among its own suggestions.
    if (event.nativeEvent.isComposing) return;
    switch (event.key) {
      case "ArrowDown":
        event.preventDefault();
        switcher.move(1);
        break;
      case "ArrowUp":
        event.preventDefault();
        switcher.move(-1);
        break;
      case "Enter":
        if (active !== undefined) picker.start(active.project.id);
        break;
      case "Escape":
        if (!switcher.open && switcher.text === "") return;
        event.preventDefault();
        switcher.close();
        break;
      default:
    }
  }

  return (
    <div className="find">
      <input
        ref={inputRef}
        className="find-input"
        type="text"
        role="combobox"
        aria-label={strings.window.filterPlaceholder}
        aria-autocomplete="list"
        aria-expanded={switcher.matches.length > 0}
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : optionId(listId, active.project.id)}
        placeholder={strings.window.filterPlaceholder}
        dir="auto"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={switcher.text}
        onChange={(event) => switcher.setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {switcher.open && <kbd>{strings.window.escapeKey}</kbd>}
    </div>
  );
}

interface PickerListProps {
  readonly picker: PickerParts;
  readonly timers: readonly Timer[];
  readonly pending: readonly PendingCommand[];
  readonly projectsLoaded: Snapshot["projectsLoaded"];
}

/** Capped rather than windowed: every row is real to the keyboard, to find-in-list and to screen readers. */
export function PickerList({ picker, timers, pending, projectsLoaded }: PickerListProps) {
  const { switcher, listId, busyProjectId } = picker;
  const active = switcher.matches[switcher.active];
  const activeId = active === undefined ? null : optionId(listId, active.project.id);
  useEffect(() => {
    if (activeId !== null) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  const timerOf = new Map(timers.map((timer) => [timer.projectId, timer]));
  const note = listNote(switcher, projectsLoaded, timers.length > 0);
  return (
    <section aria-labelledby="start-heading">
      <h2 id="start-heading" className={switcher.open ? "visually-hidden" : "list-heading"}>
        {strings.window.startHeading}
      </h2>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <select> and <datalist> draw their own rows */}
      <div id={listId} className="rows" role="listbox" aria-labelledby="start-heading">
        {switcher.matches.map((match, position) => (
          <ProjectOption
            key={match.project.id}
            id={optionId(listId, match.project.id)}
            match={match}
            timer={timerOf.get(match.project.id) ?? null}
            active={position === switcher.active}
            busy={busyProjectId === match.project.id || isPending(pending, match.project.id, "start")}
            onPick={picker.start}
          />
        ))}
      </div>
      {note !== null && <p className="list-note">{note}</p>}
    </section>
  );
}

function optionId(listId: string, projectId: number): string {
  return `${listId}-${projectId}`;
}

function listNote(switcher: Switcher, projectsLoaded: Snapshot["projectsLoaded"], hasTimers: boolean): string | null {
  if (switcher.hiddenCount > 0) return strings.window.moreProjects(switcher.hiddenCount.toLocaleString());
  if (projectsLoaded !== "all") return strings.window.loadingProjects;
  if (switcher.matches.length > 0) return null;
  if (switcher.open) return strings.window.noMatch;
  return hasTimers ? null : strings.window.noProjects;
}
