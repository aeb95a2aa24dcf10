/** docs/faults.md against the tests: each fault names a test that exists. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = readFileSync("docs/faults.md", "utf8")
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, situation = "", , proof = ""]) => [situation, proof] as const);

test("every fault of the list has a row", () => {
  expect(rows.length).toBeGreaterThan(30);
});

test.each(rows)("%s", (_situation, proof) => {
  const [, file = "", title = ""] = /^`(test\/[^`]+)`: "(.+)"$/.exec(proof) ?? [];
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, "utf8")).toContain(title);
});
