import { LaunchError } from "./launch-error.ts";

export interface WithElectronArguments {
  readonly isPrivate: boolean;
  readonly build: boolean;
  readonly command: string;
  readonly args: readonly string[];
}

export function parseWithElectronArguments(args: readonly string[]): WithElectronArguments {
  const usage = "run `tsx scripts/with-electron.ts [--private] [--build] -- COMMAND [ARGUMENTS]`";
  const end = args.indexOf("--");
  const command = end === -1 ? undefined : args[end + 1];
  if (command === undefined) {
    throw new LaunchError(`There is no command after \`--\`; ${usage}.`);
  }
  const options = args.slice(0, end);
  const unknown = options.find((option) => option !== "--private" && option !== "--build");
  if (unknown !== undefined) {
    throw new LaunchError(`\`${unknown}\` is not an option of this command; ${usage}.`);
  }
  return {
    isPrivate: options.includes("--private"),
    build: options.includes("--build"),
    command,
    args: args.slice(end + 2),
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
  let seconds: number | undefined;
  let screenshot: string | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const [name, inline] = splitOption(args[index] ?? "");
    if (name === "--" && inline === undefined) {
      return checkDemo({ seconds, screenshot, passThrough: args.slice(index + 1) }, usage);
    }
    if (name !== "--seconds" && name !== "--screenshot") {
      throw new LaunchError(`\`${args[index]}\` is not an option of the demo; ${usage}.`);
    }
    const value = inline ?? args[(index += 1)];
    if (value === undefined || value === "" || value.startsWith("--")) {
      throw new LaunchError(`\`${name}\` needs a value; ${usage}.`);
    }
    if (name === "--seconds") {
      seconds = parseSeconds(value, usage);
    } else {
      screenshot = parsePicturePath(value, usage);
    }
  }
  return checkDemo({ seconds, screenshot, passThrough: [] }, usage);
}

function splitOption(argument: string): readonly [string, string | undefined] {
  const equals = argument.indexOf("=");
  return argument.startsWith("--") && equals !== -1
    ? [argument.slice(0, equals), argument.slice(equals + 1)]
    : [argument, undefined];
}

function parseSeconds(value: string, usage: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!(seconds >= 1 && seconds <= 86_400)) {
    throw new LaunchError(`\`--seconds ${value}\` is not a number from 1 to 86400; ${usage}.`);
  }
  return seconds;
}

function parsePicturePath(value: string, usage: string): string {
  if (!value.toLowerCase().endsWith(".png")) {
    throw new LaunchError(`\`--screenshot ${value}\` does not name a .png file; ${usage}.`);
  }
  return value;
}

function checkDemo(parsed: DemoArguments, usage: string): DemoArguments {
  if (parsed.screenshot !== undefined && parsed.seconds === undefined) {
    throw new LaunchError(`\`--screenshot\` needs \`--seconds\`, which says when to take the picture; ${usage}.`);
  }
  return parsed;
}
