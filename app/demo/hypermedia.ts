import { createHash } from "node:crypto";

/** A request's target in its documented form. */
export interface ResolvedTarget {
  readonly path: string;
  readonly query: URLSearchParams;
  /** True where the client followed an opaque URL instead of composing a documented one. */
  readonly opaque: boolean;
}

const opaquePrefix = "/v2/x/";

/**
 * The one place where URLs of resources are made and understood. While `renamed`, every URL that a resource
 * or a `Link` header carries is opaque, so that a client which builds URLs from parts is found out.
 */
export class Hypermedia {
  readonly #origin: string;
  readonly #isRenamed: () => boolean;
  readonly #targets = new Map<string, string>();

  /** `origin` such as `http://127.0.0.1:4321`, without a slash at the end. */
  constructor(origin: string, isRenamed: () => boolean) {
    this.#origin = origin;
    this.#isRenamed = isRenamed;
  }

  get renamed(): boolean {
    return this.#isRenamed();
  }

  /** The URL under which a resource names `target` (a documented path with or without query). */
  url(target: string): string {
    return this.renamed ? this.opaqueUrl(target) : `${this.#origin}${target}`;
  }

  /** An opaque URL for `target`, whether or not URLs are renamed; it keeps working for good. */
  opaqueUrl(target: string): string {
    const key = createHash("sha256").update(target).digest("hex").slice(0, 16);
    this.#targets.set(key, target);
    return `${this.#origin}${opaquePrefix}${key}`;
  }

  /** The documented target behind a requested one; null for an opaque one that was never given out. */
  resolve(requested: string): ResolvedTarget | null {
    const asked = splitTarget(requested);
    if (!asked.path.startsWith(opaquePrefix)) return { ...asked, opaque: false };
    const target = this.#targets.get(asked.path.slice(opaquePrefix.length));
    if (target === undefined) return null;
    const known = splitTarget(target);
    for (const [name, value] of asked.query) known.query.set(name, value);
    return { ...known, opaque: true };
  }
}

function splitTarget(target: string): { readonly path: string; readonly query: URLSearchParams } {
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  return {
    path: path.length > 1 ? path.replace(/\/+$/, "") : path,
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark + 1)),
  };
}
