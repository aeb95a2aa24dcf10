import { describe, expect, test } from "vitest";
import { ensureSystem } from "../../../../scripts/electron/system.ts";
import type { SystemPorts, SystemRequest } from "../../../../scripts/electron/system.ts";

const BOOKWORM = [
  "libgtk-3-0",
  "libnss3",
  "libasound2",
  "libgbm1",
  "libxss1",
  "libnotify4",
  "libsecret-1-0",
  "xvfb",
  "xauth",
  "dbus",
];
const TRIXIE = BOOKWORM.map((name) => (name === "libgtk-3-0" || name === "libasound2" ? `${name}t64` : name));
const INSTALL = "-o DPkg::Lock::Timeout=120 -q install -y --no-install-recommends";
const UPDATE = "-o DPkg::Lock::Timeout=120 -q update";

const request: SystemRequest = {
  executable: "/runtime/electron",
  needsVirtualDisplay: true,
  needsSessionBus: true,
  isRoot: true,
  isContinuousIntegration: false,
};

interface Machine {
  libraries: readonly string[];
  programs: readonly string[];
  /** The packages that the lists know now, and after an update. */
  known: readonly string[];
  afterUpdate?: readonly string[];
  /** Whether an installation brings what is missing, or ends with an error. */
  installation: "works" | "fails" | "does nothing";
}

/** A machine in memory that answers as ldd, apt-cache, apt-get and sudo do. */
function createMachine(machine: Machine): { ports: SystemPorts; commands: string[]; lines: string[] } {
  const commands: string[] = [];
  const lines: string[] = [];
  const runApt = (args: readonly string[]): { code: number; output: string } => {
    if (args.includes("update")) {
      machine.known = machine.afterUpdate ?? machine.known;
      return { code: 0, output: "" };
    }
    if (machine.installation === "fails") {
      return { code: 100, output: "Reading package lists...\nE: Unable to fetch some archives\n" };
    }
    if (machine.installation === "works") {
      machine.libraries = [];
      machine.programs = [...machine.programs, "xvfb-run", "xauth", "dbus-run-session"];
    }
    return { code: 0, output: "" };
  };
  const run = (command: string, args: readonly string[]): { code: number; output: string } => {
    switch (command) {
      case "ldd":
        return {
          code: 0,
          output: `\tlinux-vdso.so.1 (0x1)\n\tlibc.so.6 => /lib/libc.so.6 (0x2)\n${machine.libraries.map((name) => `\t${name} => not found\n`).join("")}`,
        };
      case "apt-cache":
        return {
          code: 0,
          output: args
            .slice(1)
            .map(
              (name) =>
                `${name}:\n  Installed: (none)\n  Candidate: ${machine.known.includes(name) ? "1.0-1" : "(none)"}\n`,
            )
            .join(""),
        };
      case "apt-get":
        commands.push([command, ...args].join(" "));
        return runApt(args);
      case "sudo":
        commands.push([command, ...args].join(" "));
        return runApt(args);
      default:
        throw new Error(`Unexpected command: ${command}`);
    }
  };
  return {
    commands,
    lines,
    ports: {
      run: async (command, args) => run(command, args),
      find: async (program) => (machine.programs.includes(program) ? `/usr/bin/${program}` : undefined),
      report: (line) => lines.push(line),
    },
  };
}

const BARE: Machine = {
  libraries: ["libgtk-3.so.0", "libnss3.so", "libgtk-3.so.0"],
  programs: ["apt-get"],
  known: BOOKWORM,
  installation: "works",
};

