import type { DayEntry } from "../../app/contract/day.ts";
import { entryValues } from "../../app/contract/entry-values.ts";
import { dayTexts } from "../../app/texts/day.ts";
import { useCommand } from "../bridge/use-command.ts";
import { Description } from "../timers/Description.tsx";
import { MenuEntry, MenuLine, MoreDots, PopupMenu } from "../ui/PopupMenu.tsx";
import { ProjectDot } from "../ui/ProjectDot.tsx";
import { useDuration } from "../ui/use-duration.ts";

interface EntryListProps {
  readonly entries: readonly DayEntry[];
  readonly onEdit: (entry: DayEntry) => void;
}

export function EntryList({ entries, onEdit }: EntryListProps) {
  if (entries.length === 0) return <p className="list-note">{dayTexts.noEntries}</p>;
  return (
    <section aria-labelledby="entries-heading">
      <h2 id="entries-heading" className="list-heading">
        {dayTexts.entries}
      </h2>
      <ul className="rows">
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} onEdit={() => onEdit(entry)} />
        ))}
      </ul>
    </section>
  );
}

function EntryRow({ entry, onEdit }: { readonly entry: DayEntry; readonly onEdit: () => void }) {
  const duration = useDuration();
  const { send } = useCommand();
  const { id, project, description, minutes, billable, lock } = entry;
  const name = project?.name ?? dayTexts.withoutProject;
  const time = duration(minutes * 60);
  const notes = [
    ...(billable === false ? [dayTexts.unbillable] : []),
    ...(lock === null ? [] : [dayTexts.locked[lock]]),
  ];
  const canProceed = project?.enabled === true;
  return (
    <li className="row">
      <ProjectDot color={project?.color ?? null} />
      <div className="row-text">
        <span className="row-name" dir="auto" title={name}>
          {name}
        </span>
        <span className="row-detail" dir="auto" title={description}>
          <Description text={description} />
        </span>
        {notes.length > 0 && <span className="day-note">{notes.join(" · ")}</span>}
      </div>
      {(lock === null || canProceed) && (
        <PopupMenu label={dayTexts.more(name, time)} trigger={<MoreDots />} focusKey={`entry-${id}`}>
          {lock === null && <MenuEntry onPick={onEdit}>{dayTexts.edit}</MenuEntry>}
          {canProceed && (
            <MenuEntry onPick={() => void send({ kind: "start", projectId: project.id, description })}>
              {dayTexts.proceed}
            </MenuEntry>
          )}
          {lock === null && (
            <>
              <MenuLine />
              <MenuEntry onPick={() => void send({ kind: "delete-entry", id, expected: entryValues(entry) })}>
                {dayTexts.remove}
              </MenuEntry>
            </>
          )}
        </PopupMenu>
      )}
      <span className="row-time">{time}</span>
    </li>
  );
}
