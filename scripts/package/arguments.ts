import { LaunchError } from "../lib/launch-error.ts";

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

export function parsePackageArguments(args: readonly string[]): PackageArguments {
  let targets: readonly string[] | null = null;
  let release = false;
  let inspectable = false;
  let output = "dist";
  for (let index = 0; index < args.length; index += 1) {
    const name = args[index];
    switch (name) {
      case "--release":
        release = true;
        break;
      case "--inspectable":
        inspectable = true;
        break;
      case "--targets":
        targets = valueOf(name, args[(index += 1)]).split(",");
        break;
      case "--output":
        output = valueOf(name, args[(index += 1)]);
        break;
      default:
        throw new LaunchError(`\`${name}\` is not an option of this command; ${usage}.`);
    }
  }
  if (release && inspectable) throw new LaunchError("A release is never inspectable; leave one of the two out.");
  return { targets: targets ?? (release ? [] : ["dir", "tar.gz"]), release, inspectable, output };
}

function valueOf(name: string, value: string | undefined): string {
  if (value === undefined || value === "" || value.startsWith("--")) {
    throw new LaunchError(`\`${name}\` needs a value; ${usage}.`);
  }
  return value;
}
