import * as v from "valibot";
import { LaunchError } from "../lib/launch-error.ts";

/** What `npm audit --json` (report version 2) tells of one package. */
const vulnerabilitySchema = v.object({
  name: v.string(),
  severity: v.string(),
  /** Where it is installed, relative to the project. */
  nodes: v.array(v.string()),
  /** Advisories, or the names of packages that have them. */
  via: v.array(v.union([v.string(), v.object({ title: v.string(), url: v.optional(v.string(), "") })])),
});
const reportSchema = v.object({
  auditReportVersion: v.literal(2),
  vulnerabilities: v.record(v.string(), vulnerabilitySchema),
});

/** Electron is given to people whole, and in no list of bundled code. */
const alwaysShipped = ["node_modules/electron"];

/**
 * Of everything that an audit found, what people get: a line for each, sorted; none where nothing was found.
 * `folders`: where the packages lie whose code is in the build, relative to the project.
 * Throws `LaunchError` where `output` is no report, as when the registry keeps no advisories.
 */
export function shippedVulnerabilities(output: string, folders: readonly string[]): readonly string[] {
  const report = v.safeParse(v.pipe(v.string(), v.parseJson(), reportSchema), output);
  if (!report.success) {
    throw new LaunchError(
      "npm's audit came to no report: the registry in use answers no such questions, or can't be reached; " +
        "run `npm audit` to see what it says, or set a registry that does (`npm config set registry …`).",
    );
  }
  const shipped = new Set([...folders, ...alwaysShipped]);
  return Object.values(report.output.vulnerabilities)
    .filter(({ nodes }) => nodes.some((node) => shipped.has(node)))
    .map(({ name, severity, via }) => `${name} (${severity}): ${via.map(describeCause).join("; ")}`)
    .toSorted();
}

function describeCause(cause: string | { readonly title: string; readonly url: string }): string {
  if (typeof cause === "string") return `through ${cause}`;
  return cause.url === "" ? cause.title : `${cause.title}, ${cause.url}`;
}
