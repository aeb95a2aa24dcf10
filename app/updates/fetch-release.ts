import type { UpdateRefusal } from "../contract/updates.ts";
import { isThisComputer } from "../network/this-computer.ts";
import type { Clock, Fetch, FetchResponse } from "../platform/ports.ts";
import type { Answered } from "./judge-release.ts";
import { longestManifest } from "./manifest.ts";

/** Both files together, in milliseconds: a server that answers drop by drop is given up. */
const patience = 30_000;
const mostRedirects = 3;
/** Where GitHub keeps the files of releases. */
const assetHosts: Readonly<Record<string, readonly string[]>> = {
  "github.com": ["release-assets.githubusercontent.com", "objects.githubusercontent.com"],
};

export interface FetchReleasePorts {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly version: string;
}

export type FetchedRelease =
  | { readonly kind: "answered"; readonly answered: Answered }
  | { readonly kind: "refused"; readonly reason: UpdateRefusal };

/** Fetches `update.json` and its signature. Nothing is sent but the version that asks. */
export async function fetchRelease(manifestUrl: string, ports: FetchReleasePorts): Promise<FetchedRelease> {
  const controller = new AbortController();
  const cancel = ports.clock.setTimeout(() => controller.abort(), patience);
  try {
    const manifest = await fetchText(manifestUrl, ports, controller.signal);
    const signature = await fetchText(`${manifestUrl}.sig`, ports, controller.signal);
    return { kind: "answered", answered: { manifest, signature } };
  } catch (error) {
    return { kind: "refused", reason: error instanceof Refusal ? error.reason : "not-reachable" };
  } finally {
    cancel();
  }
}

class Refusal extends Error {
  readonly reason: UpdateRefusal;

  constructor(reason: UpdateRefusal) {
    super(reason);
    this.reason = reason;
  }
}

async function fetchText(from: string, ports: FetchReleasePorts, signal: AbortSignal): Promise<string> {
  const start = new URL(from);
  let url = start;
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    if (!isSecure(url)) throw new Refusal("not-over-https");
    const response = await ports.fetch(url.href, {
      method: "GET",
      headers: { "User-Agent": `Tallylight/${ports.version}`, Accept: "application/octet-stream" },
      redirect: "manual",
      signal,
    });
    const next = redirectOf(response, url);
    if (next === null) return readBody(response);
    if (!mayLead(start, next)) throw new Refusal("redirected-elsewhere");
    url = next;
  }
  throw new Refusal("redirected-elsewhere");
}

async function readBody(response: FetchResponse): Promise<string> {
  if (response.status !== 200) throw new Refusal("answered-with-an-error");
  if (Number(response.headers.get("content-length") ?? 0) > longestManifest) throw new Refusal("too-long");
  const text = await response.text();
  if (Buffer.byteLength(text) > longestManifest) throw new Refusal("too-long");
  return text;
}

function redirectOf({ status, headers }: FetchResponse, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(status)) return null;
  const location = headers.get("location");
  if (location === null || !URL.canParse(location, from.href)) throw new Refusal("redirected-elsewhere");
  return new URL(location, from);
}

/** Tests have their server on this computer. */
function isSecure(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isThisComputer(url.hostname));
}

function mayLead(start: URL, next: URL): boolean {
  if (next.origin === start.origin) return true;
  return next.protocol === "https:" && (assetHosts[start.hostname] ?? []).includes(next.hostname);
}
