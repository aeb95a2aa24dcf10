import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { extendEnvironment } from "../lib/environment.ts";
import type { Environment } from "../lib/project.ts";
import { report } from "../lib/report.ts";
import type { DownloadOutcome } from "./resolve.ts";

/** A download that brings nothing for this long is given up. */
const STALL_LIMIT_MS = 8_000;
/** A download that crawls is given up after this long. */
const TOTAL_LIMIT_MS = 5 * 60_000;
const CHECK_EVERY_MS = 250;

export interface DownloadRequest {
  readonly packageDirectory: string;
  readonly version: string;
  readonly environment: Environment;
  readonly stallLimitMs?: number;
  readonly totalLimitMs?: number;
}

/**
 * Runs the `electron` package's own installer and ends it when it stops getting anywhere. A fixed
 * short limit would cut off every slow but working connection, so what counts is growth: the
 * installer downloads into the temporary folder (here one of our own) and unpacks into `dist`.
 */
export async function downloadElectron(request: DownloadRequest): Promise<DownloadOutcome> {
  const temporary = await mkdtemp(path.join(tmpdir(), "tallylight-electron-"));
  try {
    report(`Downloading Electron ${request.version} …`);
    return await runInstaller(request, temporary);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function runInstaller(request: DownloadRequest, temporary: string): Promise<DownloadOutcome> {
  const stallLimitMs = request.stallLimitMs ?? STALL_LIMIT_MS;
  const totalLimitMs = request.totalLimitMs ?? TOTAL_LIMIT_MS;
  const child = spawn(process.execPath, [path.join(request.packageDirectory, "install.js")], {
    env: installerEnvironment(request.environment, temporary),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const started = Date.now();
  let complaints = "";
  let size = 0;
  let grewAt = started;
  let givenUp: string | undefined;
  child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString("utf8")));

  const giveUp = (reason: string): void => {
    givenUp = reason;
    child.kill("SIGKILL");
  };
  const check = async (): Promise<void> => {
    const current = (await sizeOf(temporary)) + (await sizeOf(path.join(request.packageDirectory, "dist")));
    const now = Date.now();
    if (current !== size) {
      size = current;
      grewAt = now;
    }
    if (now - grewAt >= stallLimitMs) {
      giveUp(`nothing arrived for ${stallLimitMs / 1000} s`);
    } else if (now - started >= totalLimitMs) {
      giveUp(`it was not done after ${totalLimitMs / 1000} s`);
    }
  };

  return new Promise((resolve) => {
    const timer = setInterval(() => void check(), CHECK_EVERY_MS);
    const finish = (outcome: DownloadOutcome): void => {
      clearInterval(timer);
      resolve(outcome);
    };
    child.on("error", (error) => finish({ kind: "failed", detail: error.message }));
    child.on("close", (code) => {
      if (code === 0) {
        finish({ kind: "finished" });
      } else {
        finish({ kind: "failed", detail: givenUp ?? firstComplaint(complaints) });
      }
    });
  });
}

/** Without the override, which would send parts of the unpacked files elsewhere. */
function installerEnvironment(environment: Environment, temporary: string): NodeJS.ProcessEnv {
  return extendEnvironment(environment, {
    ELECTRON_OVERRIDE_DIST_PATH: undefined,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
  });
}

function firstComplaint(complaints: string): string {
  const line = complaints.split("\n").find((candidate) => candidate.trim() !== "");
  return line?.trim() ?? "its installer failed without a word";
}

/** Bytes below a folder, or 0 while it does not exist. Files that vanish meanwhile count as 0. */
async function sizeOf(directory: string): Promise<number> {
  let total = 0;
  try {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      const child = path.join(directory, entry.name);
      total += entry.isDirectory() ? await sizeOf(child) : (await stat(child)).size;
    }
  } catch {
    return total;
  }
  return total;
}
