/** The routes by which something can leave this computer, and the system's answer that names them. */
import { isIPv6 } from "node:net";
import { assertNever } from "../model/assert-never.ts";

export type Route =
  | { readonly kind: "direct" }
  /** `secure`: the connection to the proxy itself is over TLS. */
  | { readonly kind: "http-proxy"; readonly host: string; readonly port: number; readonly secure: boolean }
  | { readonly kind: "socks-proxy"; readonly host: string; readonly port: number; readonly version: 4 | 5 };

/** The best first; the next is for when it fails. */
export type Routes = readonly [Route, ...Route[]];

export const directly: Routes = [{ kind: "direct" }];

/** More than any sensible list has; what a script writes beyond them is not tried. */
const mostRoutes = 8;
const longestAnswer = 4_096;

/**
 * Reads a list as proxy scripts (PAC) answer it, such as `PROXY host:3128; SOCKS5 host:1080; DIRECT`. Whatever is not
 * understood, or would carry a name or a password, is left out. Direct where nothing is left, as browsers do.
 */
export function parseRoutes(answer: unknown): Routes {
  if (typeof answer !== "string") return directly;
  const found = new Map<string, Route>();
  for (const entry of answer.slice(0, longestAnswer).split(";")) {
    const route = parseRoute(entry.trim());
    if (route !== null && found.size < mostRoutes) found.set(JSON.stringify(route), route);
  }
  const [first, ...rest] = found.values();
  return first === undefined ? directly : [first, ...rest];
}

function parseRoute(entry: string): Route | null {
  const [, keyword = "", target = ""] = /^([A-Za-z0-9]+)(?:[ \t]+(\S+))?$/.exec(entry) ?? [];
  switch (keyword.toUpperCase()) {
    case "DIRECT":
      return target === "" ? { kind: "direct" } : null;
    case "PROXY":
    case "HTTP":
      return atPlace(target, 80, (host, port) => ({ kind: "http-proxy", host, port, secure: false }));
    case "HTTPS":
      return atPlace(target, 443, (host, port) => ({ kind: "http-proxy", host, port, secure: true }));
    case "SOCKS":
    case "SOCKS4":
      return atPlace(target, 1080, (host, port) => ({ kind: "socks-proxy", host, port, version: 4 }));
    case "SOCKS5":
      return atPlace(target, 1080, (host, port) => ({ kind: "socks-proxy", host, port, version: 5 }));
    default:
      return null;
  }
}

/** Read by hand: a URL parser would take names, passwords and paths, and mend what is broken. */
function atPlace(target: string, usualPort: number, make: (host: string, port: number) => Route): Route | null {
  const [, address, name, digits] =
    /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9_.-]{1,253}))(?::(\d{1,5}))?$/.exec(target) ?? [];
  const host = (address ?? name ?? "").toLowerCase();
  const port = digits === undefined ? usualPort : Number(digits);
  if (host === "" || port < 1 || port > 65_535) return null;
  return address === undefined || isIPv6(address) ? make(host, port) : null;
}

/** One line for a log or a report: `proxy.example:3128, else direct`. */
export function describeRoutes(routes: Routes): string {
  return routes.map(describeRoute).join(", else ");
}

export function describeRoute(route: Route): string {
  switch (route.kind) {
    case "direct":
      return "direct";
    case "http-proxy":
      return hostAndPort(route);
    case "socks-proxy":
      return `${hostAndPort(route)} (SOCKS${route.version})`;
    default:
      return assertNever(route, "route");
  }
}

/** True where no proxy is among them. */
export function isDirect(routes: Routes): boolean {
  return routes.every(({ kind }) => kind === "direct");
}

/** As it stands in a URL: addresses of the sixth version in brackets. */
export function hostAndPort({ host, port }: { readonly host: string; readonly port: number }): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}
