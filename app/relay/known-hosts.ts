import { createHash } from "node:crypto";
import * as v from "valibot";
import type { SettingsStore } from "../platform/ports.ts";

/** Which host keys a relay may show. */
export type HostTrust =
  /** What its operator publishes, and nothing else. Fingerprints as OpenSSH writes them. */
  | { readonly kind: "published"; readonly keyType: string; readonly fingerprints: readonly string[] }
  /** Whatever it shows the first time, and from then on nothing else. */
  | { readonly kind: "first-use" };

export interface KnownHost {
  readonly keyType: string;
  readonly fingerprint: string;
}

export type HostVerdict = "trusted" | "first-seen" | "changed";

export interface KnownHosts {
  /** The key that `host` (`name:port`) showed the first time, which decides the kind of key to ask for. */
  known(host: string): KnownHost | null;
  judge(host: string, trust: HostTrust, shown: KnownHost): HostVerdict;
  /** Called once the host has done what a relay does. */
  remember(host: string, shown: KnownHost): void;
}

/** In the settings file: name and port → the key that was shown first. Deleting an entry trusts the next key. */
export const hostKeysSetting = "relayHostKeys";

const storedSchema = v.record(v.string(), v.unknown());
const hostSchema = v.object({ keyType: v.string(), fingerprint: v.string() });

export function createKnownHosts(settings: SettingsStore): KnownHosts {
  function all(): Readonly<Record<string, unknown>> {
    const stored = v.safeParse(storedSchema, settings.get(hostKeysSetting));
    return stored.success ? stored.output : {};
  }

  function known(host: string): KnownHost | null {
    const kept = all();
    const decoded = v.safeParse(hostSchema, Object.hasOwn(kept, host) ? kept[host] : undefined);
    return decoded.success ? decoded.output : null;
  }

  return {
    known,
    judge: (host, trust, shown) => {
      if (trust.kind === "published") return trust.fingerprints.includes(shown.fingerprint) ? "trusted" : "changed";
      const kept = known(host);
      if (kept === null) return "first-seen";
      return kept.fingerprint === shown.fingerprint ? "trusted" : "changed";
    },
    remember: (host, shown) => settings.set(hostKeysSetting, { ...all(), [host]: shown }),
  };
}

/** Type and fingerprint of a host key as it travels in the protocol; null where it is not one. */
export function describeHostKey(key: Uint8Array): KnownHost | null {
  const bytes = Buffer.from(key);
  if (bytes.length < 4) return null;
  const length = bytes.readUInt32BE(0);
  if (length === 0 || length > 100 || bytes.length < 4 + length) return null;
  const digest = createHash("sha256").update(bytes).digest("base64").replace(/=+$/, "");
  return { keyType: bytes.toString("latin1", 4, 4 + length), fingerprint: `SHA256:${digest}` };
}
