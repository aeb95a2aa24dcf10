import type { CertificateFault } from "../contract/problem.ts";

/**
 * - `unreachable`: no connection to the proxy, or it broke off or stayed silent.
 * - `refused`: it does not carry this connection, or could not make it.
 * - `wants-credentials`: a name and a password (407), which this app has none of.
 * - `untrusted`: it is spoken to over TLS, and did not prove who it is.
 */
export type ProxyFailureReason = "unreachable" | "refused" | "wants-credentials" | "untrusted";

/** The route through a proxy did not open, so nothing of a request left. Says nothing but who and why: fit for a log. */
export class ProxyFailure extends Error {
  readonly reason: ProxyFailureReason;
  /** `host:port` */
  readonly proxy: string;
  /** What an HTTP proxy answered; null where it did not, and for others. */
  readonly status: number | null;
  /** What is wrong with its certificate; null where that is not the reason. */
  readonly certificate: CertificateFault | null;

  constructor(
    reason: ProxyFailureReason,
    proxy: string,
    status: number | null = null,
    certificate: CertificateFault | null = null,
  ) {
    super(`The proxy ${proxy} did not open the route: ${reason}${status === null ? "" : ` (HTTP ${status})`}`);
    this.name = "ProxyFailure";
    this.reason = reason;
    this.proxy = proxy;
    this.status = status;
    this.certificate = certificate;
  }
}
