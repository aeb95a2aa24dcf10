import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import { LaunchError } from "../lib/launch-error.ts";
import type { Environment } from "../lib/project.ts";

const READY_LIMIT_MS = 20_000;
const END_LIMIT_MS = 5_000;

/** What a desktop session is made of: a display without a screen, and a bus for tray icons and notifications. */
export interface DesktopParts {
  readonly display: boolean;
  readonly bus: boolean;
}

/** A desktop that lives as long as this process. */
export interface DesktopSession {
  /** What programs need to find it; `undefined` removes a variable. */
  readonly env: Environment;
  /** Does nothing the second time. */
  end(): Promise<void>;
}

export interface DesktopOptions {
  readonly environment?: Environment;
  /** What the announcing command is started with. Tests pass other ones than the system's. */
  readonly starters?: readonly string[];
  readonly readyLimitMs?: number;
  readonly endLimitMs?: number;
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

/** As in "Started a … for this run." */
export function describeParts({ display, bus }: DesktopParts): string {
  return [...(display ? ["virtual display"] : []), ...(bus ? ["private session bus"] : [])].join(" and a ");
}

/** The system's own tools: each runs a command on a new display or bus, which ends with the command. */
function starterCommands({ display, bus }: DesktopParts): readonly string[] {
  return [
    ...(display ? ["xvfb-run", "-a", "-s", "-screen 0 1280x1024x24 -noreset"] : []),
    ...(bus ? ["dbus-run-session", "--"] : []),
  ];
}

/** To be run by hand: the same, with its errors shown. */
function trialCommand({ display, bus }: DesktopParts): string {
  return [...(display ? ["xvfb-run -a -e /dev/stderr"] : []), ...(bus ? ["dbus-run-session --"] : []), "true"].join(
    " ",
  );
}

/** xvfb-run runs its command even when no server could be started; a server that runs has a lock file. */
const checkDisplay = 'test -e "/tmp/.X${DISPLAY#:}-lock" || exit 1';
const announced = ["DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS"] as const;
/** Keeps the session alive until its input ends. */
const announce = `printf '%s\\n' ${announced.map((name) => `"$${name}"`).join(" ")} >&3; exec cat`;

/**
 * Starts a desktop session in the background. The app is no child of the tools that start it, since these forward no
 * signals and SIGTERM must reach the app. They end with the pipe that this process keeps open, so also when it is killed.
 */
export async function startDesktopSession(parts: DesktopParts, options: DesktopOptions = {}): Promise<DesktopSession> {
  const { environment = process.env, starters = starterCommands(parts) } = options;
  const { readyLimitMs = READY_LIMIT_MS, endLimitMs = END_LIMIT_MS } = options;
  const script = parts.display ? `${checkDisplay}; ${announce}` : announce;
  const [command, ...args] = [...starters, "sh", "-c", script];
  const child = spawn(command, args, {
    // In a process group of its own: Ctrl-C in the terminal is for the app.
    detached: true,
    env: { ...environment },
    stdio: ["pipe", "ignore", "ignore", "pipe"],
  });
  child.stdin?.on("error", () => undefined);
  const lines = await readAnnouncement(child, readyLimitMs);
  if (lines === undefined) {
    await endChild(child, endLimitMs);
    throw new LaunchError(`The ${describeParts(parts)} did not start; run \`${trialCommand(parts)}\` to see why.`);
  }
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  return { env: sessionVariables(parts, lines), end: () => endChild(child, endLimitMs) };
}

/** `lines`: the values of the announced variables, in order. */
export function sessionVariables(parts: DesktopParts, [display, authority, bus]: readonly string[]): Environment {
  return {
    // Where a Wayland session is, newer Electrons would open their windows there.
    ...(parts.display
      ? { DISPLAY: display, XAUTHORITY: authority, XDG_SESSION_TYPE: "x11", WAYLAND_DISPLAY: undefined }
      : {}),
    ...(parts.bus ? { DBUS_SESSION_BUS_ADDRESS: bus } : {}),
  };
}

/** Undefined when the session did not get ready in time. */
function readAnnouncement(child: ChildProcess, limitMs: number): Promise<readonly string[] | undefined> {
  const stream = child.stdio[3];
  return new Promise((resolve) => {
    let text = "";
    const finish = (lines: readonly string[] | undefined): void => {
      clearTimeout(timer);
      // An open pipe would keep this process alive.
      stream?.destroy();
      resolve(lines);
    };
    const timer = setTimeout(() => finish(undefined), limitMs);
    child.once("error", () => finish(undefined));
    child.once("exit", () => finish(undefined));
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      const lines = text.split("\n");
      if (lines.length > announced.length) finish(lines);
    });
  });
}

function endChild(child: ChildProcess, limitMs: number): Promise<void> {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => process.kill(-pid, "SIGKILL"), limitMs);
    child.ref();
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.stdin?.end();
  });
}
