import { ProxyFailure } from "../network/proxy-failure.ts";

/** Codes that arise while an address is looked up or a connection is made, and never later. */
const CODES_BEFORE_SENDING = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/** Chromium names its network errors in the message alone. */
const CHROMIUM_BEFORE_SENDING =
  /\bnet::ERR_(?:INTERNET_DISCONNECTED|NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|CONNECTION_REFUSED|CONNECTION_FAILED|CONNECTION_TIMED_OUT|ADDRESS_UNREACHABLE|PROXY_CONNECTION_FAILED|CERT_[A-Z_]+)\b/;

/** `fetch` wraps the system's error in a `TypeError`; deeper chains than this are not followed. */
const MOST_CAUSES = 5;

/**
 * True where a rejected `fetch` shows that the request never left: no name, no route, no connection, no way through a proxy. A connection
 * that broke later may have delivered the request, so anything else is false.
 */
export function neverSent(error: unknown): boolean {
  let current = error;
  for (let depth = 0; depth < MOST_CAUSES && typeof current === "object" && current !== null; depth += 1) {
    if (current instanceof ProxyFailure) return true;
    const code = textAt(current, "code");
    const systemCall = textAt(current, "syscall");
    if (CODES_BEFORE_SENDING.has(code) || systemCall === "connect" || systemCall === "getaddrinfo") return true;
    if (CHROMIUM_BEFORE_SENDING.test(textAt(current, "message"))) return true;
    current = "cause" in current ? current.cause : null;
  }
  return false;
}

/** True where a proxy wants a name and a password, which will not change by asking again. */
export function proxyWantsCredentials(error: unknown): boolean {
  return error instanceof ProxyFailure && error.reason === "wants-credentials";
}

function textAt(value: object, key: "code" | "syscall" | "message"): string {
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : "";
}
