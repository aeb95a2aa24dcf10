import type { Encryption } from "../platform/ports.ts";

/** The part of Electron's `safeStorage` that is used. Older versions, and other systems, lack some of it. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
  getSelectedStorageBackend?(): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(encrypted: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
}

/** Keyrings. `basic_text` is a public password, `unknown` promises nothing. */
const realBackends: ReadonlySet<string> = new Set(["gnome_libsecret", "kwallet", "kwallet5", "kwallet6"]);

/**
 * Prefers the asynchronous calls: with a locked keyring the synchronous ones stop the whole process until a person
 * types a password. On Linux nothing is asked at all unless Electron says which keyring it would use.
 */
export function createEncryption(safeStorage: SafeStorage, platform: string): Encryption {
  return {
    likely: () => platform !== "linux" || hasKeyring(safeStorage),
    async available() {
      if (platform === "linux" && !hasKeyring(safeStorage)) return false;
      return (await safeStorage.isAsyncEncryptionAvailable?.()) ?? safeStorage.isEncryptionAvailable();
    },
    async encrypt(text) {
      return (await safeStorage.encryptStringAsync?.(text)) ?? safeStorage.encryptString(text);
    },
    async decrypt(encrypted) {
      const buffer = Buffer.from(encrypted);
      const answer = await safeStorage.decryptStringAsync?.(buffer);
      if (answer !== undefined) return { text: answer.result, outdated: answer.shouldReEncrypt };
      return { text: safeStorage.decryptString(buffer), outdated: false };
    },
  };
}

function hasKeyring(safeStorage: SafeStorage): boolean {
  const backend = safeStorage.getSelectedStorageBackend?.();
  return backend !== undefined && realBackends.has(backend);
}
