/** What may be missing on a Linux machine. */
export type Need = "libraries" | "virtual-display" | "session-bus";

export type PackageManager = "apt-get" | "dnf" | "pacman";

/**
 * Per package, its names from the newest distribution to the oldest: Debian 13 and Ubuntu 24.04
 * renamed some libraries for their 64-bit time type.
 */
const APT_PACKAGES: Readonly<Record<Need, readonly (readonly string[])[]>> = {
  libraries: [
    ["libgtk-3-0t64", "libgtk-3-0"],
    ["libnss3"],
    ["libasound2t64", "libasound2"],
    ["libgbm1"],
    ["libxss1"],
    ["libnotify4"],
    ["libsecret-1-0"],
  ],
  "virtual-display": [["xvfb"], ["xauth"]],
  "session-bus": [["dbus"]],
};

const OTHER_PACKAGES: Readonly<Record<Exclude<PackageManager, "apt-get">, Readonly<Record<Need, readonly string[]>>>> =
  {
    dnf: {
      libraries: ["gtk3", "nss", "alsa-lib", "mesa-libgbm", "libXScrnSaver", "libnotify", "libsecret"],
      "virtual-display": ["xorg-x11-server-Xvfb", "xorg-x11-xauth"],
      "session-bus": ["dbus-daemon"],
    },
    pacman: {
      libraries: ["gtk3", "nss", "alsa-lib", "mesa", "libxss", "libnotify", "libsecret"],
      "virtual-display": ["xorg-server-xvfb", "xorg-xauth"],
      "session-bus": ["dbus"],
    },
  };

/** Every apt name that could be asked for, to ask for all at once. */
export function aptCandidates(needs: readonly Need[]): readonly string[] {
  return needs.flatMap((need) => APT_PACKAGES[need].flat());
}

/**
 * The apt packages to install, given the names that this machine's package lists know. A package
 * that is unknown under every name keeps its oldest, so that apt's own complaint names it.
 */
export function aptPackages(
  needs: readonly Need[],
  known: ReadonlySet<string>,
): { readonly packages: readonly string[]; readonly unknown: readonly string[] } {
  const packages: string[] = [];
  const unknown: string[] = [];
  for (const names of needs.flatMap((need) => APT_PACKAGES[need])) {
    const name = names.find((candidate) => known.has(candidate));
    const oldest = names.at(-1) ?? "";
    packages.push(name ?? oldest);
    if (name === undefined) {
      unknown.push(oldest);
    }
  }
  return { packages, unknown };
}

/** The packages of `apt-cache policy`'s answer that can be installed. */
export function parseAptPolicy(output: string): ReadonlySet<string> {
  const known = new Set<string>();
  let current = "";
  for (const line of output.split("\n")) {
    const heading = /^(\S+):$/.exec(line);
    if (heading?.[1] !== undefined) {
      // With foreign architectures the heading carries the architecture: name:amd64.
      current = heading[1].split(":")[0] ?? "";
    } else if (/^\s+\S+: \(none\)$/.test(line) || !/^ {2}Candidate: /.test(line)) {
      continue;
    } else {
      known.add(current);
    }
  }
  return known;
}

/** The libraries that `ldd` could not find, without repetitions. */
export function parseMissingLibraries(lddOutput: string): readonly string[] {
  const names = [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? "");
  return [...new Set(names)];
}

/** The one command to advise, where it cannot be run here. */
export function installCommand(
  manager: PackageManager | undefined,
  needs: readonly Need[],
  aptNames: readonly string[],
): string | undefined {
  switch (manager) {
    case "apt-get":
      return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${aptNames.join(" ")}`;
    case "dnf":
      return `sudo dnf install -y ${needs.flatMap((need) => OTHER_PACKAGES.dnf[need]).join(" ")}`;
    case "pacman":
      return `sudo pacman -S --needed ${needs.flatMap((need) => OTHER_PACKAGES.pacman[need]).join(" ")}`;
    default:
      return undefined;
  }
}
