import type { Random } from "../platform/ports.ts";

const pathShape = /^\/b\/[A-Za-z0-9_-]{43}$/;

/**
 * Where an account's broadcasts are sent: 256 random bits, so that nobody finds it by trying. It is depth, not the
 * lock: the signature is.
 */
export function createSecretPath(random: Random): string {
  return `/b/${Buffer.from(random.bytes(32)).toString("base64url")}`;
}

export function isSecretPath(text: string): boolean {
  return pathShape.test(text);
}

/** A key for answering probes; good for as long as the app runs. */
export function createProbeKey(random: Random): string {
  return Buffer.from(random.bytes(32)).toString("base64url");
}
