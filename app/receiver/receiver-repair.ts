import type { NokoApi, RequestOptions } from "../noko/api.ts";
import type { BroadcastReceiver } from "../noko/resources.ts";
import type { ReceiverRecord } from "./receiver-record.ts";
import type { StoredSecret } from "./stored-secret.ts";

/** Everything that must be true of our receiver. */
export interface WantedReceiver {
  readonly name: string;
  readonly payloadUri: string;
}

export interface RepairTools {
  readonly api: NokoApi;
  readonly records: StoredSecret<ReceiverRecord>;
}

export interface Repaired {
  readonly receiver: BroadcastReceiver;
  readonly secret: string;
  readonly changed: boolean;
}

export const wantedSubjects: readonly string[] = ["timer"];

/** Makes a new one. The secret is stored before anything else: this answer is the only one that carries it. */
export async function createReceiver(
  tools: RepairTools,
  wanted: WantedReceiver,
  options: RequestOptions,
): Promise<Repaired> {
  const answer = await tools.api.createReceiver({ ...wanted, subjects: wantedSubjects }, options);
  const { secret, ...receiver } = answer.value;
  await tools.records.write({ url: receiver.url, secret });
  const repaired = await repairReceiver(tools, receiver, wanted, options);
  return { ...repaired, changed: true };
}

/**
 * Brings an existing receiver into the wanted state by the smallest set of calls: none where all is well. A
 * secret that is not known any more is re-rolled. Enabling comes last, when all the rest is right.
 */
export async function repairReceiver(
  tools: RepairTools,
  found: BroadcastReceiver,
  wanted: WantedReceiver,
  options: RequestOptions,
): Promise<Repaired> {
  const { api } = tools;
  let receiver = found;
  let changed = false;

  const record = await tools.records.read();
  let secret = record?.url === found.url ? record.secret : null;
  if (secret === null) {
    secret = await rerollSecret(tools, found, options);
    changed = true;
  }
  if (receiver.payloadUri !== wanted.payloadUri || receiver.name !== wanted.name) {
    receiver = (await api.updateReceiver(receiver, wanted, options)).value;
    changed = true;
  }
  const missing = receiver.subjects.includes("*")
    ? []
    : wantedSubjects.filter((subject) => !receiver.subjects.includes(subject));
  if (missing.length > 0) {
    receiver = (await api.addReceiverSubjects(receiver, missing, options)).value;
    changed = true;
  }
  if (receiver.state !== "enabled") {
    await api.enableReceiver(receiver, options);
    receiver = { ...receiver, state: "enabled" };
    changed = true;
  }
  return { receiver, secret, changed };
}

/** Asks for a new secret and stores it before it is used. */
export async function rerollSecret(
  tools: RepairTools,
  receiver: BroadcastReceiver,
  options: RequestOptions,
): Promise<string> {
  const secret = (await tools.api.rerollReceiverSecret(receiver, options)).value;
  await tools.records.write({ url: receiver.url, secret });
  return secret;
}
