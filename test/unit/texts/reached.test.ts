/** Each text is read by a screen, the tray or another part of the product: one that only tests read is dead. */
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { unreachedTexts } from "../../support/unreached-texts.ts";

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  noEmit: true,
  jsx: ts.JsxEmit.ReactJSX,
  types: [],
};

test("every text is read by the product", () => {
  const folders = ["app", "main", "renderer"];
  const files = folders.flatMap((folder) => ts.sys.readDirectory(path.resolve(folder), [".ts", ".tsx"]));
  const program = ts.createProgram(files, options, ownFilesAlone());

  const unreached = unreachedTexts(
    program,
    "/app/texts/",
    folders.map((folder) => path.resolve(folder)),
  );

  expect(unreached).toEqual([]);
}, 60_000);

test("a text that nothing reads is named, however deep", () => {
  const program = programOf({
    "/app/texts/sample.ts": `
      export const sample = { used: "a", unused: "b", picked: { one: "c" }, deep: { read: "d", dead: "e" }, kinds: { x: "f" } } as const;
      export function usedText(): string { return sample.used; }
      export function unusedText(): string { return "g"; }`,
    "/renderer/view.ts": `
      import { sample, usedText, unusedText } from "../app/texts/sample.ts";
      const { picked: { one } } = sample;
      export const shown = (kind: "x") => [usedText(), one, sample.deep.read, sample.kinds[kind]];`,
    "/test/unit/view.test.ts": `
      import { sample, unusedText } from "../../app/texts/sample.ts";
      export const checked = [sample.unused, unusedText()];`,
  });

  expect(unreachedTexts(program, "/app/texts/", ["/app/", "/renderer/"])).toEqual([
    "sample.unused",
    "sample.deep.dead",
    "unusedText",
  ]);
});

/** Libraries do not read our texts, and take seconds to load. */
function ownFilesAlone(): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (literals, containingFile) =>
    literals.map(({ text }) =>
      text.startsWith(".") ? ts.resolveModuleName(text, containingFile, options, host) : { resolvedModule: undefined },
    );
  return host;
}

function programOf(files: Readonly<Record<string, string>>): ts.Program {
  const plain = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...plain,
    directoryExists: () => true,
    fileExists: (name) => name in files || plain.fileExists(name),
    readFile: (name) => files[name] ?? plain.readFile(name),
    getSourceFile: (name, target) =>
      name in files ? ts.createSourceFile(name, files[name] ?? "", target) : plain.getSourceFile(name, target),
  };
  return ts.createProgram(Object.keys(files), options, host);
}