describe("ensureSystem", () => {
  test("leaves a machine alone that has everything", async () => {
    const { ports, commands, lines } = createMachine({
      ...BARE,
      libraries: [],
      programs: ["xvfb-run", "xauth", "dbus-run-session"],
    });
    await ensureSystem(request, ports);
    expect({ commands, lines }).toEqual({ commands: [], lines: [] });
  });

  test("does not miss a display and a bus that are not needed", async () => {
    const { ports, commands } = createMachine({ ...BARE, libraries: [] });
    await ensureSystem({ ...request, needsVirtualDisplay: false, needsSessionBus: false }, ports);
    expect(commands).toEqual([]);
  });

  test.each([
    { title: "Debian 12", known: BOOKWORM },
    { title: "Debian 13 and Ubuntu 24.04", known: TRIXIE },
    // Ubuntu 24.04 still lists a package of the old name that is something else.
    { title: "a list with both names", known: [...TRIXIE, "libasound2"], expected: TRIXIE },
  ])("installs as root, with the names of $title, and says so", async ({ known, expected }) => {
    const { ports, commands, lines } = createMachine({ ...BARE, known });
    await ensureSystem(request, ports);
    const names = (expected ?? known).join(" ");
    expect(commands).toEqual([`apt-get ${INSTALL} ${names}`]);
    expect(lines).toEqual([
      `Electron cannot start here, this machine lacks libgtk-3.so.0, libnss3.so, xvfb-run, xauth, dbus-run-session: installing ${names} with apt-get …`,
    ]);
  });

  test("installs only what is missing", async () => {
    const { ports, commands } = createMachine({
      ...BARE,
      libraries: [],
      programs: ["apt-get", "xvfb-run", "dbus-run-session"],
    });
    await ensureSystem(request, ports);
    expect(commands).toEqual([`apt-get ${INSTALL} xvfb xauth`]);
  });

  test("brings the package lists up to date first where there are none", async () => {
    const { ports, commands } = createMachine({ ...BARE, known: [], afterUpdate: TRIXIE });
    await ensureSystem(request, ports);
    expect(commands).toEqual([`apt-get ${UPDATE}`, `apt-get ${INSTALL} ${TRIXIE.join(" ")}`]);
  });

  test("tries once more with new lists, then gives up with the command and apt's own words", async () => {
    const { ports, commands } = createMachine({ ...BARE, installation: "fails" });
    await expect(ensureSystem(request, ports)).rejects.toThrow(
      /apt-get could not install it; run `sudo apt-get update && sudo apt-get install -y --no-install-recommends libgtk-3-0 .* dbus`\.\n.*\nE: Unable to fetch some archives$/,
    );
    expect(commands.map((command) => /(update|install) ?/.exec(command)?.[1])).toEqual([
      "install",
      "update",
      "install",
    ]);
  });

  test("does not believe an installation that brought nothing", async () => {
    const { ports } = createMachine({ ...BARE, installation: "does nothing" });
    await expect(ensureSystem(request, ports)).rejects.toThrow(
      "this machine lacks libgtk-3.so.0, libnss3.so, xvfb-run, xauth, dbus-run-session even after the installation; run `ldd /runtime/electron` to see more.",
    );
  });

  test("uses sudo without questions in continuous integration", async () => {
    const { ports, commands } = createMachine({ ...BARE, libraries: [] });
    await ensureSystem({ ...request, isRoot: false, isContinuousIntegration: true }, ports);
    expect(commands).toEqual([
      `sudo -n env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get ${INSTALL} xvfb xauth dbus`,
    ]);
  });

  test.each([
    {
      programs: ["apt-get"],
      command: `sudo apt-get update && sudo apt-get install -y --no-install-recommends xvfb xauth dbus`,
    },
    { programs: ["dnf"], command: "sudo dnf install -y xorg-x11-server-Xvfb xorg-x11-xauth dbus-daemon" },
    { programs: ["pacman"], command: "sudo pacman -S --needed xorg-server-xvfb xorg-xauth dbus" },
  ])("names the one command to a user without rights: $command", async ({ programs, command }) => {
    const { ports, commands } = createMachine({ ...BARE, libraries: [], programs });
    await expect(ensureSystem({ ...request, isRoot: false }, ports)).rejects.toThrow(
      `Electron cannot start here, this machine lacks xvfb-run, xauth, dbus-run-session; run \`${command}\`.`,
    );
    expect(commands).toEqual([]);
  });

  test("names the parts where it knows no package manager, even as root", async () => {
    const { ports, commands } = createMachine({ ...BARE, programs: [] });
    await expect(ensureSystem(request, ports)).rejects.toThrow(
      "install GTK 3, NSS, ALSA, libgbm, xvfb-run, xauth and dbus-run-session with your package manager.",
    );
    expect(commands).toEqual([]);
  });
});
