import type { CertificateFault } from "../contract/problem.ts";
import type { Clock, Fetch } from "../platform/ports.ts";
import type { Progress } from "./rate-gate.ts";
import { certificateFault, neverSent, proxyWantsCredentials } from "./network-failure.ts";

export type HttpMethod = "GET" | "POST" | "PUT" | "DELETE";

/** How one HTTP exchange ended. Never a thrown error, so that no error text (they may quote headers) escapes. */
export type Exchange =
  | HttpAnswer
  | { readonly kind: "broken"; readonly neverSent: boolean }
  /** The proxy on the way asks for a name and a password. Nothing was sent. */
  | { readonly kind: "proxy-wants-credentials" }
  /** The account, or a proxy on the way, could not prove who it is. Nothing was sent. */
  | { readonly kind: "certificate-refused"; readonly fault: CertificateFault }
  | { readonly kind: "timeout" }
  /** The caller's signal. */
  | { readonly kind: "cancelled" }
  /** The rate gate's signal: someone more urgent waits. */
  | { readonly kind: "interrupted" };

export interface HttpAnswer {
  readonly kind: "answered";
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly body: string;
  /** Monotonic milliseconds when the head of the answer arrived, which is closest to the moment it describes. */
  readonly requestedAt: number;
  readonly receivedAt: number;
}

export interface ExchangeInput {
  readonly method: HttpMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMilliseconds: number;
  readonly cancelled: AbortSignal | undefined;
  readonly interrupted: AbortSignal;
  /** For the rate gate, which counts requests as they arrive. */
  readonly progress: Progress;
}

/**
 * Sends one request and reads its whole answer. The outcome does not depend on `fetch` obeying its signal: a
 * timeout or a cancellation is final at once.
 */
export function exchange(
  input: ExchangeInput,
  { fetch, clock }: { readonly fetch: Fetch; readonly clock: Clock },
): Promise<Exchange> {
  return new Promise((resolve) => {
    const controller = new AbortController();
    const end = (outcome: Exchange): void => {
      cancelTimeout();
      input.cancelled?.removeEventListener("abort", cancel);
      input.interrupted.removeEventListener("abort", interrupt);
      resolve(outcome);
    };
    const breakOff = (outcome: Exchange): void => {
      end(outcome);
      controller.abort();
    };
    const cancel = (): void => breakOff({ kind: "cancelled" });
    const interrupt = (): void => breakOff({ kind: "interrupted" });
    const cancelTimeout = clock.setTimeout(() => breakOff({ kind: "timeout" }), input.timeoutMilliseconds);
    input.cancelled?.addEventListener("abort", cancel);
    input.interrupted.addEventListener("abort", interrupt);
    void readAnswer(input, controller.signal, fetch, clock).then(end, (error: unknown) => end(withoutAnswer(error)));
  });
}

function withoutAnswer(error: unknown): Exchange {
  if (proxyWantsCredentials(error)) return { kind: "proxy-wants-credentials" };
  const fault = certificateFault(error);
  return fault === null ? { kind: "broken", neverSent: neverSent(error) } : { kind: "certificate-refused", fault };
}

async function readAnswer(input: ExchangeInput, signal: AbortSignal, fetch: Fetch, clock: Clock): Promise<HttpAnswer> {
  const { method, url, headers, body } = input;
  const requestedAt = clock.monotonicNow();
  const response = await fetch(url, {
    method,
    headers,
    redirect: "manual",
    signal,
    onWritten: () => input.progress.written(),
    ...(body === null ? {} : { body }),
  });
  const receivedAt = clock.monotonicNow();
  input.progress.answered();
  return {
    kind: "answered",
    status: response.status,
    header: (name) => response.headers.get(name),
    body: await response.text(),
    requestedAt,
    receivedAt,
  };
}
