import * as v from "valibot";
import { expect, test } from "vitest";
import { accountKey } from "../../../app/account/account-stores.ts";
import { createKnownAccounts } from "../../../app/account/known-accounts.ts";
import { createThisInstallation } from "../../../app/application/this-installation.ts";
import { accountIdSchema } from "../../../app/contract/account-id.ts";
import { createMemorySecrets, createMemorySettings } from "../../../app/platform/memory-stores.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";
import { seededRandom } from "../../support/seeded-random.ts";

const id = v.parse(accountIdSchema, "0123456789abcdef");
const ofOneComputer = ["ssh-key", accountKey("receiver-secret", id), accountKey("receiver-path", id)] as const;

test("a profile on another computer keeps its tokens, and nothing that only one computer may use", async () => {
  const settings = createMemorySettings();
  const installationStore = createMemorySettings();
  const secrets = createMemorySecrets();
  createKnownAccounts(settings).note({ id, apiUrl: "https://api.nokotime.com/v2", provisional: null });
  for (const name of [...ofOneComputer, accountKey("token", id)]) await secrets.set(name, "kept");
  for (const name of ["absence", "favouriteProjects"]) settings.set(accountKey(name, id), "kept");
  const started = (machineId: string) =>
    createThisInstallation({
      settings,
      secrets,
      installationStore,
      machineId: () => Promise.resolve(machineId),
      random: seededRandom(machineId.length),
      logger: createMemoryLogger(),
    }).identity();

  const desk = await started("desk");
  for (const name of ofOneComputer) expect(await secrets.get(name)).toBe("kept");
  expect(settings.get(accountKey("absence", id))).toBe("kept");
  expect(installationStore.get("installId")).toBe(desk.id);

  const laptop = await started("laptop");
  expect(laptop.id).not.toBe(desk.id);
  for (const name of ofOneComputer) expect(await secrets.get(name)).toBeNull();
  expect(settings.get(accountKey("absence", id))).toBeUndefined();
  expect(await secrets.get(accountKey("token", id))).toBe("kept");
  expect(settings.get(accountKey("favouriteProjects", id))).toBe("kept");
});
