/** Which installation this is, and what of it must not be used by two computers. */
import { accountKey } from "../account/account-stores.ts";
import { createKnownAccounts } from "../account/known-accounts.ts";
import { createMemorySettings } from "../platform/memory-stores.ts";
import { createInstallation, type Installation } from "../receiver/installation.ts";
import { accountSecretNames } from "../platform/ports.ts";
import type { ApplicationPorts } from "./application-ports.ts";

type InstallationPorts = Pick<
  ApplicationPorts,
  "settings" | "secrets" | "installationStore" | "machineId" | "random" | "logger"
>;

export function createThisInstallation(ports: InstallationPorts): Installation {
  const { settings, secrets, installationStore, machineId, random, logger } = ports;
  return createInstallation({
    stores: [settings, ...(installationStore === undefined ? [] : [installationStore])],
    machineId: machineId ?? (() => Promise.resolve(null)),
    random,
    logger,
    // A relay gives one address to one key, and what the account sends goes to the other computer. Tokens are the person's.
    onCopied: async () => {
      await secrets.delete("ssh-key");
      for (const { id } of createKnownAccounts(settings).list()) {
        for (const name of accountSecretNames) if (name !== "token") await secrets.delete(accountKey(name, id));
      }
    },
  });
}

/** The demo account leaves nothing behind, and nothing from elsewhere reaches it. */
export function createDemoInstallation({ random, logger }: Pick<ApplicationPorts, "random" | "logger">): Installation {
  return createInstallation({
    stores: [createMemorySettings()],
    machineId: () => Promise.resolve(null),
    random,
    logger,
    onCopied: () => Promise.resolve(),
  });
}
