/** Where the app of this user listens, and whether it runs at all. */
import { readFileSync, realpathSync } from "node:fs";
import { createConnection } from "node:net";
import path from "node:path";
import * as v from "valibot";
import { type LocalAddress, localAddress } from "../local-api/local-address.ts";
import { type PipeAnnouncement, pipeAnnouncementSchema } from "../local-api/pipe-announcement.ts";

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** `profile`: as it was given to the app with `--user-data-dir`; undefined for its own. */
export function addressOf({ platform, environment, home }: Surroundings, profile: string | undefined): LocalAddress {
  const usual = defaultProfile({ platform, environment, home });
  const folder = profile === undefined ? usual : realFolder(profile);
  return localAddress({ platform, environment, profile: folder, isDefaultProfile: folder === usual });
}

/** As Electron computes it for an app of that name. */
export function defaultProfile({ platform, environment, home }: Surroundings): string {
  switch (platform) {
    case "darwin":
      return path.posix.join(home, "Library", "Application Support", "tallylight");
    case "win32":
      return path.win32.join(environment["APPDATA"] ?? path.win32.join(home, "AppData", "Roaming"), "tallylight");
    default: {
      const configuration = environment["XDG_CONFIG_HOME"] ?? "";
      return path.posix.join(configuration === "" ? path.posix.join(home, ".config") : configuration, "tallylight");
    }
  }
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return path.resolve(folder);
  }
}

/** Null where the file is not there, or is none of ours. */
export function readAnnouncement(file: string): PipeAnnouncement | null {
  try {
    const read = v.safeParse(pipeAnnouncementSchema, JSON.parse(readFileSync(file, "utf8")));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** An app that lets no programs in still listens in its profile, for a second start. Nothing is sent to it. */
export function isAppRunning(surroundings: Surroundings, profile: string | undefined): Promise<boolean> {
  if (surroundings.platform === "win32") return Promise.resolve(false);
  const folder = profile === undefined ? defaultProfile(surroundings) : realFolder(profile);
  return new Promise((resolve) => {
    const socket = createConnection(path.join(folder, "running.sock"));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
