import type { Logger, SecretStore } from "../platform/ports.ts";
import { loadSsh, type SshLibrary } from "./load-ssh.ts";

export interface SshKey {
  /** In OpenSSH's format. Never leaves this process but into the secret store. */
  readonly privateKey: string;
  /** As it travels in the protocol. */
  readonly publicKey: Uint8Array;
}

const mostAttempts = 20;

/** Reads a private key; null where it is none, or is protected by a passphrase. */
export async function readSshKey(text: string): Promise<SshKey | null> {
  return decode(await loadSsh(), text);
}

/**
 * This installation's own key, made at its first use. A relay that binds addresses to keys gives the same address
 * for as long as it is kept; where secrets are not kept, the next start has another.
 */
export async function installKey(secrets: SecretStore, logger: Logger): Promise<SshKey> {
  const ssh = await loadSsh();
  const kept = await secrets.get("ssh-key");
  const known = kept === null ? null : decode(ssh, kept);
  if (known !== null) return known;
  if (kept !== null) logger.warn("The kept SSH key could not be read, and another is made");
  const made = newSshKey(ssh);
  await secrets.set("ssh-key", made.privateKey);
  return made;
}

/**
 * Makes an ed25519 key. ssh2 1.17 writes one in 256 wrongly, a public half that begins with a zero byte losing it;
 * such a key cannot be read back, and another is drawn.
 */
export function newSshKey(ssh: SshLibrary): SshKey {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const key = decode(ssh, ssh.utils.generateKeyPairSync("ed25519", { comment: "tallylight" }).private);
    if (key !== null) return key;
  }
  throw new Error("No SSH key could be made");
}

function decode({ utils }: SshLibrary, text: string): SshKey | null {
  try {
    const parsed = utils.parseKey(text);
    if (parsed instanceof Error || !parsed.isPrivateKey()) return null;
    return { privateKey: text, publicKey: parsed.getPublicSSH() };
  } catch {
    return null;
  }
}
