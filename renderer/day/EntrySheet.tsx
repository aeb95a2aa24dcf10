import { type FormEvent, useRef, useState } from "react";
import type { DayEntry } from "../../app/contract/day.ts";
import { entryValues } from "../../app/contract/entry-values.ts";
import type { Problem } from "../../app/contract/problem.ts";
import { parseMinutes } from "../../app/model/duration.ts";
import { roundUpMinutes } from "../../app/model/format.ts";
import type { Project } from "../../app/model/project.ts";
import { projectName } from "../../app/model/project-name.ts";
import { dayTexts } from "../../app/texts/day.ts";
import { logTexts } from "../../app/texts/sheets.ts";
import { useCommand } from "../bridge/use-command.ts";
import { aboutTags } from "../sheets/about-tags.ts";
import { DescriptionField } from "../sheets/DescriptionField.tsx";
import { Sheet, SheetEnd } from "../sheets/Sheet.tsx";
import { DateField } from "../ui/DateField.tsx";
import { FailureNote } from "../ui/FailureNote.tsx";
import { Field } from "../ui/Field.tsx";
import { TimeField } from "../ui/TimeField.tsx";
import { useDuration } from "../ui/use-duration.ts";

interface EntrySheetProps {
  /** Null for one that is added. */
  readonly entry: DayEntry | null;
  /** Of a new one. */
  readonly date: string;
  readonly presentDay: string;
  readonly projects: readonly Project[];
  readonly onClose: () => void;
}

/** Adds an entry without a timer, or changes one: its day, time, project and words, all of which are sent. */
export function EntrySheet({ entry, date: dayShown, presentDay, projects, onClose }: EntrySheetProps) {
  const { sending, send } = useCommand();
  const duration = useDuration();
  const timeField = useRef<HTMLInputElement>(null);
  const dateField = useRef<HTMLInputElement>(null);
  const [shownTime] = useState(() => (entry === null ? "" : duration(entry.minutes * 60)));
  const [time, setTime] = useState(shownTime);
  const [date, setDate] = useState(entry?.date ?? dayShown);
  const [projectId, setProjectId] = useState(entry?.project?.id ?? null);
  const [description, setDescription] = useState(entry?.description ?? "");
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Problem | null>(null);

  const typed = parseMinutes(time);
  // Two digits of an hour may name no minute: what was not touched stays what it was.
  const minutes =
    entry !== null && time === shownTime ? entry.minutes : typed.kind === "minutes" ? typed.minutes : null;
  const offered = withOwn(projects, entry?.project ?? null);
  const increment = offered.find(({ id }) => id === projectId)?.billingIncrement ?? null;
  const logged = minutes === null ? null : roundUpMinutes(minutes, increment);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setAsked(true);
    if (sending) return;
    if (minutes === null) return timeField.current?.focus();
    if (date === "") return dateField.current?.focus();
    setFailure(null);
    const values = { date, minutes, description, projectId };
    const result = await send(
      entry === null
        ? { kind: "add-entry", entry: values }
        : { kind: "edit-entry", id: entry.id, entry: values, expected: entryValues(entry) },
    );
    if (result?.kind === "done") onClose();
    else setFailure(result?.kind === "failed" ? result.problem : { kind: "unexpected" });
  }

  const name = entry?.project?.name ?? dayTexts.withoutProject;
  return (
    <Sheet
      title={entry === null ? dayTexts.addTitle : dayTexts.editTitle(name)}
      onClose={onClose}
      written={time !== shownTime || description !== (entry?.description ?? "")}
      initialFocus={timeField}
    >
      <form onSubmit={(event) => void submit(event)} noValidate>
        <div className="field-pair">
          <DateField fieldRef={dateField} value={date} presentDay={presentDay} onChange={setDate} />
          <TimeField fieldRef={timeField} value={time} bad={asked && minutes === null} onChange={setTime} />
        </div>
        <Field
          label={dayTexts.project}
          problem={null}
          renderControl={(attributes) => (
            <select
              {...attributes}
              value={projectId ?? ""}
              onChange={({ currentTarget: { value } }) => setProjectId(value === "" ? null : Number(value))}
            >
              <option value="">{dayTexts.withoutProject}</option>
              {offered.map((project) => (
                <option key={project.id} value={project.id}>
                  {projectName(project, projects)}
                </option>
              ))}
            </select>
          )}
        />
        <DescriptionField value={description} onChange={setDescription} problem={aboutTags(failure)} />
        <p className="sheet-note">
          {logged !== null && increment !== null && logged !== minutes
            ? logTexts.roundsUp(duration(logged * 60), increment)
            : ""}
        </p>
        <FailureNote failure={failure} />
        <SheetEnd
          onCancel={onClose}
          busy={sending}
          disabled={minutes === null || date === ""}
          submit={dayTexts.save(logged === null ? "…" : duration(logged * 60))}
        />
      </form>
    </Sheet>
  );
}

/** An entry's own project is offered also where no timer can be started on it. */
function withOwn(projects: readonly Project[], own: Project | null): readonly Project[] {
  return own === null || projects.some(({ id }) => id === own.id) ? projects : [own, ...projects];
}
