import type { Algorithms, ConnectConfig, ServerHostKeyAlgorithm } from "ssh2";

/** A dead connection is noticed after three intervals. srv.us itself drops who is silent for ten seconds. */
export const keepalive: Pick<ConnectConfig, "keepaliveInterval" | "keepaliveCountMax"> = {
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
