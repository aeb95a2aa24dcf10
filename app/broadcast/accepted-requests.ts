/**
 * What the intake accepts at present, as a value: the secret path, the secrets that may sign, the public hosts
 * that may be asked for, and the key that answers probes. Instants are milliseconds of the monotonic clock.
 */
export interface AcceptedRequests {
  /** `/b/…` or `/w/…`, see secret-path.ts. */
  readonly path: string;
  /** Empty until the receiver exists: then probes are answered and broadcasts are not. */
  readonly secrets: readonly AcceptedSecret[];
  readonly hosts: readonly AcceptedHost[];
  /** Signs the answers to probes; null where this path answers none. Never a receiver's secret: anybody who knows the path can have things signed. */
  readonly probeKey: string | null;
}

export interface AcceptedSecret {
  readonly secret: string;
  /** Null for the present one. */
  readonly acceptedUntil: number | null;
}

export interface AcceptedHost {
  /** Host header that a client of the public URL sends: lower case, with the port where it is not the scheme's own. */
  readonly host: string;
  /** Of the public URL's scheme. */
  readonly defaultPort: number;
  /** Path of the public URL, `""` where it has none. It may or may not have been removed on the way. */
  readonly pathPrefix: string;
  readonly acceptedUntil: number | null;
}

/** How long the previous secret and the previous public host remain good, in milliseconds. */
export const previousAcceptedFor = 60_000;

/** For a path that no account was given yet. */
export function acceptedRequests(path: string, probeKey: string | null): AcceptedRequests {
  return { path, probeKey, secrets: [], hosts: [] };
}

/** `secret` signs from now on; those before it are still accepted for a minute. Returns `accepting` if nothing changes. */
export function withSecret(accepting: AcceptedRequests, secret: string, now: number): AcceptedRequests {
  const present = accepting.secrets.find((accepted) => accepted.acceptedUntil === null);
  if (present?.secret === secret) return accepting;
  const others = accepting.secrets.filter((accepted) => accepted.secret !== secret);
  return { ...accepting, secrets: [{ secret, acceptedUntil: null }, ...retire(others, now)] };
}

/** The receiver is at `publicUrl` from now on; the hosts before it are still accepted for a minute. */
export function withPublicUrl<T extends Pick<AcceptedRequests, "hosts">>(
  accepting: T,
  publicUrl: string,
  now: number,
): T {
  const url = new URL(publicUrl);
  const host = url.host;
  const defaultPort = url.protocol === "https:" ? 443 : 80;
  const pathPrefix = url.pathname.replace(/\/+$/, "");
  const present = accepting.hosts.find((accepted) => accepted.acceptedUntil === null);
  if (present?.host === host && present.pathPrefix === pathPrefix) return accepting;
  const others = accepting.hosts.filter((accepted) => accepted.host !== host || accepted.pathPrefix !== pathPrefix);
  return { ...accepting, hosts: [{ host, defaultPort, pathPrefix, acceptedUntil: null }, ...retire(others, now)] };
}

/** The items that are accepted at `now`. */
export function acceptedAt<T extends { readonly acceptedUntil: number | null }>(
  items: readonly T[],
  now: number,
): readonly T[] {
  return items.filter((item) => item.acceptedUntil === null || now < item.acceptedUntil);
}

function retire<T extends { readonly acceptedUntil: number | null }>(items: readonly T[], now: number): readonly T[] {
  return acceptedAt(items, now).map((item) =>
    Object.assign({}, item, { acceptedUntil: item.acceptedUntil ?? now + previousAcceptedFor }),
  );
}
