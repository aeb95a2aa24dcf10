import { memo, type ReactNode } from "react";
import { switcherTexts } from "../../app/texts/switcher.ts";
import type { Project } from "../../app/model/project.ts";
import type { TextRange } from "../../app/search/text-folding.ts";
import { ProjectDot } from "../ui/ProjectDot.tsx";

interface ProjectOptionProps {
  readonly id: string;
  readonly project: Project;
  /** Shown where another project has the same name. */
  readonly group: string | null;
  /** What of its name was found. */
  readonly hits: readonly TextRange[];
  /** What its timer does; null where that is not shown. */
  readonly detail: string | null;
  readonly active: boolean;
  readonly busy: boolean;
  readonly favourite: boolean;
}

/**
 * One project to start. The list is worked from the field (aria-activedescendant) and hears presses for all of its
 * options; <option> could hold neither a dot nor marked letters.
 */
export const ProjectOption = memo(function ProjectOption(props: ProjectOptionProps) {
  const { id, project, group, hits, detail, active, busy, favourite } = props;
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div id={id} className="row option" role="option" tabIndex={-1} aria-selected={active} aria-busy={busy}>
      <ProjectDot color={project.color} />
      <div className="row-text">
        <span className="row-name" dir="auto" title={group === null ? project.name : `${project.name} · ${group}`}>
          {markHits(project.name, hits)}
          {group !== null && <span className="row-group"> · {group}</span>}
        </span>
        {detail !== null && <span className="row-detail">{detail}</span>}
      </div>
      {busy ? <span className="option-busy">{switcherTexts.starting}</span> : <OptionHint active={active} />}
      <Star favourite={favourite} />
    </div>
  );
});

/** For the pointer: an option may hold no button. The keyboard has Ctrl D, and screen readers announce it in words. */
function Star({ favourite }: { readonly favourite: boolean }) {
  return (
    <>
      <span
        className={favourite ? "star star-on" : "star"}
        aria-hidden="true"
        title={favourite ? switcherTexts.removeFavourite : switcherTexts.addFavourite}
      >
        <svg viewBox="0 0 16 16">
          <path d="m8 1.6 2 4.1 4.5.6-3.3 3.2.8 4.5L8 11.9 4 14l.8-4.5L1.5 6.3 6 5.700z" />
        </svg>
      </span>
      {favourite && <span className="visually-hidden">{switcherTexts.favourite}</span>}
    </>
  );
}

function OptionHint({ active }: { readonly active: boolean }) {
  if (active) return <kbd aria-hidden="true">{switcherTexts.enterKey}</kbd>;
  return (
    <span className="option-hint" aria-hidden="true">
      {switcherTexts.start}
    </span>
  );
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
