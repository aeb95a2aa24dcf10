import { type AcceptedHost, acceptedAt, type AcceptedRequests } from "./accepted-requests.ts";
import type { Reason } from "./reasons.ts";
import { looksLikeSignature, sameText, signBody } from "./signature.ts";
import { type Verdict, verdict } from "./verdict.ts";

/** A request before its body, as it stood on the wire. */
export interface RequestHead {
  readonly method: string;
  /** The request target as sent, query included. */
  readonly target: string;
  /** Names and values in turn, doubles included. */
  readonly rawHeaders: readonly string[];
}

/** Largest body in bytes. Real broadcasts have about 300. */
export const bodyLimit = 16_384;

export type HeadVerdict =
  | { readonly kind: "decided"; readonly verdict: Verdict }
  | { readonly kind: "read-body"; readonly signature: string };

type Target = { readonly kind: "broadcast" } | { readonly kind: "probe"; readonly nonce: string };

const probeRest = /^\/probe\/([A-Za-z0-9_-]{22,64})$/;
/** ASCII is UTF-8, too. */
const jsonType = /^application\/json(?:[ \t]*;[ \t]*charset=("?)(?:utf-?8|(?:us-)?ascii)\1)?[ \t]*;?[ \t]*$/i;
const authority = /^(\[[0-9a-f:.]+\]|[^:]+)(?::(\d{0,5}))?$/;

/**
 * Decides as much as can be decided before a body is read: host, path, method, origin, type and encoding, shape
 * of the signature, declared length; in this order. `now` is the monotonic clock.
 */
export function validateHead(head: RequestHead, accepting: AcceptedRequests | null, now: number): HeadVerdict {
  const hosts = valuesOf(head, "host");
  const [asked] = hosts;
  if (asked === undefined || hosts.length > 1) return refuse("no-host");
  const accepted =
    accepting === null
      ? []
      : acceptedAt(accepting.hosts, now).filter((host) => isSameAuthority(asked.toLowerCase(), host));
  if (accepting === null || accepted.length === 0) return refuse("wrong-host");

  const target = targetOf(head.target, accepting.path, accepted);
  if (target === null) return refuse("wrong-path");
  if (target.kind === "probe") {
    return accepting.probeKey === null ? refuse("wrong-path") : validateProbe(head, target.nonce, accepting.probeKey);
  }

  if (head.method !== "POST") return refuse("wrong-method");
  if (hasHeader(head, isFromPage)) return refuse("from-browser");
  return validateBroadcast(head);
}

function validateBroadcast(head: RequestHead): HeadVerdict {
  const types = valuesOf(head, "content-type");
  if (types.length !== 1 || !jsonType.test(types[0] ?? "")) return refuse("wrong-type");
  if (!valuesOf(head, "content-encoding").every((value) => value.toLowerCase() === "identity")) {
    return refuse("wrong-encoding");
  }
  if (!valuesOf(head, "transfer-encoding").every((value) => value.toLowerCase() === "chunked")) {
    return refuse("wrong-encoding");
  }

  const claims = valuesOf(head, "x-noko-signature");
  const [claim] = claims;
  if (claim === undefined) return refuse("no-signature");
  if (claims.length > 1 || !looksLikeSignature(claim)) return refuse("malformed-signature");

  if (valuesOf(head, "content-length").some((value) => !(Number(value) <= bodyLimit))) return refuse("too-long");
  return { kind: "read-body", signature: claim };
}

function validateProbe(head: RequestHead, nonce: string, probeKey: string): HeadVerdict {
  if (head.method !== "GET") return refuse("wrong-method");
  // Our own `fetch` adds Sec-Fetch headers by itself, so only what a page of some site would send is refused.
  const fromPage = valuesOf(head, "sec-fetch-site").some((value) => value !== "none");
  if (fromPage || hasHeader(head, (name) => name === "origin")) return refuse("from-browser");
  return { kind: "decided", verdict: verdict("probed", { kind: "none" }, signBody(probeKey, Buffer.from(nonce))) };
}

/** A browser never sends `Sec-Fetch-Mode` alone; Node's `fetch`, by which a proxy may send a broadcast on, does. */
function isFromPage(name: string): boolean {
  return name === "origin" || (name.startsWith("sec-fetch-") && name !== "sec-fetch-mode");
}

/** A port that is missing or empty is the scheme's own. */
function isSameAuthority(asked: string, { host, defaultPort }: AcceptedHost): boolean {
  const [one, other] = [asked, host].map((text) => authority.exec(text));
  const port = (digits: string | undefined): number => (digits ? Number(digits) : defaultPort);
  return !!one && !!other && one[1] === other[1] && port(one[2]) === port(other[2]);
}

/** Every candidate is compared, in constant time: how near a guess came cannot be measured. */
function targetOf(target: string, path: string, accepted: readonly AcceptedHost[]): Target | null {
  let found: Target | null = null;
  for (const prefix of new Set(["", ...accepted.map(({ pathPrefix }) => pathPrefix)])) {
    const candidate = prefix + path;
    if (!sameText(target.slice(0, candidate.length), candidate)) continue;
    const rest = target.slice(candidate.length);
    const nonce = probeRest.exec(rest)?.[1];
    if (rest === "") found = { kind: "broadcast" };
    else if (nonce !== undefined) found = { kind: "probe", nonce };
  }
  return found;
}

function refuse(reason: Reason): HeadVerdict {
  return { kind: "decided", verdict: verdict(reason) };
}

function valuesOf(head: RequestHead, name: string): readonly string[] {
  return head.rawHeaders.filter((_, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === name);
}

function hasHeader(head: RequestHead, matches: (name: string) => boolean): boolean {
  return head.rawHeaders.some((text, index) => index % 2 === 0 && matches(text.toLowerCase()));
}
