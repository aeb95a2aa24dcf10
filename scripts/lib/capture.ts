import { spawn } from "node:child_process";
import type { Environment } from "./project.ts";
import { toolCommand } from "./tools.ts";

export interface CapturedRun {
  /** The exit code; undefined when the program could not be started, timed out or was killed. */
  readonly code: number | undefined;
  readonly output: string;
}

export interface CaptureOptions {
  readonly cwd?: string;
  readonly env?: Environment;
  readonly timeoutMs?: number;
}

/** A daemon that an installation starts may keep the pipes open: the rest is not waited for. */
const OUTPUT_GRACE_MS = 1_000;

/** Runs a program without stdin and collects what it prints. Never throws, never outlives its time. */
export function capture(command: string, args: readonly string[], options: CaptureOptions = {}): Promise<CapturedRun> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: { ...(options.env ?? process.env) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    let grace: NodeJS.Timeout | undefined;
    // Our own timer: spawn's is not cleared when the program is missing, and holds the process up.
    const limit = setTimeout(() => child.kill("SIGKILL"), options.timeoutMs ?? 60_000);
    const finish = (code: number | null): void => {
      clearTimeout(limit);
      clearTimeout(grace);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code: code ?? undefined, output: Buffer.concat(chunks).toString("utf8") });
    };
    child.on("error", () => finish(null));
    child.on("exit", (code) => {
      grace = setTimeout(() => finish(code), OUTPUT_GRACE_MS);
    });
    child.on("close", finish);
  });
}

/** The same for one of the project's tools. */
export function captureTool(name: string, args: readonly string[], options: CaptureOptions = {}): Promise<CapturedRun> {
  const [program, ...before] = toolCommand(name, options.env);
  return capture(program, [...before, ...args], options);
}

/** The last lines of a program's output, for an error message. */
export function lastLines(output: string, count: number): string {
  return output.trimEnd().split("\n").slice(-count).join("\n");
}
