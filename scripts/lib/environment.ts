import path from "node:path";
import type { Environment } from "./project.ts";

/**
 * An environment with changes; `undefined` removes a variable. Windows takes names in any case and calls its search
 * path `Path`: a second spelling of a name would hide the first from the program, so the one that is there is kept.
 */
export function extendEnvironment(
  environment: Environment,
  changes: Environment,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const extended = new Map(Object.entries(environment));
  for (const [name, value] of Object.entries(changes)) {
    extended.set(spellingIn(environment, name, platform), value);
  }
  return Object.fromEntries([...extended].filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** The same with a folder in which programs are searched first. */
export function prependPath(
  environment: Environment,
  directory: string,
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const { delimiter } = platform === "win32" ? path.win32 : path.posix;
  const present = environment[spellingIn(environment, "PATH", platform)] ?? "";
  const extended = present === "" ? directory : `${directory}${delimiter}${present}`;
  return extendEnvironment(environment, { PATH: extended }, platform);
}

function spellingIn(environment: Environment, name: string, platform: NodeJS.Platform): string {
  if (platform !== "win32" || name in environment) return name;
  return Object.keys(environment).find((present) => present.toUpperCase() === name.toUpperCase()) ?? name;
}
