import path from "node:path";
import { app } from "electron";
import type { LocalApi } from "../../app/local-api/local-api.ts";
import { localAddress } from "../../app/local-api/local-address.ts";
import { errorFields } from "../../app/platform/logger.ts";
import { systemRandom } from "../../app/platform/system.ts";
import type { Surfaces } from "./create-surfaces.ts";

/**
 * Other programs of this computer may ask once the settings are open, as far as the user allows it. Nothing of it is loaded
 * while it is off. Returns a function that ends it.
 */
export function admitPrograms(surfaces: Surfaces): () => void {
  const { control, logger } = surfaces;
  let localApi: Promise<LocalApi> | null = null;

  async function apply(): Promise<void> {
    const mode = control.settings().localApi;
    if (mode === "off" && localApi === null) return;
    localApi ??= openLocalApi(surfaces);
    await (await localApi).choose(mode);
  }

  const failed = (error: unknown): void => logger.error("Programs could not be admitted", errorFields(error));
  const unsubscribe = control.onChange(() => void apply().catch(failed));
  return () => {
    unsubscribe();
    localApi?.then((api) => api.stop()).catch(failed);
  };
}

async function openLocalApi(surfaces: Surfaces): Promise<LocalApi> {
  const { configuration, control, folders, version } = surfaces;
  const { createLocalApi } = await import("../../app/local-api/local-api.ts");
  const { profile } = folders;
  return createLocalApi({
    ...surfaces,
    goalMinutes: () => control.settings().dayGoalMinutes,
    favourites: () => control.settings().favouriteProjects,
    address: localAddress({
      platform: process.platform,
      environment: configuration.localApiEnvironment,
      profile,
      isDefaultProfile: profile === path.join(app.getPath("appData"), app.getName()),
    }),
    userId: process.getuid?.() ?? 0,
    version,
    random: systemRandom,
  });
}
