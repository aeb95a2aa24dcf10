import type { Random } from "../platform/ports.ts";

/** What is sent there: broadcasts, or payloads of a webhook. */
export type PathPrefix = "/b/" | "/w/";

const randomPart = /^[A-Za-z0-9_-]{43}$/;

/**
 * Where what an account sends arrives: 256 random bits, so that nobody finds it by trying. It is depth, not the
 * lock: the signature is.
 */
export function createSecretPath(random: Random, prefix: PathPrefix = "/b/"): string {
  return `${prefix}${Buffer.from(random.bytes(32)).toString("base64url")}`;
}

export function isSecretPath(text: string, prefix: PathPrefix): boolean {
  return text.startsWith(prefix) && randomPart.test(text.slice(prefix.length));
}

/** A key for answering probes; good for as long as the app runs. */
export function createProbeKey(random: Random): string {
  return Buffer.from(random.bytes(32)).toString("base64url");
}
