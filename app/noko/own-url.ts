/**
 * Which URLs may be asked with our token. Broadcasts, resources, `Link` headers and redirects all bring URLs
 * from outside, and `fetch` would carry `X-NokoToken` to any of them.
 */
export interface UrlGate {
  /** A resource of the API: canonical, our origin, under the base path, without user, query or fragment. */
  isOwnResource(url: string): boolean;
  /** Like a resource, but with a query: where the next page of a list is. */
  isOwnPage(url: string): boolean;
  /** The URL of a documented path below the base, such as `projects/37396/timer`; blank parameters are left out. */
  compose(path: string, query?: Query): string;
  /** Where a relative or absolute reference leads, or null where it leaves the API's origin or names a user. */
  resolveWithinOrigin(reference: string, from: string): string | null;
}

export type Query = Readonly<Record<string, QueryValue | undefined>>;
type QueryValue = string | number | boolean | readonly (string | number)[];

/**
 * A gate around `baseUrl`, such as `https://api.nokotime.com/v2`. Throws a plain `Error` where the base is
 * neither https nor http on a loopback address, or has a user, query or fragment: that is a fault of the caller.
 */
export function createUrlGate(baseUrl: string): UrlGate {
  const base = parseBase(baseUrl);
  const basePath = base.pathname.endsWith("/") ? base.pathname : `${base.pathname}/`;

  function ownUrl(input: string): URL | null {
    const url = parse(input);
    // Equality refuses everything that parsing repairs: full-width letters, `%2e%2e`, backslashes, tabs, line ends.
    if (url === null || url.href !== input) return null;
    if (url.origin !== base.origin || !url.pathname.startsWith(basePath)) return null;
    return hasUser(url) || input.includes("#") ? null : url;
  }

  return {
    isOwnResource: (input) => ownUrl(input) !== null && !input.includes("?"),
    isOwnPage: (input) => ownUrl(input) !== null,
    compose(path, query = {}) {
      const url = new URL(`${base.origin}${basePath}${path}`);
      for (const [name, value] of Object.entries(query)) {
        if (value === undefined) continue;
        const text = Array.isArray(value) ? value.join(",") : String(value);
        if (text !== "") url.searchParams.set(name, text);
      }
      return url.href;
    },
    resolveWithinOrigin(reference, from) {
      const url = parse(reference, from);
      if (url === null || url.origin !== base.origin || hasUser(url)) return null;
      url.hash = "";
      return url.href;
    },
  };
}

function parseBase(baseUrl: string): URL {
  const url = parse(baseUrl);
  if (url === null || hasUser(url) || /[?#]/.test(baseUrl)) throw new Error("The API's base is not a plain URL");
  const loopback = ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (url.protocol === "https:" || (url.protocol === "http:" && loopback)) return url;
  throw new Error("The API's base must be https, or http on this computer");
}

function parse(input: string, from?: string): URL | null {
  try {
    return new URL(input, from);
  } catch {
    return null;
  }
}

function hasUser(url: URL): boolean {
  return url.username !== "" || url.password !== "";
}
