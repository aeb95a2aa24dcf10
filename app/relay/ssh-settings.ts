import type { Algorithms, ConnectConfig, ServerHostKeyAlgorithm } from "ssh2";
import type { SshKey } from "./install-key.ts";
import type { SshProvider } from "./ssh-provider.ts";

/** A dead connection is noticed after three intervals. srv.us itself drops who is silent for ten seconds. */
const keepalive: Pick<ConnectConfig, "keepaliveInterval" | "keepaliveCountMax"> = {
  keepaliveInterval: 5_000,
  keepaliveCountMax: 2,
};

const hostKeys: readonly ServerHostKeyAlgorithm[] = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "rsa-sha2-512",
  "rsa-sha2-256",
];

/**
 * What the connection may use. Electron's cryptography lacks chacha20, and naming it throws there. The type of host
 * key that is known already comes first: a server has several, and another type would look like another server.
 */
export function algorithmsFor(keyType: string | null): Algorithms {
  const isKnown = (algorithm: ServerHostKeyAlgorithm): boolean =>
    keyType === "ssh-rsa" ? algorithm.startsWith("rsa-") : algorithm === keyType;
  return {
    cipher: ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes256-ctr"],
    serverHostKey: [...hostKeys.filter(isKnown), ...hostKeys.filter((algorithm) => !isKnown(algorithm))],
  };
}

/**
 * How the client talks to a relay: as whom, with which key, and for how long without an answer. `knownKeyType` is the
 * type of host key that it showed before; without `key`, an agent has ours.
 */
export function connectionSettings(
  provider: SshProvider,
  key: SshKey | null,
  knownKeyType: string | null,
): ConnectConfig {
  const { authentication, user, trust } = provider;
  return {
    username: user,
    ...(key === null ? {} : { privateKey: key.privateKey }),
    ...(authentication.kind === "agent" ? { agent: authentication.socket } : {}),
    authHandler:
      authentication.kind === "none-or-install-key"
        ? ["none", "publickey"]
        : [authentication.kind === "agent" ? "agent" : "publickey"],
    algorithms: algorithmsFor(trust.kind === "published" ? trust.keyType : knownKeyType),
    ...keepalive,
    // Our own clock measures the set-up.
    readyTimeout: 0,
  };
}
