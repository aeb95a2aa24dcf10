import type { ReactNode } from "react";
import { strings } from "../../app/contract/strings.ts";
import type { Project } from "../../app/model/project.ts";
import type { ProjectMatch } from "../../app/model/search.ts";
import type { TextRange } from "../../app/model/text-folding.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { useDuration } from "../hooks/use-duration.ts";
import { ProjectDot } from "./ProjectDot.tsx";

interface ProjectOptionProps {
  readonly id: string;
  readonly match: ProjectMatch;
  /** Found by its name, among others with a timer or without. */
  readonly found: boolean;
  readonly timer: Timer | null;
  readonly active: boolean;
  readonly busy: boolean;
  readonly favourite: boolean;
  readonly onPick: (projectId: number) => void;
  readonly onToggleFavourite: (project: Project) => void;
}

/** One project to start. The field keeps the keyboard's focus; a press works as well. */
export function ProjectOption(props: ProjectOptionProps) {
  const { id, match, found, timer, active, busy, favourite, onPick } = props;
  const { project } = match;
  const duration = useDuration();
  const detail = timer !== null ? timerText(timer, duration) : found ? strings.window.noTimerYet : null;
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
        {detail !== null && <span className="row-detail">{detail}</span>}
      </div>
      {busy ? <span className="option-busy">{strings.window.starting}</span> : <OptionHint active={active} />}
      <Star favourite={favourite} onToggle={() => props.onToggleFavourite(project)} />
    </div>
  );
}

/** For the pointer: an option may hold no button. The keyboard has Ctrl D, and screen readers are told in words. */
function Star({ favourite, onToggle }: { readonly favourite: boolean; readonly onToggle: () => void }) {
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <span
        className={favourite ? "star star-on" : "star"}
        aria-hidden="true"
        title={favourite ? strings.window.removeFavourite : strings.window.addFavourite}
        onClick={(event) => {
          event.stopPropagation();
          onToggle();
        }}
      >
        <svg viewBox="0 0 16 16">
          <path d="m8 1.6 2 4.1 4.5.6-3.3 3.2.8 4.5L8 11.9 4 14l.8-4.5L1.5 6.3 6 5.700z" />
        </svg>
      </span>
      {favourite && <span className="visually-hidden">{strings.window.favourite}</span>}
    </>
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

function timerText(timer: Timer, duration: (seconds: number) => string): string {
  if (isRunning(timer)) return strings.window.running;
  return strings.window.pausedAt(duration(timer.anchor.seconds));
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
