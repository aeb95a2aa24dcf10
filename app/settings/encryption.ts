import type { SafeStorage } from "electron";
import type { Encryption } from "../platform/ports.ts";

/** Electron's `safeStorage` as it may be: older versions lack the marked parts. */
export type AnySafeStorage = Pick<SafeStorage, "isEncryptionAvailable" | "encryptString" | "decryptString"> &
  Partial<
    Pick<
      SafeStorage,
      "getSelectedStorageBackend" | "isAsyncEncryptionAvailable" | "encryptStringAsync" | "decryptStringAsync"
    >
  >;

/** Keyrings. `basic_text` is a password that everybody knows, `unknown` promises nothing. */
const realBackends: ReadonlySet<string> = new Set(["gnome_libsecret", "kwallet", "kwallet5", "kwallet6"]);

/**
 * Prefers the asynchronous calls: with a locked keyring the synchronous ones stop the whole process until somebody
 * types a password. On Linux nothing is asked at all unless Electron says which keyring it would use.
 */
export function createEncryption(safeStorage: AnySafeStorage, platform: string): Encryption {
  const { encryptStringAsync, decryptStringAsync, isAsyncEncryptionAvailable } = safeStorage;
  return {
    likely: () => platform !== "linux" || hasKeyring(safeStorage),
    async available() {
      if (platform === "linux" && !hasKeyring(safeStorage)) return false;
      return (await isAsyncEncryptionAvailable?.call(safeStorage)) ?? safeStorage.isEncryptionAvailable();
    },
    async encrypt(text) {
      return (await encryptStringAsync?.call(safeStorage, text)) ?? safeStorage.encryptString(text);
    },
    async decrypt(encrypted) {
      const buffer = Buffer.from(encrypted);
      const answer = await decryptStringAsync?.call(safeStorage, buffer);
      if (answer !== undefined) return { text: answer.result, outdated: answer.shouldReEncrypt };
      return { text: safeStorage.decryptString(buffer), outdated: false };
    },
  };
}

function hasKeyring(safeStorage: AnySafeStorage): boolean {
  const backend = safeStorage.getSelectedStorageBackend?.();
  return backend !== undefined && realBackends.has(backend);
}
