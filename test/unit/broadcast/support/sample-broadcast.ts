import type { IntakeRequest } from "../../../../app/broadcast/intake.ts";
import { signBody } from "../../../../app/broadcast/signature.ts";

export const samplePath = `/b/${"Ab3_-".repeat(8)}xyz`;
export const sampleSecret = "a-secret-that-the-account-gave-once";
export const sampleProbeKey = "a-key-of-this-run";
export const sampleHost = "relay.example";

export interface SampleParts {
  readonly projectId?: number;
  readonly sentAt?: number;
  readonly lastEvent?: string;
  readonly subjectType?: string;
  readonly subjectUrl?: string;
}

/** A body as the account sends it; `sentAt` in epoch milliseconds, cut to whole seconds. */
export function sampleBody(parts: SampleParts, now: number): Buffer {
  return Buffer.from(
    JSON.stringify({
      broadcast_receiver: { id: 77885522, name: "Tallylight 0123456789abcdef" },
      sent_at: `${new Date(parts.sentAt ?? now).toISOString().slice(0, 19)}Z`,
      last_event: parts.lastEvent ?? "timer.running",
      subject: {
        type: parts.subjectType ?? "timer",
        url: parts.subjectUrl ?? `https://api.nokotime.com/v2/projects/${parts.projectId ?? 37396}/timer`,
      },
    }),
  );
}

/** A good request with this body; `headers` replace those of the same name, null removes. */
export function sampleRequest(
  body: Uint8Array,
  changes: {
    readonly secret?: string;
    readonly host?: string;
    readonly method?: string;
    readonly target?: string;
    readonly headers?: Readonly<Record<string, string | null>>;
  } = {},
): IntakeRequest {
  const headers: Record<string, string | null> = {
    Host: changes.host ?? sampleHost,
    "Content-Type": "application/json",
    "Content-Length": String(body.byteLength),
    "X-Noko-BroadcastSubject": "timer",
    "X-Noko-Signature": signBody(changes.secret ?? sampleSecret, body),
    "User-Agent": "Noko-Broadcasts",
    ...changes.headers,
  };
  const rawHeaders = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [name, value]));
  return { method: changes.method ?? "POST", target: changes.target ?? samplePath, rawHeaders, body };
}
