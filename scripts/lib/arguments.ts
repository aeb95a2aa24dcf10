import { LaunchError } from "./launch-error.ts";
import { parseOptions } from "./parse-options.ts";

export interface WithElectronArguments {
  readonly isPrivate: boolean;
  readonly build: boolean;
  readonly command: string;
  readonly args: readonly string[];
}

export function parseWithElectronArguments(args: readonly string[]): WithElectronArguments {
  const usage = "run `tsx scripts/with-electron.ts [--private] [--build] -- COMMAND [ARGUMENTS]`";
  const { values, rest } = parseOptions(args, { private: { type: "boolean" }, build: { type: "boolean" } }, usage);
  const [command, ...commandArguments] = rest ?? [];
  if (command === undefined) throw new LaunchError(`There is no command after \`--\`; ${usage}.`);
  return {
    isPrivate: values.private === true,
    build: values.build === true,
    command,
    args: commandArguments,
  };
}

export interface DemoArguments {
  /** How long the demo runs; without it, until the app is quit. */
  readonly seconds: number | undefined;
  /** Where to put a picture of the window. */
  readonly screenshot: string | undefined;
  /** Passed on to the app. */
  readonly passThrough: readonly string[];
}

export function parseDemoArguments(args: readonly string[]): DemoArguments {
  const usage = "run `npm run demo -- [--seconds N] [--screenshot FILE.png] [-- APP ARGUMENTS]`";
  const { values, rest } = parseOptions(args, { seconds: { type: "string" }, screenshot: { type: "string" } }, usage);
  const { screenshot } = values;
  if (screenshot !== undefined && !screenshot.toLowerCase().endsWith(".png")) {
    throw new LaunchError(`\`--screenshot ${screenshot}\` does not name a .png file; ${usage}.`);
  }
  if (screenshot !== undefined && values.seconds === undefined) {
    throw new LaunchError(`\`--screenshot\` needs \`--seconds\`, which says when to take the picture; ${usage}.`);
  }
  const seconds = values.seconds === undefined ? undefined : parseSeconds(values.seconds, usage);
  return { seconds, screenshot, passThrough: rest ?? [] };
}

function parseSeconds(value: string, usage: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!(seconds >= 1 && seconds <= 86_400)) {
    throw new LaunchError(`\`--seconds ${value}\` is not a number from 1 to 86400; ${usage}.`);
  }
  return seconds;
}
