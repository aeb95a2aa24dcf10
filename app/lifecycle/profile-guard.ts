/**
 * One app for one profile, by a socket inside of the profile's folder.
 *
 * Electron's own lock is a link to a socket in the folder for temporary files. Where that is cleaned while the app runs, a
 * second start finds nothing there and takes the lock over. A socket is free of what troubles lock files: the system knows
 * whether a process listens, so a killed app, a process id that was used again and a restored profile leave nothing that
 * looks alive. It carries the command line of the second start as well.
 */
import { closeSync, constants, openSync, rmSync } from "node:fs";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import path from "node:path";
import * as v from "valibot";
import type { Logger } from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";

export type ProfileClaim =
  /** No other process has it. `release` is to be called before the process ends. */
  | { readonly kind: "ours"; readonly release: () => void }
  /** Another process has it, and was handed the command line. */
  | { readonly kind: "taken" };

export interface ProfileGuardOptions {
  readonly directory: string;
  readonly platform: NodeJS.Platform;
  /** Of this start, for the process that has the profile. */
  readonly commandLine: readonly string[];
  /** Called with the command line of each later start. */
  readonly onSecondStart: (commandLine: readonly string[]) => void;
  readonly logger: Logger;
  /** How long one process waits for the other, in milliseconds. One that is stopped has the profile as well, and answers nothing. */
  readonly longestAnswer?: number;
}

const socketName = "running.sock";
/** In bytes. The shortest limit of the systems that have such sockets is 104. */
const longestAddress = 100;
const usualLongestAnswer = 1_000;
/** In characters. */
const longestMessage = 64 * 1024;
const commandLineSchema = v.pipe(v.array(v.string()), v.maxLength(1_000));

/** Takes the profile, or hands this start's command line to the process that has it. Never rejects. */
export async function claimProfile(options: ProfileGuardOptions): Promise<ProfileClaim> {
  // Windows' lock is an object of the system's kernel, which nothing cleans away.
  if (options.platform === "win32") return { kind: "ours", release: () => undefined };
  const address = openAddress(options.directory, options.platform);
  try {
    if (await handOver(address.path, options)) return { kind: "taken" };
    const server = await listen(address.path, options);
    return { kind: "ours", release: () => release(server, options.directory) };
  } catch (error) {
    // Some file systems have no sockets: Electron's lock alone has to do.
    options.logger.warn("The profile could not be guarded", errorFields(error));
    return { kind: "ours", release: () => undefined };
  } finally {
    address.close();
  }
}

/** Whether a process has the profile. It is handed the command line. */
export async function isProfileTaken({
  directory,
  platform,
  ...handed
}: HandedOver & Pick<ProfileGuardOptions, "directory" | "platform">): Promise<boolean> {
  if (platform === "win32") return false;
  const address = openAddress(directory, platform);
  try {
    return await handOver(address.path, handed);
  } catch {
    return false;
  } finally {
    address.close();
  }
}

interface Address {
  readonly path: string;
  readonly close: () => void;
}

/** Linux reaches a folder with a long name by an open handle. */
function openAddress(directory: string, platform: NodeJS.Platform): Address {
  const direct = { path: path.join(directory, socketName), close: () => undefined };
  if (platform !== "linux" || Buffer.byteLength(direct.path) <= longestAddress) return direct;
  try {
    const handle = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY);
    return { path: `/proc/self/fd/${handle}/${socketName}`, close: () => closeSync(handle) };
  } catch {
    return direct;
  }
}

type HandedOver = Pick<ProfileGuardOptions, "commandLine" | "longestAnswer">;

/** False where no process listens. */
function handOver(address: string, { commandLine, longestAnswer = usualLongestAnswer }: HandedOver): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(address);
    let isConnected = false;
    socket.once("connect", () => {
      isConnected = true;
      socket.setTimeout(longestAnswer, () => socket.destroy());
      socket.end(JSON.stringify(commandLine));
      socket.resume();
    });
    socket.once("error", (error) => {
      if (isConnected) return;
      if (isNothingThere(error)) resolve(false);
      else reject(error);
    });
    socket.once("close", () => resolve(isConnected));
  });
}

function isNothingThere(error: Error): boolean {
  return "code" in error && (error.code === "ENOENT" || error.code === "ECONNREFUSED");
}

function listen(
  address: string,
  { onSecondStart, logger, longestAnswer = usualLongestAnswer }: ProfileGuardOptions,
): Promise<Server> {
  // No process listens at what is there: the process that made it was killed.
  rmSync(address, { force: true });
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      receive(socket, longestAnswer, (text) => {
        // The command line only wants to know whether the app runs.
        if (text === "") return;
        const commandLine = v.safeParse(commandLineSchema, parse(text));
        if (commandLine.success) onSecondStart(commandLine.output);
        else logger.warn("A second start could not be understood");
      });
    });
    server.once("error", reject);
    server.listen(address, () => {
      server.unref();
      server.off("error", reject);
      server.on("error", (error) => logger.warn("The profile's guard failed", errorFields(error)));
      resolve(server);
    });
  });
}

/** Reads what fits, and answers by the end of the connection. */
function receive(socket: Socket, longestAnswer: number, onText: (text: string) => void): void {
  let text = "";
  socket.setEncoding("utf8");
  socket.setTimeout(longestAnswer, () => socket.destroy());
  socket.on("error", () => undefined);
  socket.on("data", (chunk: string) => {
    text += chunk;
    if (text.length > longestMessage) socket.destroy();
  });
  socket.once("end", () => {
    onText(text);
    socket.end();
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function release(server: Server, directory: string): void {
  server.close();
  try {
    rmSync(path.join(directory, socketName), { force: true });
  } catch {
    // The next start finds no process there.
  }
}
