import { describe, expect, test } from "vitest";
import { LaunchError } from "../../../../scripts/lib/launch-error.ts";
import { shippedVulnerabilities } from "../../../../scripts/package/audit-report.ts";

const advisory = { source: 1, name: "ssh2", title: "Foreign commands", url: "https://advisories.example/1" };

function vulnerability(name: string, changes: Readonly<Record<string, unknown>> = {}) {
  return {
    name,
    severity: "high",
    isDirect: true,
    via: [advisory],
    effects: [],
    nodes: [`node_modules/${name}`],
    ...changes,
  };
}

function reportOf(...found: readonly ReturnType<typeof vulnerability>[]): string {
  return JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(found.map((each) => [each.name, each])),
    metadata: {},
  });
}

const bundled = ["node_modules/ssh2", "node_modules/conf", "node_modules/conf/node_modules/ajv"];

describe("what an audit says of what people get", () => {
  test.each<readonly [string, string, readonly string[]]>([
    ["nothing found", reportOf(), []],
    ["found in a tool of developers", reportOf(vulnerability("vitest"), vulnerability("ajv")), []],
    [
      "found in bundled code",
      reportOf(vulnerability("vitest"), vulnerability("ssh2")),
      ["ssh2 (high): Foreign commands, https://advisories.example/1"],
    ],
    [
      "found beneath another package",
      reportOf(vulnerability("ajv", { nodes: ["node_modules/ajv", "node_modules/conf/node_modules/ajv"] })),
      ["ajv (high): Foreign commands, https://advisories.example/1"],
    ],
    ["found through another package", reportOf(vulnerability("conf", { via: ["ajv"] })), ["conf (high): through ajv"]],
    [
      "found in Electron itself",
      reportOf(vulnerability("electron", { severity: "moderate", via: [{ title: "Out of bounds" }] })),
      ["electron (moderate): Out of bounds"],
    ],
  ])("%s", (_name, output, expected) => expect(shippedVulnerabilities(output, bundled)).toEqual(expected));

  test.each([
    ["no answer", ""],
    ["a registry that keeps no advisories", '{"message":"405 Method Not Allowed","error":{"summary":"","detail":""}}'],
    ["an older report", '{"auditReportVersion":1,"vulnerabilities":{}}'],
    ["words", "npm warn audit 405 Method Not Allowed"],
  ])("%s is no report, and never passes for a clean one", (_name, output) => {
    expect(() => shippedVulnerabilities(output, bundled)).toThrow(LaunchError);
  });
});
