import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const texts = new URL("../../../app/texts/", import.meta.url);

/** Diagnostics is for those who look into the machinery; a start by environment variables is, too. */
const technical = new Set(["cli.ts", "diagnostics.ts", "startup.ts"]);
const files = readdirSync(texts).filter((name) => !technical.has(name));

/** Words of the machinery, which say nothing to a person. */
const banned = /\b(evidence|announcements?|broadcasts?|chosen from outside|paths?|receivers?)\b/i;

/** Comments and imports are not shown, nor is what stands in code: only what is between quotes is. */
function shownTexts(source: string): readonly string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
  const quoted = code.replaceAll(/^(?:import|export) [^;]*? from "[^"]*";$/gm, "").match(/"[^"\n]*"|`[^`]*`/g) ?? [];
  return quoted.map((text) => text.slice(1, -1).replaceAll(/\$\{[^}]*\}/g, "…")).filter(isSentence);
}

/** A name of the code has neither a capital at its start nor a space. */
function isSentence(text: string): boolean {
  return /^\p{Lu}/u.test(text) || text.includes(" ");
}

function textsOf(name: string): readonly string[] {
  return shownTexts(readFileSync(new URL(name, texts), "utf8"));
}

describe("the words on a person's screens", () => {
  it.each(files)("are a person's own in %s", (name) => {
    expect(textsOf(name).filter((text) => banned.test(text))).toEqual([]);
  });

  it("are found in the source, comments and names of the code are not", () => {
    const source = [
      "/** A broadcast. */",
      'import { a } from "./path.ts";',
      'case "broadcasts-missed":',
      '  // The "Path" of it',
      '  title: "Last broadcast",',
      "  why: `no evidence of ${path}`,",
    ].join("\n");
    expect(shownTexts(source)).toEqual(["Last broadcast", "no evidence of …"]);
  });

  it("are read from every file", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(textsOf).length).toBeGreaterThan(200);
  });
});
