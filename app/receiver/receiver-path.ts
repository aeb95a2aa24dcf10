import type { Random, SecretStore } from "../platform/ports.ts";
import { ScopedSecret } from "./scoped-secret.ts";
import * as v from "valibot";

const pathShape = /^\/b\/[A-Za-z0-9_-]{43}$/;

/**
 * Where a receiver's broadcasts are sent: 256 random bits, so that nobody finds the listener by trying. It is depth,
 * not the lock: the signature is.
 */
export function createReceiverPath(random: Random): string {
  return `/b/${Buffer.from(random.bytes(32)).toString("base64url")}`;
}

export function isReceiverPath(text: string): boolean {
  return pathShape.test(text);
}

/** A key for answering probes; good for as long as the app runs. */
export function createProbeKey(random: Random): string {
  return Buffer.from(random.bytes(32)).toString("base64url");
}

/** The kept paths, one per account scope. */
export function receiverPaths(secrets: SecretStore): ScopedSecret<string> {
  return new ScopedSecret(secrets, "receiver-path", v.pipe(v.string(), v.check(isReceiverPath)));
}
