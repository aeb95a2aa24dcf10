import * as v from "valibot";
import type {
  Encryption,
  Logger,
  SecretDurability,
  SecretName,
  SecretStore,
  SettingsStore,
} from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";

export interface SecretStoreOptions {
  readonly encryption: Encryption;
  /** Where the encrypted values lie. */
  readonly store: SettingsStore;
  /**
   * Asking for encryption may make the desktop ask for a password, and stop the process until it is typed. Nothing
   * is asked before this resolves: the tray icon comes first.
   */
  readonly trayShown: Promise<void>;
  /** Called with each secret that passes, so that logs can be kept clean of it. */
  readonly onSecret: (secret: string) => void;
  /** Called with where the last secret that was written now lives. */
  readonly onDurability: (durability: SecretDurability) => void;
  readonly logger: Logger;
}

const storedSchema = v.pipe(v.string(), v.base64());

/**
 * Secrets encrypted by the operating system; where it offers nothing safe they stay in memory, and every answer
 * says which it was. Never rejects over a keyring that fails.
 */
export function createSecretStore(options: SecretStoreOptions): SecretStore {
  const { encryption, store, trayShown, onSecret, onDurability, logger } = options;
  const memory = new Map<SecretName, string>();

  async function isAvailable(): Promise<boolean> {
    await trayShown;
    return encryption.available();
  }

  async function write(name: SecretName, value: string): Promise<boolean> {
    try {
      if (!(await isAvailable())) return false;
      store.set(name, Buffer.from(await encryption.encrypt(value)).toString("base64"));
      return true;
    } catch (error) {
      logger.warn("A secret could not be encrypted", { name, ...errorFields(error) });
      return false;
    }
  }

  async function read(name: SecretName): Promise<string | null> {
    const stored = v.safeParse(storedSchema, store.get(name));
    if (!stored.success) return null;
    try {
      if (!(await isAvailable())) return null;
      const { text, outdated } = await encryption.decrypt(Buffer.from(stored.output, "base64"));
      if (outdated) await write(name, text);
      return text;
    } catch (error) {
      // The keyring may only be locked: what is stored stays where it is.
      logger.warn("A stored secret could not be decrypted", { name, ...errorFields(error) });
      return null;
    }
  }

  return {
    async get(name) {
      const value = memory.get(name) ?? (await read(name));
      if (value === null) return null;
      onSecret(value);
      memory.set(name, value);
      return value;
    },
    async set(name, value) {
      onSecret(value);
      memory.set(name, value);
      const stored = await write(name, value);
      // An older value must not come back after a restart.
      if (!stored) store.delete(name);
      const durability = stored ? "stored" : "memory-only";
      onDurability(durability);
      return durability;
    },
    delete(name) {
      memory.delete(name);
      store.delete(name);
      return Promise.resolve();
    },
  };
}
