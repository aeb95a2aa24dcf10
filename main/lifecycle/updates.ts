import { existsSync } from "node:fs";
import path from "node:path";
import { app } from "electron";
import { platform } from "../../app/platform/operating-system.ts";
import { publisher } from "../../app/updates/publisher.ts";
import { createUpdates, type Updates, type UpdatesPorts } from "../../app/updates/updates.ts";
import type { StartConfiguration } from "../config.ts";

interface ElectronUpdatesPorts extends Omit<UpdatesPorts, "installation" | "publisher" | "loadReader"> {
  readonly configuration: Pick<StartConfiguration, "appImage" | "updates">;
}

/** Written beside the program by `scripts/package/builder-configuration.ts`. */
const forTestsOnlyFile = "NOT-FOR-DISTRIBUTION.txt";
const debianFiles = "/var/lib/dpkg/info/tallylight.list";

/** New versions of this copy of the app, as it was installed. */
export function createElectronUpdates({ configuration, ...ports }: ElectronUpdatesPorts): Updates {
  const folder = platform === "darwin" ? process.resourcesPath : path.dirname(process.execPath);
  return createUpdates({
    ...ports,
    installation: {
      platform,
      architecture: process.arch,
      packaged: app.isPackaged,
      appImage: configuration.appImage,
      debian: platform === "linux" && existsSync(debianFiles),
      forTestsOnly: existsSync(path.join(folder, forTestsOnlyFile)),
      managed: configuration.updates,
    },
    publisher,
    loadReader: () => import("../../app/updates/release-reader.ts"),
  });
}
