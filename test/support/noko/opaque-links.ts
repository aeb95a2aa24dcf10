import { createHash } from "node:crypto";
import { splitTarget } from "../../../app/demo/links.ts";
import type { Links } from "../../../app/demo/links.ts";

const opaquePrefix = "/v2/x/";

/** What the documentation has clients reach through the URLs of resources alone. */
const notComposed =
  /^\/v2\/(?:(?:users|tags|project_groups|entries|broadcast_receivers)\/\d+(?:\/.*)?|webhooks\/\d+(?!\/(?:ping|retry)\b)(?:\/.*)?|projects\/\d+(?:\/entries)?)$/;

/** A requested target in its documented form. */
export interface ResolvedTarget {
  /** Null for an opaque URL that was never given out. */
  readonly target: string | null;
  /** True where the client followed an opaque URL. */
  readonly opaque: boolean;
}

/**
 * While `isOn`, every URL that a resource or a `Link` header carries is opaque, so that a client which builds
 * URLs from parts is found out.
 */
export class OpaqueLinks implements Links {
  readonly #origin: string;
  readonly #isOn: () => boolean;
  readonly #targets = new Map<string, string>();

  constructor(origin: string, isOn: () => boolean) {
    this.#origin = origin;
    this.#isOn = isOn;
  }

  url(target: string): string {
    return this.#isOn() ? this.opaqueUrl(target) : `${this.#origin}${target}`;
  }

  /** An opaque URL for `target`, whether or not URLs are renamed; it keeps working for good. */
  opaqueUrl(target: string): string {
    const key = createHash("sha256").update(target).digest("hex").slice(0, 16);
    this.#targets.set(key, target);
    return `${this.#origin}${opaquePrefix}${key}`;
  }

  resolve(requested: string): ResolvedTarget {
    const asked = splitTarget(requested);
    if (!asked.path.startsWith(opaquePrefix)) return { target: requested, opaque: false };
    // The documentation has clients add `/ping` and `/retry/…` to a webhook's URL.
    const [, key = "", verb = ""] = /^([^/]*)(\/.*)?$/.exec(asked.path.slice(opaquePrefix.length)) ?? [];
    const known = this.#targets.get(key);
    if (known === undefined) return { target: null, opaque: true };
    const { path: base, query } = splitTarget(known);
    const path = base + verb;
    for (const [name, value] of asked.query) query.set(name, value);
    return { target: query.size === 0 ? path : `${path}?${query.toString()}`, opaque: true };
  }

  /** Whether that documented path does not answer under its plain URL now. */
  hides(path: string): boolean {
    return this.#isOn() && notComposed.test(path);
  }
}
