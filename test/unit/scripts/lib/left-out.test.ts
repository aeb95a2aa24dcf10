import { build } from "vite";
import { expect, test } from "vitest";
import { leaveOut } from "../../../../scripts/lib/left-out.ts";

const entry = "\0entry";
const because = "it is never used.";

async function built(code: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "silent",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? entry : null),
        load: (id) => (id === entry ? code : null),
      },
      leaveOut([{ module: "heavy", names: ["default", "Parser"], because }]),
    ],
    build: { write: false, minify: false, rollupOptions: { input: "entry", output: { format: "es" } } },
  });
  const [output] = [result].flat();
  if (output === undefined || !("output" in output)) throw new Error("Nothing was built.");
  return output.output[0].code;
}

async function run(code: string): Promise<void> {
  await import(`data:text/javascript,${encodeURIComponent(await built(code))}`);
}

test("a module that is left out can be imported and made", async () => {
  await expect(
    run('import Heavy, { Parser } from "heavy"; globalThis.kept = [new Parser(), Heavy.default ?? Heavy];'),
  ).resolves.toBeUndefined();
});

test.each([
  ["a method of what was made", 'import { Parser } from "heavy"; new Parser().parse();'],
  ["a function", 'import { Parser } from "heavy"; Parser();'],
  ["a function of the module", 'import heavy from "heavy"; heavy.valid("1.0.0");'],
])("%s throws with the module and the reason", async (_name, code) => {
  await expect(run(code)).rejects.toThrow("heavy is not part of this build: it is never used.");
});
