/** What differs between an account's broadcast receiver and its webhook. All else about them is one. */
import type { PathPrefix } from "../broadcast/secret-path.ts";
import type { NokoApi, RequestPriority, SubscriptionCalls } from "../noko/api.ts";
import type { AccountSecretName } from "../platform/ports.ts";

export interface SubscriptionKind {
  /** In logs. */
  readonly word: "receiver" | "webhook";
  readonly calls: (api: Pick<NokoApi, "receivers" | "webhooks">) => SubscriptionCalls;
  readonly pathPrefix: PathPrefix;
  /** Under which names path and secret are stored. */
  readonly pathName: AccountSecretName;
  readonly secretName: AccountSecretName;
  /** What it has to be sent. */
  readonly subjects: () => readonly string[];
  /** Of what is asked about it; a quit alone is more urgent. */
  readonly priority: RequestPriority;
  /** Called for each request. */
  readonly onSend: () => void;
  /** Whether it must not be sent anything else. */
  readonly nothingElse: boolean;
}

export const receiverKind: SubscriptionKind = {
  word: "receiver",
  calls: ({ receivers }) => receivers,
  pathPrefix: "/b/",
  pathName: "receiver-path",
  secretName: "receiver-secret",
  subjects: () => ["timer"],
  priority: "receiver-upkeep",
  onSend: () => undefined,
  nothingElse: false,
};

/**
 * The account can be asked to ping a webhook. One cannot be made without an event: this one is the rarest, and tells a
 * team's name at most.
 */
export function webhookKind(onSend: () => void): SubscriptionKind {
  return {
    word: "webhook",
    calls: ({ webhooks }) => webhooks,
    pathPrefix: "/w/",
    pathName: "webhook-path",
    secretName: "webhook-secret",
    subjects: () => ["team.deleted"],
    priority: "background",
    onSend,
    nothingElse: true,
  };
}
