import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { prepareProgram } from "../../support/system-program.ts";
import { appEnvironment } from "./electron.ts";

const camera = "/usr/bin/import";

/** The package as people get it. No debugger can enter it, so it is only seen from outside. */
export function sealedExecutable(): string {
  const executable = process.env["TALLYLIGHT_SEALED_APP"];
  if (executable === undefined || !existsSync(executable)) {
    throw new Error("There is no package to test: run this through `npm run test:packaged`.");
  }
  return executable;
}

export interface SealedApp {
  output(): string;
  isRunning(): boolean;
  stop(): Promise<number | null>;
}

export interface SealedStart {
  readonly profile: string;
  readonly args?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Set as they are, even those that configure Electron and Node. */
  readonly rawEnvironment?: Readonly<Record<string, string>>;
}

export function startSealed({ profile, args = [], environment, rawEnvironment = {} }: SealedStart): SealedApp {
  const sandbox = process.env["NO_SANDBOX"] === "1" ? ["--no-sandbox"] : [];
  const child = spawn(sealedExecutable(), [...sandbox, `--user-data-dir=${profile}`, ...args], {
    env: { ...appEnvironment(environment), ...rawEnvironment },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  }
  return { output: () => output, isRunning: () => isRunning(child), stop: () => stop(child) };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (isRunning(child)) {
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    await exited;
  }
  return child.exitCode;
}

/** A picture of the whole screen, taken by ImageMagick: nothing of the app takes part in it. */
export async function photographScreen(file: string): Promise<void> {
  const program = prepareProgram(camera, "imagemagick");
  if (program.kind === "missing") throw new Error(program.sentence);
  await promisify(execFile)(camera, ["-window", "root", file]);
}
