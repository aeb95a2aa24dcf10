import { isAbsolute } from "node:path";
import { type NamedRelay, namedRelays } from "../contract/relays.ts";
import { isAddressPattern } from "./address-pattern.ts";
import { parsePublicUrl } from "./public-url.ts";
import { type SshAuthentication, type SshProvider, srvUsAt } from "./ssh-provider.ts";

/** How a person wants this computer to be made reachable. */
export type RelayChoice =
  /** One of the registry. */
  | { readonly kind: NamedRelay }
  | { readonly kind: "own-server"; readonly server: SshProvider }
  /** Kept up by other means: what arrives at `publicUrl` reaches `listenPort` of this computer. */
  | { readonly kind: "fixed-url"; readonly publicUrl: string; readonly listenPort: number };

export interface ChoiceSurroundings {
  /** For `fixed:URL`. */
  readonly listenPort: number | null;
  /** Where an SSH agent listens, for `key=agent`. */
  readonly agentSocket: string | null;
}

const parameters = new Set(["remote", "url", "key", "hostkey", "dialect"]);

/** Reads `TALLYLIGHT_RELAY`, described in docs/configuration.md; null where it is not understood to the last character. */
export function parseRelayChoice(text: string, surroundings: ChoiceSurroundings): RelayChoice | null {
  const kind = namedRelays.find((name) => name === text);
  if (kind !== undefined) return { kind };
  if (text.startsWith("fixed:")) return parseFixed(text.slice("fixed:".length), surroundings);
  return text.startsWith("ssh://") ? parseOwnServer(text, surroundings) : null;
}

/** What is wrong with a value that is not understood, as far as a person can be told more than what is taken. */
export type RelayFault =
  | "not-understood"
  | "dialect-and-remote"
  | "dialect-and-key"
  | "dialect-url"
  | "no-url"
  | "no-remote";

/** Why `parseRelayChoice` does not take it: of the parts of an `ssh://` address, some exclude or need each other. */
export function relayFault(text: string): RelayFault {
  const parts = parseSshUrl(text)?.searchParams;
  if (parts === undefined) return "not-understood";
  if (parts.get("dialect") === "srv.us") {
    if (parts.has("remote")) return "dialect-and-remote";
    if (parts.has("key")) return "dialect-and-key";
    return isAddressPattern(parts.get("url") ?? "") ? "not-understood" : "dialect-url";
  }
  if (!parts.has("url")) return "no-url";
  return parts.has("remote") ? "not-understood" : "no-remote";
}

function parseFixed(text: string, { listenPort }: ChoiceSurroundings): RelayChoice | null {
  const publicUrl = parsePublicUrl(text);
  return publicUrl === null || listenPort === null ? null : { kind: "fixed-url", publicUrl, listenPort };
}

function parseOwnServer(text: string, { agentSocket }: ChoiceSurroundings): RelayChoice | null {
  const url = parseSshUrl(text);
  if (url === null || url.username === "" || url.password !== "" || url.hostname === "") return null;
  if (url.pathname !== "" && url.pathname !== "/") return null;
  const names = [...url.searchParams.keys()];
  if (new Set(names).size !== names.length || names.some((name) => !parameters.has(name))) return null;

  const authentication = parseKey(url.searchParams.get("key"), agentSocket);
  const trust = parseHostKey(url.searchParams.get("hostkey"));
  const user = decoded(url.username);
  if (authentication === null || trust === null || user === null) return null;
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = url.port === "" ? 22 : Number(url.port);
  const server = { name: "own-server", host, port, user, authentication, trust };

  const remote = url.searchParams.get("remote");
  const address = url.searchParams.get("url") ?? "";
  if (url.searchParams.get("dialect") === "srv.us") {
    if (remote !== null || authentication.kind !== "install-key" || !isAddressPattern(address)) return null;
    return { kind: "own-server", server: srvUsAt({ ...server, pattern: address }) };
  }
  const publicUrl = parsePublicUrl(address);
  const end = parseRemote(remote ?? "");
  if (url.searchParams.has("dialect") || publicUrl === null || end === null) return null;
  return {
    kind: "own-server",
    server: { ...server, remote: end, session: { kind: "none" }, address: { kind: "fixed", publicUrl } },
  };
}

function parseSshUrl(text: string): URL | null {
  if (!/^ssh:\/\/[^\s#]+$/.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** `PORT`, `NAME:PORT` for servers that give out names, or the path of a socket. */
function parseRemote(text: string): SshProvider["remote"] | null {
  if (/^\/[\x21-\x7e]{1,100}$/.test(text)) return { kind: "socket", path: text };
  const match = /^(?:([a-z0-9._-]{1,253}):)?([1-9]\d{0,4})$/i.exec(text);
  const port = Number(match?.[2]);
  if (match === null || port > 65_535) return null;
  return { kind: "port", address: match[1] ?? "localhost", port };
}

function parseKey(text: string | null, agentSocket: string | null): SshAuthentication | null {
  if (text === null) return { kind: "install-key" };
  // For a server whose authentication is off.
  if (text === "none") return { kind: "none-or-install-key" };
  if (text === "agent") return agentSocket === null ? null : { kind: "agent", socket: agentSocket };
  return isAbsolute(text) ? { kind: "key-file", path: text } : null;
}

function parseHostKey(text: string | null): SshProvider["trust"] | null {
  if (text === null) return { kind: "first-use" };
  // In a query a plus sign means a space, and fingerprints hold plus signs.
  const fingerprint = text.replaceAll(" ", "+");
  if (!/^SHA256:[A-Za-z0-9+/]{43}$/.test(fingerprint)) return null;
  return { kind: "published", keyType: "ssh-ed25519", fingerprints: [fingerprint] };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
