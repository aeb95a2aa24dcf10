/** docs/features.md against the tests: whatever it claims is proved by a test that exists. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const page = readFileSync("docs/features.md", "utf8");
const features = rowsUnder("## There");
const later = rowsUnder("## Left for later");

function rowsUnder(heading: string): readonly (readonly string[])[] {
  const [, section = ""] = page.split(`${heading}\n`);
  return (section.split("\n## ")[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("|") && !line.startsWith("| ---"))
    .slice(1)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe("what is there", () => {
  test("is listed, each once", () => {
    const names = features.map(([feature]) => feature);
    expect(names.length).toBeGreaterThan(30);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(features)("%s", (...[feature, here, where, proof = "", ...more]) => {
    expect([feature, here, where].filter((cell) => cell === undefined || cell === "")).toEqual([]);
    expect(more, "a row has four cells").toEqual([]);
    const [, file = "", title = ""] = /^`(test\/[^`]+)`: "(.+)"$/.exec(proof) ?? [];
    expect(existsSync(file), `"${proof}" names a file that exists`).toBe(true);
    expect(titlesIn(file), `${file} has a test named "${title}"`).toContain(title);
  });
});

test("what is left for later is not claimed as well", () => {
  const names = new Set(features.map(([feature]) => feature));
  expect(later.length).toBeGreaterThan(0);
  expect(later.filter(([feature]) => names.has(feature))).toEqual([]);
});

/** Of tests, not of groups. A title that begins with a variable is known by what follows. */
function titlesIn(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  // The title of a table stands behind its end.
  const calls = text.matchAll(
    /^\s*(?:(?:test|it)(?:\.each[^"`]*?\)?)?|\](?: as const)?\))\(\s*(["`])((?:\\.|(?!\1).)+)\1/gm,
  );
  return [...calls].map((match) => (match[2] ?? "").replace(/^\$\{\w+\} /, ""));
}
