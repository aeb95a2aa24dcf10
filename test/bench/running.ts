import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { StatusNotifierHost } from "../support/status-notifier-host.ts";
import type { TrayItem } from "../support/tray-item.ts";

export interface Start {
  readonly executable: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly desktop: StatusNotifierHost;
}

/** A started app with its icon in the tray. No debugger is attached: it would cost what is being measured. */
export interface Running {
  readonly pid: number;
  readonly tray: TrayItem;
  /** From the start of the process to the icon that a panel knows. */
  readonly millisecondsToTray: number;
  /** Everything on both output streams so far. */
  readonly output: () => string;
  /** Resolves with the first match, as soon as it is written. */
  readonly written: (pattern: RegExp) => Promise<RegExpExecArray>;
  stop(): Promise<void>;
}

const patience = 20_000;

export async function start({ executable, args = [], environment = {}, desktop }: Start): Promise<Running> {
  const profile = await mkdtemp(path.join(tmpdir(), "tallylight-bench-profile-"));
  const sandbox = process.env["NO_SANDBOX"] === "1" ? ["--no-sandbox"] : [];
  const began = performance.now();
  const child = spawn(executable, [...sandbox, `--user-data-dir=${profile}`, ...args], {
    env: { ...inheritedEnvironment(), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = collectOutput(child);
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    const tray = await desktop.nextItem(patience);
    return {
      pid: child.pid ?? 0,
      tray,
      millisecondsToTray: performance.now() - began,
      output: output.text,
      written: output.written,
      stop,
    };
  } catch (error) {
    await stop();
    throw new Error(`${path.basename(executable)} did not come up:\n${output.text()}`, { cause: error });
  }
}

/** Ours without what would configure the app. */
function inheritedEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !name.startsWith("TALLYLIGHT_") && !name.startsWith("ELECTRON_")) {
      environment[name] = value;
    }
  }
  return environment;
}

interface CollectedOutput {
  readonly text: () => string;
  readonly written: (pattern: RegExp) => Promise<RegExpExecArray>;
}

function collectOutput(child: ChildProcess): CollectedOutput {
  let text = "";
  const checks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      for (const check of checks) check();
    });
  }
  return {
    text: () => text,
    written: (pattern) =>
      new Promise((resolve, reject) => {
        const timeout = setTimeout(() => reject(new Error(`${pattern.source} was never written:\n${text}`)), patience);
        const check = (): void => {
          const match = pattern.exec(text);
          if (match === null) return;
          clearTimeout(timeout);
          checks.delete(check);
          resolve(match);
        };
        checks.add(check);
        check();
      }),
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const force = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await exited;
  clearTimeout(force);
}
