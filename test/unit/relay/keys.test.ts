import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createMemorySecrets, createMemorySettings } from "../../../app/platform/memory-stores.ts";
import { installKey, newSshKey, readSshKey } from "../../../app/relay/install-key.ts";
import { createKnownHosts, describeHostKey, hostKeysSetting } from "../../../app/relay/known-hosts.ts";
import { loadSsh } from "../../../app/relay/load-ssh.ts";
import { localhostRun, srvUs } from "../../../app/relay/registry.ts";
import { algorithmsFor, connectionSettings } from "../../../app/relay/ssh-settings.ts";
import { createMemoryLogger } from "../../support/memory-logger.ts";

describe("installKey", () => {
  it("makes an ed25519 key once and keeps it as a secret", async () => {
    const secrets = createMemorySecrets();
    const logger = createMemoryLogger();
    const first = await installKey(secrets, logger);
    expect(describeHostKey(first.publicKey)?.keyType).toBe("ssh-ed25519");
    expect(await secrets.get("ssh-key")).toBe(first.privateKey);
    expect(await installKey(secrets, logger)).toEqual(first);
    expect(logger.lines).toEqual([]);
    expect((await installKey(createMemorySecrets(), logger)).publicKey).not.toEqual(first.publicKey);
  });

  it.each(["", "not a key", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"])(
    "makes another where the kept one is %j, and says so without showing it",
    async (kept) => {
      const secrets = createMemorySecrets();
      await secrets.set("ssh-key", kept);
      const logger = createMemoryLogger();
      const key = await installKey(secrets, logger);
      expect(await secrets.get("ssh-key")).toBe(key.privateKey);
      expect(logger.lines).toEqual(["warn The kept SSH key could not be read, and another is made {}"]);
    },
  );

  it("draws again where the library writes a key that cannot be read back, and gives up at last", async () => {
    const ssh = await loadSsh();
    const script = ["damaged", "damaged"];
    const generateKeyPairSync: typeof ssh.utils.generateKeyPairSync = () => {
      const text = script.shift();
      return text === undefined ? ssh.utils.generateKeyPairSync("ed25519") : { private: text, public: text };
    };
    const damaged = { ...ssh, utils: { ...ssh.utils, generateKeyPairSync } };
    // The one that follows may be damaged as well: then there is one more.
    expect(describeHostKey(newSshKey(damaged).publicKey)?.keyType).toBe("ssh-ed25519");
    expect(script).toEqual([]);
    script.push(...Array.from({ length: 20 }, () => "damaged"));
    expect(() => newSshKey(damaged)).toThrow("No SSH key could be made");
  });

  it("takes no public key for a private one", async () => {
    expect(
      await readSshKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJoqSJsdQ7yQj1Ybj3KefUlrzQT0gICTWrNAqo3sZKq5"),
    ).toBeNull();
  });
});

const one = { keyType: "ssh-ed25519", fingerprint: "SHA256:one" };
const other = { keyType: "ssh-ed25519", fingerprint: "SHA256:other" };

describe("known hosts", () => {
  it("trusts the first key of a host, from then on only that one, and each host apart", () => {
    const settings = createMemorySettings();
    const hosts = createKnownHosts(settings);
    expect(hosts.judge("a:22", { kind: "first-use" }, one)).toBe("first-seen");
    // Seen is not yet trusted: only a host that did what a relay does is remembered.
    expect(hosts.judge("a:22", { kind: "first-use" }, other)).toBe("first-seen");
    hosts.remember("a:22", one);
    const later = createKnownHosts(settings);
    expect(later.judge("a:22", { kind: "first-use" }, one)).toBe("trusted");
    expect(later.judge("a:22", { kind: "first-use" }, other)).toBe("changed");
    expect(later.judge("a:2222", { kind: "first-use" }, other)).toBe("first-seen");
    expect(later.known("a:22")).toEqual(one);
  });

  it("a published key needs no first time, and knows no other", () => {
    const hosts = createKnownHosts(createMemorySettings());
    const trust = { kind: "published", keyType: "ssh-ed25519", fingerprints: ["SHA256:one"] } as const;
    expect(hosts.judge("a:22", trust, one)).toBe("trusted");
    expect(hosts.judge("a:22", trust, other)).toBe("changed");
  });

  it.each([null, 7, [], { "a:22": 5 }, { "a:22": { keyType: 1 } }])("survives %j in the settings", (stored) => {
    const settings = createMemorySettings();
    settings.set(hostKeysSetting, stored);
    const hosts = createKnownHosts(settings);
    expect(hosts.known("a:22")).toBeNull();
    expect(hosts.known("__proto__")).toBeNull();
    hosts.remember("a:22", one);
    expect(hosts.known("a:22")).toEqual(one);
  });
});

describe("describeHostKey", () => {
  it("reads type and fingerprint, as OpenSSH shows them", () => {
    const blob = Buffer.from("AAAAC3NzaC1lZDI1NTE5AAAAIJoqSJsdQ7yQj1Ybj3KefUlrzQT0gICTWrNAqo3sZKq5", "base64");
    const fingerprint = `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
    expect(describeHostKey(blob)).toEqual({ keyType: "ssh-ed25519", fingerprint });
  });

  it.each([[], [0, 0, 0], [0, 0, 0, 0], [0xff, 0xff, 0xff, 0xff, 1], [0, 0, 0, 9, 1]])("no key: %j", (...bytes) => {
    expect(describeHostKey(Uint8Array.from(bytes))).toBeNull();
  });
});

describe("algorithmsFor", () => {
  it("never names what Electron's cryptography lacks", () => {
    expect(algorithmsFor(null).cipher).toEqual(["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes256-ctr"]);
  });

  it("asks for the type of key that is known already first", () => {
    expect(algorithmsFor(null).serverHostKey).toMatchObject({ 0: "ssh-ed25519" });
    expect(algorithmsFor("ecdsa-sha2-nistp256").serverHostKey).toMatchObject({ 0: "ecdsa-sha2-nistp256", length: 6 });
    expect(algorithmsFor("ssh-rsa").serverHostKey).toMatchObject({ 0: "rsa-sha2-512", 1: "rsa-sha2-256" });
  });
});

describe("connectionSettings", () => {
  const key = { privateKey: "the private key", publicKey: new Uint8Array() };

  it.each([
    ["an installation's own key", srvUs, key, ["publickey"], { username: "nomatch", privateKey: "the private key" }],
    ["none where that is enough", localhostRun, key, ["none", "publickey"], { privateKey: "the private key" }],
    [
      "a key that an agent has",
      { ...srvUs, authentication: { kind: "agent", socket: "/run/agent" } } as const,
      null,
      ["agent"],
      { agent: "/run/agent" },
    ],
  ] as const)("shows %s", (_name, provider, shown, authHandler, parts) => {
    const settings = connectionSettings(provider, shown, null);
    expect(settings).toMatchObject({ authHandler, ...parts });
    expect("privateKey" in settings).toBe(shown !== null);
  });

  it("asks for the published type of host key, else for the one that was shown before", () => {
    expect(connectionSettings(localhostRun, key, "ssh-ed25519").algorithms).toEqual(algorithmsFor("ssh-rsa"));
    expect(connectionSettings(srvUs, key, "ssh-rsa").algorithms).toEqual(algorithmsFor("ssh-rsa"));
  });
});
