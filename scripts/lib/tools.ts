import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as v from "valibot";
import { LaunchError } from "./launch-error.ts";
import type { Environment } from "./project.ts";
import { projectRoot } from "./project.ts";

/** A program and the arguments that come before one's own. */
export type CommandLine = readonly [program: string, ...args: string[]];

const manifestSchema = v.object({ bin: v.union([v.string(), v.record(v.string(), v.string())]) });

/**
 * How a tool is started: as `node <its entry>`. The starters that npm makes are `.cmd` files on Windows, which nothing
 * but a shell can run. A tool of the project is one whose package has its name; other commands stay as they are.
 */
export function toolCommand(
  name: string,
  environment: Environment = process.env,
  modules = path.join(projectRoot, "node_modules"),
): CommandLine {
  if (name === "node") return [process.execPath];
  if (name === "npm") return npmCommand(environment);
  const entry = /^[\w-]+$/.test(name) ? entryOf(path.join(modules, name), name) : undefined;
  return entry === undefined ? [name] : [process.execPath, entry];
}

function entryOf(directory: string, name: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path.join(directory, "package.json"), "utf8");
  } catch {
    return undefined;
  }
  const manifest = v.safeParse(v.pipe(v.string(), v.parseJson(), manifestSchema), text);
  if (!manifest.success) return undefined;
  const { bin } = manifest.output;
  const entry = typeof bin === "string" ? bin : bin[name];
  return entry === undefined ? undefined : path.join(directory, entry);
}

/** npm tells the scripts that it runs where its entry is; otherwise it lies beside Node, where installers put it. */
function npmCommand(environment: Environment): CommandLine {
  const node = path.dirname(process.execPath);
  const candidates = [
    environment["npm_execpath"] ?? "",
    path.join(node, "node_modules", "npm", "bin", "npm-cli.js"),
    path.join(node, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  const entry = candidates.find((file) => path.basename(file) === "npm-cli.js" && existsSync(file));
  if (entry !== undefined) return [process.execPath, entry];
  // Where a distribution packages npm apart from Node, its starter is a script with a line that names Node.
  if (process.platform !== "win32") return ["npm"];
  throw new LaunchError("npm was not found beside Node.js; start this with `npm run …`.");
}
