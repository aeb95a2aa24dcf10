import { LaunchError } from "../lib/launch-error.ts";
import type { Environment } from "../lib/project.ts";
import { startBackgroundProcess } from "./background-process.ts";

/** A piece of the desktop that the launcher started, and what programs need to find it. */
export interface DesktopPart {
  readonly env: Readonly<Record<string, string>>;
  readonly description: string;
  end(): Promise<void>;
}

export function hasDisplay(environment: Environment): boolean {
  return isSet(environment["DISPLAY"]) || isSet(environment["WAYLAND_DISPLAY"]);
}

export function hasSessionBus(environment: Environment): boolean {
  return isSet(environment["DBUS_SESSION_BUS_ADDRESS"]);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

/** Starts an X server without a screen. It picks a free number by itself, so that runs never clash. */
export async function startVirtualDisplay(): Promise<DesktopPart> {
  const server = await startBackgroundProcess({
    command: "Xvfb",
    args: ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp", "-noreset"],
    readyLimitMs: 15_000,
  });
  if (server === undefined) {
    throw new LaunchError(
      "The virtual display did not start; run `Xvfb -displayfd 1 -screen 0 1280x1024x24` to see why.",
    );
  }
  const display = `:${server.firstLine}`;
  return {
    env: { DISPLAY: display },
    description: `virtual display ${display}`,
    end: () => server.end(),
  };
}

/** Starts a private session bus: the tray icon and notifications live on it. */
export async function startSessionBus(): Promise<DesktopPart> {
  const bus = await startBackgroundProcess({
    command: "dbus-daemon",
    // The address is given because some distributions' default needs a login session.
    args: ["--session", "--nofork", "--nopidfile", "--address=unix:tmpdir=/tmp", "--print-address=1"],
    readyLimitMs: 10_000,
  });
  if (bus === undefined) {
    throw new LaunchError(
      "The private session bus did not start; run `dbus-daemon --session --nofork --print-address` to see why.",
    );
  }
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: bus.firstLine },
    description: "private session bus",
    end: () => bus.end(),
  };
}
