/**
 * The target of `rel="next"` in a `Link` header (RFC 8288), or null. Several relations in one parameter,
 * unquoted ones and commas inside a target or a quoted parameter are understood; the rest is skipped.
 */
export function nextLink(header: string | null): string | null {
  if (header === null) return null;
  for (const [, target, parameters] of header.matchAll(/<([^>]*)>((?:[^",<]|"[^"]*")*)/g)) {
    if (target !== undefined && relationsOf(parameters ?? "").includes("next")) return target.trim();
  }
  return null;
}

function relationsOf(parameters: string): readonly string[] {
  const match = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
  return (match?.[1] ?? match?.[2] ?? "").toLowerCase().split(/\s+/);
}
