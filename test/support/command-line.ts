/** The command line as it is shipped: bundled, and run by its own Node. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { buildCommandLine } from "../../scripts/lib/build-command-line.ts";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly complaints: string;
}

export interface BuiltCommandLine {
  readonly folder: string;
  readonly file: string;
  run(args: readonly string[], environment: Environment): Promise<Ran>;
  /** `text` for `sh`, with `tallylight` on its path. */
  script(text: string, environment: Environment): Promise<Ran>;
  start(args: readonly string[], environment: Environment): RunningCommand;
  remove(): void;
}

type Environment = Readonly<Record<string, string>>;

export interface RunningCommand {
  readonly child: ChildProcessWithoutNullStreams;
  readonly lines: readonly string[];
  /** Resolves with the first line, also of those that came already, for which `isWanted` holds. */
  until(isWanted: (line: string) => boolean): Promise<string>;
  /** Asks it to end. Resolves with its exit code. */
  stop(): Promise<number | null>;
}

export async function buildForTest(): Promise<BuiltCommandLine> {
  const folder = mkdtempSync(path.join(tmpdir(), "tallylight-cli-"));
  await buildCommandLine(folder);
  const file = path.join(folder, "tallylight.cjs");
  symlinkSync(file, path.join(folder, "tallylight"));
  const surroundings = (more: Environment) => ({
    PATH: `${folder}:${process.env["PATH"] ?? ""}`,
    HOME: folder,
    ...more,
  });
  return {
    folder,
    file,
    run: (args, environment) => ended(spawn(process.execPath, [file, ...args], { env: surroundings(environment) })),
    script: (text, environment) => ended(spawn("sh", ["-eu", "-c", text], { env: surroundings(environment) })),
    start: (args, environment) => watched(spawn(process.execPath, [file, ...args], { env: surroundings(environment) })),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<Ran> {
  const [out, complaints]: Buffer[][] = [[], []];
  child.stdout.on("data", (bytes: Buffer) => out?.push(bytes));
  child.stderr.on("data", (bytes: Buffer) => complaints?.push(bytes));
  child.stdin.end();
  await once(child, "close");
  return { code: child.exitCode, out: textOf(out), complaints: textOf(complaints) };
}

function textOf(chunks: readonly Buffer[] | undefined): string {
  return Buffer.concat(chunks ?? []).toString("utf8");
}

function watched(child: ChildProcessWithoutNullStreams): RunningCommand {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  const over = once(child, "close");
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    for (const check of waiting) check();
  });
  child.stderr.resume();
  return {
    child,
    lines,
    until: (isWanted) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const found = lines.find((line) => isWanted(line));
          if (found === undefined) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
        void over.then(() => waiting.delete(check) && reject(new Error(`It ended. Lines: ${lines.join("\n")}`)));
      }),
    async stop() {
      child.kill("SIGTERM");
      await over;
      return child.exitCode;
    },
  };
}
