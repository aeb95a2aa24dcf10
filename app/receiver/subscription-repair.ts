import type { NokoApi, RequestOptions } from "../noko/api.ts";
import type { Subscription } from "../noko/resources.ts";
import type { StoredSecret } from "./stored-secret.ts";
import type { SubscriptionKind } from "./subscription-kind.ts";
import type { SubscriptionRecord } from "./subscription-record.ts";

/** Everything that must be true of our subscription. */
export interface WantedSubscription {
  readonly name: string;
  readonly payloadUri: string;
}

export interface RepairTools {
  readonly api: NokoApi;
  readonly kind: SubscriptionKind;
  readonly records: StoredSecret<SubscriptionRecord>;
}

export interface Repaired {
  readonly subscription: Subscription;
  readonly secret: string;
  /** Something had to be done. */
  readonly changed: boolean;
  /** It was not there before. */
  readonly created: boolean;
}

/** Makes a new one. The secret is stored before anything else: this answer is the only one that carries it. */
export async function createSubscription(
  tools: RepairTools,
  wanted: WantedSubscription,
  options: RequestOptions,
): Promise<Repaired> {
  const { api, kind, records } = tools;
  const answer = await kind.calls(api).create({ ...wanted, subjects: kind.subjects() }, options);
  const { secret, ...subscription } = answer.value;
  await records.write({ url: subscription.url, secret });
  const repaired = await repairSubscription(tools, subscription, wanted, options);
  return { ...repaired, changed: true, created: true };
}

/**
 * Brings an existing one into the wanted state by the smallest set of calls: none where all is well. A secret that is
 * not known any more is re-rolled. Enabling comes last, when all the rest is right.
 */
export async function repairSubscription(
  tools: RepairTools,
  found: Subscription,
  wanted: WantedSubscription,
  options: RequestOptions,
): Promise<Repaired> {
  const calls = tools.kind.calls(tools.api);
  let subscription = found;
  let changed = false;

  const record = await tools.records.read();
  let secret = record?.url === found.url ? record.secret : null;
  if (secret === null) {
    secret = await rerollSecret(tools, found, options);
    changed = true;
  }
  if (subscription.payloadUri !== wanted.payloadUri || subscription.name !== wanted.name) {
    subscription = (await calls.update(subscription, wanted, options)).value;
    changed = true;
  }
  const { missing, unwanted } = differenceOf(tools.kind, subscription.subjects);
  if (missing.length > 0) {
    subscription = (await calls.addSubjects(subscription, missing, options)).value;
    changed = true;
  }
  if (unwanted.length > 0) {
    subscription = (await calls.removeSubjects(subscription, unwanted, options)).value;
    changed = true;
  }
  if (subscription.state !== "enabled") {
    await calls.enable(subscription, options);
    subscription = { ...subscription, state: "enabled" };
    changed = true;
  }
  return { subscription, secret, changed, created: false };
}

/** Asks for a new secret and stores it before it is used. */
export async function rerollSecret(
  { api, kind, records }: RepairTools,
  subscription: Subscription,
  options: RequestOptions,
): Promise<string> {
  const secret = (await kind.calls(api).rerollSecret(subscription, options)).value;
  await records.write({ url: subscription.url, secret });
  return secret;
}

function differenceOf(
  kind: SubscriptionKind,
  present: readonly string[],
): { readonly missing: readonly string[]; readonly unwanted: readonly string[] } {
  const wanted = kind.subjects();
  const hasAll = present.includes("*") && !kind.nothingElse;
  return {
    missing: hasAll ? [] : wanted.filter((subject) => !present.includes(subject)),
    unwanted: kind.nothingElse ? present.filter((subject) => !wanted.includes(subject)) : [],
  };
}
