import { describe, expect, test } from "vitest";
import { createMemorySettings } from "../../../app/platform/memory-stores.ts";
import { type SafeStorage, createEncryption } from "../../../app/settings/encryption.ts";
import type { Encryption } from "../../../app/platform/ports.ts";
import { createLogger } from "../../../app/platform/logger.ts";
import { createSecretStore } from "../../../app/settings/secret-store.ts";
import { createDeferred } from "../../../app/platform/deferred.ts";

const silent = createLogger({ sinks: [], redact: (text) => text, wallNow: () => 0, level: "error" });

/** Turns the bytes around: enough to tell it from plain text. */
function reversing(available = true): Encryption & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    likely: () => available,
    available: () => {
      calls.push("available");
      return Promise.resolve(available);
    },
    encrypt: (text) => Promise.resolve(new Uint8Array(Buffer.from(text).toReversed())),
    decrypt: (bytes) => Promise.resolve({ text: Buffer.from(bytes.toReversed()).toString(), outdated: false }),
  };
}

function open(encryption: Encryption, store = createMemorySettings(), trayShown = Promise.resolve()) {
  const expected: string[] = [];
  const secrets = createSecretStore({
    encryption,
    store,
    trayShown,
    onSecret: (secret) => expected.push(secret),
    onDurability: (durability) => expected.push(durability),
    logger: silent,
  });
  return { secrets, store, expected };
}

describe("secrets", () => {
  test("are stored encrypted and survive a restart", async () => {
    const first = open(reversing());
    expect(await first.secrets.set("token", "abcdef")).toBe("stored");
    expect(first.store.get("token")).toBe(Buffer.from("fedcba").toString("base64"));
    const second = open(reversing(), first.store);
    expect(await second.secrets.get("token")).toBe("abcdef");
    expect(second.expected).toEqual(["abcdef"]);
  });

  test("without real encryption they stay in memory, and an older stored one is gone", async () => {
    const store = createMemorySettings();
    store.set("token", "b2xk");
    const { secrets, expected } = open(reversing(false), store);
    expect(await secrets.get("token")).toBeNull();
    expect(await secrets.set("token", "abcdef")).toBe("memory-only");
    expect(store.get("token")).toBeUndefined();
    expect(await secrets.get("token")).toBe("abcdef");
    expect(expected).toEqual(["abcdef", "memory-only", "abcdef"]);
    await secrets.delete("token");
    expect(await secrets.get("token")).toBeNull();
  });

  test("nothing is asked of the keyring before the tray is shown, nor when nothing is stored", async () => {
    const encryption = reversing();
    const tray = createDeferred();
    const { secrets } = open(encryption, createMemorySettings(), tray.reached);
    expect(await secrets.get("token")).toBeNull();
    const written = secrets.set("token", "abcdef");
    await Promise.resolve();
    expect(encryption.calls).toEqual([]);
    tray.reach();
    expect(await written).toBe("stored");
  });

  test.each([42, "not base64!", null, {}])("a stored %j counts as absent", async (stored) => {
    const store = createMemorySettings();
    store.set("token", stored);
    expect(await open(reversing(), store).secrets.get("token")).toBeNull();
  });

  test("a keyring that throws is no crash: reading answers nothing and keeps what is stored", async () => {
    const broken: Encryption = {
      likely: () => true,
      available: () => Promise.resolve(true),
      encrypt: () => Promise.reject(new Error("locked")),
      decrypt: () => Promise.reject(new Error("locked")),
    };
    const store = createMemorySettings();
    store.set("token", "b2xk");
    const { secrets } = open(broken, store);
    expect(await secrets.get("token")).toBeNull();
    expect(store.get("token")).toBe("b2xk");
    expect(await secrets.set("token", "abcdef")).toBe("memory-only");
  });

  test("an outdated encryption is renewed while reading", async () => {
    const encryption: Encryption = {
      ...reversing(),
      decrypt: () => Promise.resolve({ text: "abcdef", outdated: true }),
    };
    const store = createMemorySettings();
    store.set("token", "b2xk");
    expect(await open(encryption, store).secrets.get("token")).toBe("abcdef");
    expect(store.get("token")).toBe(Buffer.from("fedcba").toString("base64"));
  });
});

describe("what counts as real encryption", () => {
  const sync: SafeStorage = {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.from(`sync:${text}`),
    decryptString: (bytes) => bytes.toString().slice("sync:".length),
  };
  const neverAsked: SafeStorage = {
    ...sync,
    isEncryptionAvailable: () => {
      throw new Error("A locked keyring would block the process here");
    },
  };

  test.each([
    ["gnome_libsecret", true],
    ["kwallet", true],
    ["kwallet5", true],
    ["kwallet6", true],
    ["basic_text", false],
    ["unknown", false],
  ] as const)("on Linux with %s: %s", async (backend, expected) => {
    const storage = { ...(expected ? sync : neverAsked), getSelectedStorageBackend: () => backend };
    expect(await createEncryption(storage, "linux").available()).toBe(expected);
  });

  test("an Electron that cannot name the keyring is not asked on Linux; elsewhere it is", async () => {
    expect(await createEncryption(neverAsked, "linux").available()).toBe(false);
    expect(await createEncryption(sync, "darwin").available()).toBe(true);
    expect(await createEncryption(sync, "win32").available()).toBe(true);
  });

  test("asynchronous calls are used where they exist", async () => {
    const storage: SafeStorage = {
      ...neverAsked,
      isAsyncEncryptionAvailable: () => Promise.resolve(true),
      encryptStringAsync: (text) => Promise.resolve(Buffer.from(`async:${text}`)),
      decryptStringAsync: (bytes) => Promise.resolve({ result: bytes.toString().slice(6), shouldReEncrypt: true }),
    };
    const encryption = createEncryption(storage, "darwin");
    expect(await encryption.available()).toBe(true);
    const encrypted = await encryption.encrypt("x");
    expect(Buffer.from(encrypted).toString()).toBe("async:x");
    expect(await encryption.decrypt(encrypted)).toEqual({ text: "x", outdated: true });
  });

  test("and the synchronous ones where they do not", async () => {
    const encryption = createEncryption(sync, "win32");
    expect(await encryption.decrypt(await encryption.encrypt("x"))).toEqual({ text: "x", outdated: false });
  });
});
