/** Relays over SSH differ in data alone: where they are, what to ask them, and how they tell the address. */
import { type AnnouncementParser, srvUsAnnouncements } from "./announcement-parsers.ts";
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
      /** The addresses that a line announces. */
      readonly parse: AnnouncementParser;
      /** See `acceptAnnounced`. */
      readonly patterns: readonly string[];
      /** The label follows from our key, so that any other is a lie. */
      readonly boundToKey: boolean;
      /** Whether a later address replaces the first inside one connection. */
      readonly mayChange: boolean;
    };

export interface SshProvider<Name extends string = string> {
  readonly name: Name;
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
 * A server that runs srv.us's own software, which is open source. `pattern` is its address with `*` for the label. The
 * address is bound to our key and thus the same for ever. A user name of `nomatch` keeps the server from asking GitHub
 * and GitLab for the keys of a person of our user's name.
 */
export function srvUsAt<Name extends string>(server: {
  readonly name: Name;
  readonly host: string;
  readonly port: number;
  readonly pattern: string;
  readonly user?: string;
  readonly trust?: HostTrust;
  readonly authentication?: SshAuthentication;
}): SshProvider<Name> {
  return {
    name: server.name,
    host: server.host,
    port: server.port,
    user: server.user ?? "nomatch",
    authentication: server.authentication ?? { kind: "install-key" },
    // No host key is published.
    trust: server.trust ?? { kind: "first-use" },
    remote: { kind: "port", address: "", port: 1 },
    session: { kind: "shell" },
    address: {
      kind: "announced",
      parse: srvUsAnnouncements,
      patterns: [server.pattern],
      boundToKey: true,
      mayChange: false,
    },
  };
}
