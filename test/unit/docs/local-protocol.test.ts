import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { localProblemSchema } from "../../../app/local-api/local-problem.ts";
import { permissionOf } from "../../../app/local-api/local-requests.ts";
import { requestNames } from "../../../app/local-api/protocol.ts";
import { localProtocolSchema, schemaFile } from "../../../scripts/lib/local-protocol-schema.ts";

const page = readFileSync("docs/local-protocol.md", "utf8");

/** The first two columns of the table below that heading, without its head. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const section = page.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = [...section.matchAll(/^\| `([\w-]+)` +\| ([^|]*?) +\|/gmu)];
  return rows.slice(1).map(([, name = "", second = ""]) => [name, second]);
}

test("the committed schema is the one that the app decodes by (npm run docs:local-protocol writes it)", () => {
  expect(readFileSync(schemaFile, "utf8")).toBe(localProtocolSchema());
});

test("each request has its line, with what it needs", () => {
  const expected = requestNames().map((name) => [name, permissionOf({ do: name })]);
  expect(rowsBelow("Requests")).toEqual(expected);
});

test("each problem has its line", () => {
  const kinds = localProblemSchema.options.map((option) => option.entries.kind.literal);
  expect(rowsBelow("Problems").map(([name]) => name)).toEqual(kinds);
});

test("every example is a line of the protocol", () => {
  const lines = [...page.matchAll(/^([SC]) (\{.*\})$/gmu)];
  expect(lines.length).toBeGreaterThan(8);
  for (const [, , line = ""] of lines) expect(() => void JSON.parse(line)).not.toThrow();
});
