/** Styles lie beside what they style: a rule of one feature is found in its folder, one of several in `ui/`. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const files = readdirSync("renderer", { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
const sheets = files.filter((file) => file.endsWith(".css"));
const components = files.filter((file) => file.endsWith(".tsx"));
const sources = new Map(components.map((file) => [file, readFileSync(path.join("renderer", file), "utf8")]));

/** Classes that components compose of a state's name. */
const composed = /^(?:link|step|button|choice)-/u;

function classesOf(sheet: string): readonly string[] {
  const css = readFileSync(path.join("renderer", sheet), "utf8").replaceAll(/\/\*.*?\*\//gsu, "");
  const selectors = [...css.matchAll(/[^{}]+(?=\{)/gu)].map(([selector]) => selector).filter((s) => !s.includes("@"));
  const names = selectors.flatMap((selector) =>
    [...selector.matchAll(/\.([a-z][\w-]*)/gu)].map(([, name = ""]) => name),
  );
  return [...new Set(names)];
}

/** What stands in `className="…"`, `triggerClass="…"`, or between the braces of one that is computed. */
const attributes = /[cC]lass(?:Name)?=("[^"]*"|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})/gu;

function usersOf(name: string): readonly string[] {
  const word = new RegExp(`(?<![\\w-])${name}(?![\\w-])`, "u");
  return components.filter((file) =>
    [...(sources.get(file) ?? "").matchAll(attributes)].some(([, value = ""]) => word.test(value)),
  );
}

const ownerOf = new Map<string, string>();
for (const sheet of sheets) {
  for (const name of classesOf(sheet)) {
    // A feature may restyle what `ui` owns.
    if (!ownerOf.has(name) || sheet.startsWith("ui/")) ownerOf.set(name, path.posix.dirname(sheet));
  }
}
const classes = [...ownerOf].filter(([name]) => !composed.test(name));

test("there are sheets and classes", () => {
  expect(sheets.length).toBeGreaterThan(10);
  expect(classes.length).toBeGreaterThan(100);
});

test.each(classes)(".%s of %s is used, and only there unless it is shared", (name, folder) => {
  const users = usersOf(name);
  expect(users, `no component has the class ${name}`).not.toEqual([]);
  if (folder === "ui") return;
  expect(users.filter((file) => path.posix.dirname(file) !== folder)).toEqual([]);
});

test("every sheet is imported once", () => {
  const imported = [...readFileSync("renderer/ui/index.css", "utf8").matchAll(/@import "(.+)";/gu)].map(([, to = ""]) =>
    path.posix.join("ui", to),
  );
  expect(imported.toSorted()).toEqual(sheets.filter((sheet) => sheet !== "ui/index.css").toSorted());
});
