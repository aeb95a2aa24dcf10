/** Which project a program means: an id, a whole name, or so much of one that no other is meant. Never a guess. */
import type { AccountView } from "../contract/snapshot.ts";
import type { Project } from "../model/project.ts";
import { projectName } from "../model/project-name.ts";
import { createProjectIndex, noUsage, type ProjectIndex } from "../search/search.ts";
import { fold } from "../search/text-folding.ts";

export type ResolvedProject =
  | { readonly kind: "found"; readonly project: Project }
  | { readonly kind: "unknown" }
  | { readonly kind: "ambiguous"; readonly candidates: readonly Project[] };

const mostCandidates = 10;

/** `among`: what a verb can act on. */
export function resolveProject(
  asked: number | string,
  among: readonly Project[],
  { projects }: Pick<AccountView, "projects">,
): ResolvedProject {
  const id = idOf(asked);
  const wanted = fold(String(asked).trim());
  const isNamed = (project: Project): boolean =>
    fold(project.name) === wanted || fold(projectName(project, projects)) === wanted;
  const exact = among.filter((project) => (id === null ? isNamed(project) : project.id === id));
  if (id !== null || exact.length > 0) return decide(exact, exact.length);
  const { matches, total } = indexOf(among).search(String(asked), noUsage, mostCandidates);
  return decide(
    matches.map(({ project }) => project),
    total,
  );
}

/** An index is made once for a list, which is never changed. */
export function indexOf(projects: readonly Project[]): ProjectIndex {
  const index = indexes.get(projects) ?? createProjectIndex(projects);
  indexes.set(projects, index);
  return index;
}

const indexes = new WeakMap<readonly Project[], ProjectIndex>();

function decide(found: readonly Project[], total: number): ResolvedProject {
  const [project] = found;
  if (project === undefined) return { kind: "unknown" };
  return total === 1 ? { kind: "found", project } : { kind: "ambiguous", candidates: found.slice(0, mostCandidates) };
}

/** `37396` as a number, or `#37396`. A text of digits alone may be a name. */
function idOf(asked: number | string): number | null {
  if (typeof asked === "number") return asked;
  const digits = /^#(\d{1,15})$/.exec(asked.trim())?.[1];
  return digits === undefined ? null : Number(digits);
}
