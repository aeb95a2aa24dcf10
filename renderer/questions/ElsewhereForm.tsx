import { useEffect, useId, useRef, useState } from "react";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { roundUpMinutes } from "../../app/model/format.ts";
import { projectName } from "../../app/model/project-name.ts";
import { absenceTexts } from "../../app/texts/absence.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { useDuration } from "../ui/use-duration.ts";
import type { AbsenceAnswer, ElsewhereKind } from "./absence-answer.ts";

interface ElsewhereFormProps extends Pick<Snapshot, "projects" | "recentProjects"> {
  readonly kind: ElsewhereKind;
  readonly seconds: number;
  /** The project that the time is on: nothing is moved to where it is. */
  readonly except: number;
  readonly sending: boolean;
  readonly onSend: (answer: AbsenceAnswer) => void;
  readonly onBack: () => void;
}

/** Where the time of an absence goes: to another project's timer, or into an entry of its own. */
export function ElsewhereForm(props: ElsewhereFormProps) {
  const { kind, seconds, except, projects, recentProjects, sending, onSend, onBack } = props;
  const id = useId();
  const duration = useDuration();
  const choice = useRef<HTMLSelectElement>(null);
  // The button that led here is gone.
  useEffect(() => choice.current?.focus(), []);
  const [chosen, setChosen] = useState("");
  const [description, setDescription] = useState("");
  const toProjectId = chosen === "" ? null : Number(chosen);
  const offered = kind === "move" ? projects.filter((project) => project.id !== except) : projects;
  const recent = recentProjects.slice(0, 8).flatMap((wanted) => offered.find((project) => project.id === wanted) ?? []);
  const minutes = Math.max(1, Math.round(seconds / 60));
  const increment = offered.find((project) => project.id === toProjectId)?.billingIncrement ?? null;
  const rounded = roundUpMinutes(minutes, increment);

  function submit(): void {
    if (kind === "move" && toProjectId === null) return;
    onSend(kind === "move" ? { answer: "move", toProjectId } : { answer: "log", toProjectId, description });
  }

  return (
    <div className="sheet-elsewhere">
      <label htmlFor={`${id}-project`}>{absenceTexts.project}</label>
      <select
        id={`${id}-project`}
        className="input"
        ref={choice}
        required={kind === "move"}
        value={chosen}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      >
        <option value="">{kind === "move" ? absenceTexts.chooseProject : absenceTexts.noProject}</option>
        {recent.length > 0 && (
          <optgroup label={absenceTexts.recentProjects}>
            {recent.map((project) => (
              <option key={project.id} value={project.id}>
                {projectName(project, projects)}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label={absenceTexts.allProjects}>
          {offered
            .filter((project) => !recent.includes(project))
            .map((project) => (
              <option key={project.id} value={project.id}>
                {projectName(project, projects)}
              </option>
            ))}
        </optgroup>
      </select>
      {kind === "log" && (
        <>
          <label htmlFor={`${id}-description`}>{absenceTexts.description}</label>
          <input
            id={`${id}-description`}
            className="input"
            type="text"
            dir="auto"
            value={description}
            onChange={({ currentTarget }) => setDescription(currentTarget.value)}
          />
          {rounded !== minutes && <p className="hint">{absenceTexts.becomes(duration(rounded * 60))}</p>}
        </>
      )}
      <div className="sheet-end">
        <button type="button" className="button button-plain" onClick={onBack}>
          {absenceTexts.back}
        </button>
        <BusyButton
          variant="primary"
          busy={sending}
          disabled={kind === "move" && toProjectId === null}
          onPress={submit}
        >
          {kind === "move" ? absenceTexts.move(duration(seconds)) : absenceTexts.log(duration(minutes * 60))}
        </BusyButton>
      </div>
    </div>
  );
}
