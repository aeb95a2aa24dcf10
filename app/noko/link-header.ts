/**
 * The target of `rel="next"` in a `Link` header (RFC 8288), or null. Several relations in one parameter,
 * unquoted ones and commas inside a target or a quoted parameter are understood; the rest is skipped.
 */
export function nextLink(header: string | null): string | null {
  if (header === null) return null;
  for (const [, target, parameters] of header.matchAll(/<([^<>]*)>((?:[^",<]|"[^"]*")*)/g)) {
    if (target !== undefined && relationsOf(parameters ?? "").includes("next")) return target.trim();
  }
  return null;
}

/** Of the first `rel` alone: the standard says to ignore further ones. */
function relationsOf(parameters: string): readonly string[] {
  for (const [, name, quoted, plain] of parameters.matchAll(/;\s*([^\s=;"]+)\s*(?:=\s*(?:"([^"]*)"|([^\s;"]*)))?/g)) {
    if (name?.toLowerCase() === "rel") return (quoted ?? plain ?? "").toLowerCase().split(/\s+/);
  }
  return [];
}
