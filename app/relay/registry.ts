/**
 * How each relay is connected. A name of `app/contract/relays.ts` that is missing here, or has another one's provider,
 * does not compile; hosts are held to those in docs/relays.md by a test.
 */
import type { NamedRelay } from "../contract/relays.ts";
import { localhostRunAnnouncements, pinggyAnnouncements } from "./announcement-parsers.ts";
import { type CloudflaredPorts, cloudflaredCandidate } from "./cloudflared.ts";
import { type SshProvider, srvUsAt } from "./ssh-provider.ts";
import type { RelayCandidate } from "./tunnel.ts";

export type RelayDefinition<Name extends string = string> =
  | { readonly kind: "ssh"; readonly provider: SshProvider<Name> }
  /** A program of this computer. */
  | { readonly kind: "program"; readonly candidate: (ports: CloudflaredPorts) => RelayCandidate }
  /** Several, in order of preference. */
  | { readonly kind: "failover"; readonly of: readonly [SshProvider, ...SshProvider[]] }
  | { readonly kind: "none" };

export const srvUs = srvUsAt({ name: "srv.us", host: "srv.us", port: 22, pattern: "https://*.srv.us" });

export const localhostRun: SshProvider<"localhost.run"> = {
  name: "localhost.run",
  host: "localhost.run",
  port: 22,
  user: "nokey",
  authentication: { kind: "none-or-install-key" },
  // As published by the operator.
  trust: {
    kind: "published",
    keyType: "ssh-rsa",
    fingerprints: ["SHA256:FV8IMJ4IYjYUTnd6on7PqbRjaZf4c1EhhEBgeUdE94I"],
  },
  remote: { kind: "port", address: "localhost", port: 80 },
  session: { kind: "exec", command: "--output json" },
  address: {
    kind: "announced",
    parse: localhostRunAnnouncements,
    patterns: ["https://*.lhr.life"],
    boundToKey: false,
    mayChange: true,
  },
};

/** The port is HTTPS's own, for networks that let nothing else out. Lasts an hour, then comes another address. */
export const pinggy: SshProvider<"pinggy"> = {
  name: "pinggy",
  host: "a.pinggy.io",
  port: 443,
  user: "tallylight",
  authentication: { kind: "none-or-install-key" },
  trust: { kind: "first-use" },
  remote: { kind: "port", address: "localhost", port: 0 },
  session: { kind: "shell" },
  address: {
    kind: "announced",
    parse: pinggyAnnouncements,
    patterns: [
      "https://*.a.free.pinggy.link",
      "https://*.free.pinggy.link",
      "https://*.free.pinggy.net",
      "https://*.run.pinggy-free.link",
    ],
    boundToKey: false,
    mayChange: false,
  },
};

export const relayRegistry: { readonly [Name in NamedRelay]: RelayDefinition<Name> } = {
  automatic: { kind: "failover", of: [srvUs, localhostRun] },
  "srv.us": { kind: "ssh", provider: srvUs },
  "localhost.run": { kind: "ssh", provider: localhostRun },
  pinggy: { kind: "ssh", provider: pinggy },
  cloudflared: { kind: "program", candidate: cloudflaredCandidate },
  off: { kind: "none" },
};
