/** Relays over SSH differ in data alone: where they are, what to ask them, and how they tell the address. */
import {
  type AnnouncementParser,
  localhostRunAnnouncements,
  pinggyAnnouncements,
  srvUsAnnouncements,
} from "./announcement-parsers.ts";
import type { HostTrust } from "./known-hosts.ts";

export type SshAuthentication =
  /** With this installation's own key. */
  | { readonly kind: "install-key" }
  /** Without any, where the relay allows that; else with this installation's own key. */
  | { readonly kind: "none-or-install-key" }
  | { readonly kind: "key-file"; readonly path: string }
  | { readonly kind: "agent"; readonly socket: string };

export type RemoteEnd =
  | { readonly kind: "port"; readonly address: string; readonly port: number }
  | { readonly kind: "socket"; readonly path: string };

export type AddressSource =
  /** Known beforehand. */
  | { readonly kind: "fixed"; readonly publicUrl: string }
  | {
      readonly kind: "announced";
      readonly dialect: AnnouncementParser;
      /** See `acceptAnnounced`. */
      readonly patterns: readonly string[];
      /** The label follows from our key, so that any other is a lie. */
      readonly boundToKey: boolean;
      /** Whether a later address replaces the first inside one connection. */
      readonly mayChange: boolean;
    };

export interface SshProvider {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly authentication: SshAuthentication;
  readonly trust: HostTrust;
  readonly remote: RemoteEnd;
  /** What has to run at the relay for it to talk to us. */
  readonly session:
    | { readonly kind: "shell" }
    | { readonly kind: "exec"; readonly command: string }
    | { readonly kind: "none" };
  readonly address: AddressSource;
}

/**
 * The address is bound to our key and thus the same for ever. A user name of `nomatch` keeps the server from asking
 * GitHub and GitLab for the keys of somebody of our user's name. No host key is published.
 */
export const srvUs: SshProvider = srvUsAt({ name: "srv.us", host: "srv.us", port: 22, pattern: "https://*.srv.us" });

/** srv.us's server is open source: the same at another place. `pattern` is its address with `*` for the label. */
export function srvUsAt(place: {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly pattern: string;
  readonly user?: string;
  readonly trust?: HostTrust;
  readonly authentication?: SshAuthentication;
}): SshProvider {
  return {
    name: place.name,
    host: place.host,
    port: place.port,
    user: place.user ?? "nomatch",
    authentication: place.authentication ?? { kind: "install-key" },
    trust: place.trust ?? { kind: "first-use" },
    remote: { kind: "port", address: "", port: 1 },
    session: { kind: "shell" },
    address: {
      kind: "announced",
      dialect: srvUsAnnouncements,
      patterns: [place.pattern],
      boundToKey: true,
      mayChange: false,
    },
  };
}

export const localhostRun: SshProvider = {
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
    dialect: localhostRunAnnouncements,
    patterns: ["https://*.lhr.life"],
    boundToKey: false,
    mayChange: true,
  },
};

/** The port is HTTPS's own, for networks that let nothing else out. Lasts an hour, then comes another address. */
export const pinggy: SshProvider = {
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
    dialect: pinggyAnnouncements,
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
