import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { capture } from "../lib/capture.ts";

const END_LIMIT_MS = 2_000;

/** A helper program that lives as long as the launcher. */
export interface BackgroundProcess {
  readonly pid: number;
  /** The first line that it printed: how to reach it. */
  readonly firstLine: string;
  end(): Promise<void>;
}

export interface BackgroundRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly readyLimitMs: number;
}

/**
 * Starts a helper and waits for its first line on stdout, which tells that it is ready. It gets a session of its own, so that Ctrl-C in the
 * terminal reaches the app first and the helper only through `end`. If this process dies in any
 * other way, the kernel ends the helper: its parent-death signal is set, where setpriv can do that.
 * Answers undefined when the helper did not get ready in time.
 */
export async function startBackgroundProcess(request: BackgroundRequest): Promise<BackgroundProcess | undefined> {
  const prefix = await parentDeathPrefix();
  const [command = request.command, ...args] = [...prefix, request.command, ...request.args];
  const child = spawn(command, args, {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const endNow = (): void => {
    child.kill("SIGTERM");
  };
  process.on("exit", endNow);
  child.once("exit", () => process.removeListener("exit", endNow));
  const firstLine = await readFirstLine(child, child.stdout, request.readyLimitMs);
  // Read no further: an open pipe would keep this process alive.
  child.stdout.destroy();
  if (firstLine === undefined || child.pid === undefined) {
    await endChild(child);
    return undefined;
  }
  child.unref();
  return { pid: child.pid, firstLine, end: () => endChild(child) };
}

let cachedPrefix: Promise<readonly string[]> | undefined;

function parentDeathPrefix(): Promise<readonly string[]> {
  cachedPrefix ??= capture("setpriv", ["--pdeathsig", "TERM", "true"]).then((run) =>
    run.code === 0 ? ["setpriv", "--pdeathsig", "TERM"] : [],
  );
  return cachedPrefix;
}

function readFirstLine(child: ChildProcess, stream: Readable, limitMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = "";
    const finish = (line: string | undefined): void => {
      clearTimeout(timer);
      resolve(line);
    };
    const timer = setTimeout(() => finish(undefined), limitMs);
    child.once("error", () => finish(undefined));
    child.once("exit", () => finish(undefined));
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString("utf8");
      if (text.includes("\n")) {
        finish(text.split("\n")[0]?.trim());
      }
    });
  });
}

function endChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), END_LIMIT_MS);
    child.ref();
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
