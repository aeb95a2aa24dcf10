import type { Random, SettingsStore } from "../../app/platform/ports.ts";
import { createInstallation, type Installation } from "../../app/receiver/installation.ts";
import { createMemoryLogger } from "./memory-logger.ts";

/** An installation on a computer that has no name, or that one. */
export function installationIn(settings: SettingsStore, random: Random, machineId: string | null = null): Installation {
  return createInstallation({
    stores: [settings],
    machineId: () => Promise.resolve(machineId),
    random,
    logger: createMemoryLogger(),
    onCopied: () => Promise.resolve(),
  });
}
