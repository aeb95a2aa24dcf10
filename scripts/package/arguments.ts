import { LaunchError } from "../lib/launch-error.ts";
import { parseOptions } from "../lib/parse-options.ts";

export interface PackageArguments {
  /** As electron-builder names them: `dir`, `tar.gz`, `AppImage`, … Empty: those of electron-builder.yml. */
  readonly targets: readonly string[];
  /** The declared Electron alone, which is downloaded for every architecture; what it makes may be given away. */
  readonly release: boolean;
  /** Keeps the inspector, for end-to-end tests. */
  readonly inspectable: boolean;
  readonly output: string;
}

const usage =
  "run `npm run package -- [--targets dir,tar.gz] [--output DIRECTORY] [--inspectable]` or `npm run package -- --release`";

const options = {
  targets: { type: "string" },
  release: { type: "boolean", default: false },
  inspectable: { type: "boolean", default: false },
  output: { type: "string", default: "dist" },
} as const;

export function parsePackageArguments(args: readonly string[]): PackageArguments {
  const { values, rest = [] } = parseOptions(args, options, usage);
  const { release, inspectable, output } = values;
  if (rest.length > 0) throw new LaunchError(`\`${rest[0]}\` is not an option of this command; ${usage}.`);
  if (release && inspectable) throw new LaunchError("A release is never inspectable; leave one of the two out.");
  const targets = values.targets?.split(",") ?? (release ? [] : ["dir", "tar.gz"]);
  return { targets, release, inspectable, output };
}
