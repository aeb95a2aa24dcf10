import { verifySignature } from "../broadcast/signature.ts";
import type { Clock, Fetch, Random } from "../platform/ports.ts";

export interface ProbeOptions {
  readonly fetch: Fetch;
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** The receiver's secret path. */
  readonly path: string;
  /** The key that the listener answers with; see `IntakeAccess`. */
  readonly probeKey: string;
  readonly random: Random;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

export type ProbeOutcome =
  /** What we asked through the public URL was answered by our own listener. */
  | { readonly kind: "verified"; readonly milliseconds: number }
  /** Another server answered as if it had all that is asked for: a network's sign-in page, or a stranger. */
  | { readonly kind: "intercepted"; readonly status: number }
  /** It was refused on the way: by a relay that lost us, or a proxy. */
  | { readonly kind: "wrong-answer"; readonly status: number }
  /** Nobody answered in time. */
  | { readonly kind: "unreachable" };

/** How long one probe may take, in milliseconds. */
export const probeTimeout = 5_000;

/**
 * Proves that the public URL leads to this very listener: asks it to sign a number that nobody else can sign.
 * Sends no token, follows no redirect, never throws.
 */
export async function probePublicPath(options: ProbeOptions): Promise<ProbeOutcome> {
  const { clock, signal } = options;
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const cancelTimeout = clock.setTimeout(abort, probeTimeout);
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted === true) abort();
  try {
    return await Promise.race([ask(options, controller.signal), whenAborted(controller.signal)]);
  } catch {
    return { kind: "unreachable" };
  } finally {
    cancelTimeout();
    signal?.removeEventListener("abort", abort);
    // Whatever is still being received, such as a page without end, is of no use any more.
    abort();
  }
}

async function ask(options: ProbeOptions, signal: AbortSignal): Promise<ProbeOutcome> {
  const { clock, fetch, path, probeKey, publicUrl, random } = options;
  const nonce = Buffer.from(random.bytes(24)).toString("base64url");
  const startedAt = clock.monotonicNow();
  const response = await fetch(`${publicUrl}${path}/probe/${nonce}`, {
    method: "GET",
    // The ngrok header asks for the answer instead of the page that warns browsers.
    headers: { "User-Agent": "Tallylight", "Cache-Control": "no-cache", "ngrok-skip-browser-warning": "1" },
    redirect: "manual",
    signal,
  });
  const { status } = response;
  if (isOfLoginPage(status)) return { kind: "intercepted", status };
  if (status !== 200) return { kind: "wrong-answer", status };
  const text = await response.text();
  if (!verifySignature([probeKey], Buffer.from(nonce), text)) return { kind: "intercepted", status: 200 };
  return { kind: "verified", milliseconds: clock.monotonicNow() - startedAt };
}

/** A network that wants a login leads there, or says so (RFC 6585). A relay without us answers with an error. */
function isOfLoginPage(status: number): boolean {
  return (status >= 300 && status < 400) || status === 511;
}

function whenAborted(signal: AbortSignal): Promise<ProbeOutcome> {
  return new Promise((resolve) => {
    const give = (): void => resolve({ kind: "unreachable" });
    if (signal.aborted) give();
    else signal.addEventListener("abort", give, { once: true });
  });
}
