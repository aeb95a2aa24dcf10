import type { ReactNode } from "react";
import { strings } from "../../app/contract/strings.ts";
import { formatHoursMinutes } from "../../app/model/format.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import type { ProjectMatch, TextRange } from "../project-search.ts";
import { ProjectDot } from "./ProjectDot.tsx";

interface ProjectOptionProps {
  readonly id: string;
  readonly match: ProjectMatch;
  readonly timer: Timer | null;
  readonly active: boolean;
  readonly busy: boolean;
  readonly onPick: (projectId: number) => void;
}

/** One project to start. The field keeps the keyboard's focus; a press works as well. */
export function ProjectOption(props: ProjectOptionProps) {
  const { id, match, timer, active, busy, onPick } = props;
  const { project } = match;
  return (
    // The list is worked from the field (aria-activedescendant): options take no keys of their own, and <option> could
    // hold neither a dot nor marked letters.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      className="row option"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-busy={busy}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onPick(project.id)}
    >
      <ProjectDot color={project.color} />
      <div className="row-text">
        <span className="row-name" dir="auto" title={project.name}>
          {markHits(project.name, match.hits)}
        </span>
        {timer !== null && <span className="row-detail">{timerText(timer)}</span>}
      </div>
      {busy ? <span className="option-busy">{strings.window.starting}</span> : <OptionHint active={active} />}
    </div>
  );
}

function OptionHint({ active }: { readonly active: boolean }) {
  if (active) return <kbd aria-hidden="true">{strings.window.enterKey}</kbd>;
  return (
    <span className="option-hint" aria-hidden="true">
      {strings.window.start}
    </span>
  );
}

function timerText(timer: Timer): string {
  if (isRunning(timer)) return strings.window.running;
  return strings.window.pausedAt(formatHoursMinutes(timer.anchor.seconds));
}

function markHits(name: string, hits: readonly TextRange[]): ReactNode {
  if (hits.length === 0) return name;
  const pieces: ReactNode[] = [];
  let end = 0;
  for (const hit of hits) {
    pieces.push(name.slice(end, hit.start), <mark key={hit.start}>{name.slice(hit.start, hit.end)}</mark>);
    end = hit.end;
  }
  pieces.push(name.slice(end));
  return pieces;
}
