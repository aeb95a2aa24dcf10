import type { CertificateFault } from "../contract/problem.ts";
import { ProxyFailure } from "../network/proxy-failure.ts";
import { tlsFault } from "../network/tls-fault.ts";

/** Codes that arise while an address is looked up or a connection is made, and never later. */
const CODES_BEFORE_SENDING = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/** `fetch` wraps the system's error in a `TypeError`; deeper chains than this are not followed. */
const MOST_CAUSES = 5;

/**
 * True where a rejected `fetch` shows that the request never left: no name, no route, no connection, no way through a proxy, nobody who
 * proved to be the right one. A connection that broke later may have delivered the request, so anything else is false.
 */
export function neverSent(error: unknown): boolean {
  return withCauses(error).some((each) => {
    if (each instanceof ProxyFailure || tlsFault(each) !== null) return true;
    const code = textAt(each, "code");
    const systemCall = textAt(each, "syscall");
    return CODES_BEFORE_SENDING.has(code) || systemCall === "connect" || systemCall === "getaddrinfo";
  });
}

/** True where a proxy wants a name and a password, which will not change by asking again. */
export function proxyWantsCredentials(error: unknown): boolean {
  return error instanceof ProxyFailure && error.reason === "wants-credentials";
}

/** Why the certificate of the account, or of a proxy on the way, was not accepted; null where that is not the reason. */
export function certificateFault(error: unknown): CertificateFault | null {
  for (const each of withCauses(error)) {
    const fault = each instanceof ProxyFailure ? each.certificate : tlsFault(each);
    if (fault !== null) return fault;
  }
  return null;
}

function withCauses(error: unknown): readonly object[] {
  const found: object[] = [];
  let current = error;
  while (found.length < MOST_CAUSES && typeof current === "object" && current !== null) {
    found.push(current);
    current = "cause" in current ? current.cause : null;
  }
  return found;
}

function textAt(value: object, key: "code" | "syscall"): string {
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : "";
}
