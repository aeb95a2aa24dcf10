import { spawn } from "node:child_process";
import { constants } from "node:os";
import { LaunchError } from "./launch-error.ts";
import { toolCommand } from "./tools.ts";

const FORWARDED_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const END_LIMIT_MS = 10_000;

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** After this long the program is asked to quit, as by SIGTERM. */
  readonly quitAfterMs?: number;
  /** What to do when the program is not there. */
  readonly missingAdvice?: string;
}

/**
 * Runs a program in the foreground, with our own standard streams, and answers its exit code. While
 * it runs, signals are its business: it gets ours, and we end after it.
 */
export function runForeground(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env,
      stdio: "inherit",
    });
    let deadline: NodeJS.Timeout | undefined;
    let timeIsOver = false;
    const quit = (signal: NodeJS.Signals): void => {
      child.kill(signal);
      deadline ??= setTimeout(() => child.kill("SIGKILL"), END_LIMIT_MS);
    };
    const quitInTime = (): void => {
      timeIsOver = true;
      quit("SIGTERM");
    };
    const quitTimer = options.quitAfterMs === undefined ? undefined : setTimeout(quitInTime, options.quitAfterMs);
    const forward = (signal: NodeJS.Signals): void => {
      // Ctrl-C in a terminal reaches the whole foreground group: twice would mean "at once".
      if (signal !== "SIGINT" || !process.stdin.isTTY) {
        quit(signal);
      }
    };
    const cleanUp = (): void => {
      clearTimeout(deadline);
      clearTimeout(quitTimer);
      for (const signal of FORWARDED_SIGNALS) {
        process.removeListener(signal, forward);
      }
    };
    for (const signal of FORWARDED_SIGNALS) {
      process.on(signal, forward);
    }
    child.on("error", () => {
      cleanUp();
      const advice = options.missingAdvice ?? "check its name, or run `npm ci`";
      reject(new LaunchError(`\`${command}\` could not be started; ${advice}.`));
    });
    child.on("exit", (code, signal) => {
      cleanUp();
      // Windows has no signal that asks a program to end: it was ended as it was wanted.
      resolve(timeIsOver && process.platform === "win32" ? 0 : exitCodeOf(code, signal));
    });
  });
}

/** The same for a command that may be one of the project's tools. */
export function runTool(name: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const [program, ...before] = toolCommand(name, options.env);
  return runForeground(program, [...before, ...args], options);
}

/** As shells do: a program that a signal ended counts as 128 plus the signal's number. */
export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? (signal === null ? 1 : 128 + constants.signals[signal]);
}
