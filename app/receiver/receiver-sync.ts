import type { NokoApi, RequestOptions } from "../noko/api.ts";
import { describeFailure } from "../noko/errors.ts";
import type { BroadcastReceiver } from "../noko/resources.ts";
import type { Logger, Random, SecretStore } from "../platform/ports.ts";
import type { Installation } from "./installation.ts";
import { ownerOf, pointsTo, receiverName, receiverNamePrefix } from "./receiver-name.ts";
import { failureOf, outcomeOfFailure, type ReceiverOutcome, type RemovalOutcome } from "./receiver-outcome.ts";
import { createSecretPath } from "../broadcast/secret-path.ts";
import { receiverPath } from "./receiver-path.ts";
import { receiverRecord } from "./receiver-record.ts";
import { createReceiver, type Repaired, repairReceiver, rerollSecret, type WantedReceiver } from "./receiver-repair.ts";
import { Mutex } from "../platform/mutex.ts";

export interface ReceiverSyncOptions {
  readonly api: NokoApi;
  /** The account's. */
  readonly secrets: SecretStore;
  readonly installation: Installation;
  readonly random: Random;
  readonly logger: Logger;
}

/** The user waits for the app to be gone, and it may take a second and a half: nothing that is queued goes before. */
const shutdownPriority: RequestOptions["priority"] = "user-action";

/**
 * Keeps exactly one broadcast receiver of this installation in the account, enabled and pointing at us, and never
 * touches another installation's. Every function may be repeated, and stopped at any point: the next `ensure` heals
 * what was left. They run one at a time.
 */
export interface ReceiverSync {
  /** The secret path of our receiver; made and stored at its first use, forgotten by `remove`. */
  path(): Promise<string>;
  /** Finds, creates or repairs, at the cost of a list. `publicUrl` has no trailing slash. */
  ensure(publicUrl: string, signal?: AbortSignal): Promise<ReceiverOutcome>;
  /** The same at the cost of one GET while all is well: for the regular check and for suspicion. */
  check(publicUrl: string, signal?: AbortSignal): Promise<ReceiverOutcome>;
  /** `ensure` with a new secret: for when signatures fail that should be good. */
  renewSecret(publicUrl: string, signal?: AbortSignal): Promise<ReceiverOutcome>;
  /** For quitting: broadcasts stop, the receiver stays. Interrupts what runs; `signal` is the deadline. */
  disable(signal: AbortSignal): Promise<RemovalOutcome>;
  /** For signing out: deletes our receivers and forgets path and secret, the latter whatever the account says. */
  remove(signal?: AbortSignal): Promise<RemovalOutcome>;
  /** Receivers in the account that earlier installations on this computer left behind, when they were listed last. */
  leftovers(): Leftovers;
}

export interface Leftovers {
  readonly enabled: number;
  readonly disabled: number;
}

export function createReceiverSync(syncOptions: ReceiverSyncOptions): ReceiverSync {
  const { api, secrets, installation, random, logger } = syncOptions;
  const storedPath = receiverPath(secrets);
  const records = receiverRecord(secrets);
  const tools = { api, records };
  const mutex = new Mutex();
  /** As it was last seen, with the URLs of its verbs. */
  let known: BroadcastReceiver | null = null;
  /** True while another receiver of ours than the known one may be enabled: found, or made without an answer. */
  let unsettled = false;
  let leftovers: Leftovers = { enabled: 0, disabled: 0 };

  async function loadPath(): Promise<string> {
    const kept = await storedPath.read();
    if (kept !== null) return kept;
    const made = createSecretPath(random);
    await storedPath.write(made);
    return made;
  }

  async function list(options: RequestOptions): Promise<Listed> {
    const identity = await installation.identity();
    const { value } = await api.listReceivers({ name: receiverNamePrefix }, options);
    const ownedBy = (owner: ReturnType<typeof ownerOf>): readonly BroadcastReceiver[] =>
      value.filter(({ name }) => ownerOf(name, identity) === owner);
    return { ours: ownedBy("own"), former: ownedBy("former") };
  }

  /** As it was stored, under whatever name; not one that another computer made its own since. */
  async function getStored(options: RequestOptions): Promise<BroadcastReceiver | null> {
    const record = await records.read();
    const present = record === null ? null : (await api.getReceiver(record.url, options)).value;
    if (present === null) return null;
    return ownerOf(present.name, await installation.identity()) === "other" ? null : present;
  }

  async function settle({ publicUrl, ...wanted }: Wanted, options: RequestOptions): Promise<Repaired> {
    const { ours, former } = await list(options);
    await silence(former, publicUrl, options);
    const record = await records.read();
    const kept = ours.find((receiver) => receiver.url === record?.url) ?? ours[0];
    unsettled ||= kept?.url !== known?.url;
    if (kept === undefined) {
      // It may have been renamed by hand: then it is no longer found by name, and a second one would double every broadcast.
      const renamed = await getStored(options);
      if (renamed !== null) return repairReceiver(tools, renamed, wanted, options);
      const created = await createReceiver(tools, wanted, options);
      logger.info("A receiver was created in the account");
      return created;
    }
    const repaired = await repairReceiver(tools, kept, wanted, options);
    const extra = ours.filter((receiver) => receiver.url !== kept.url);
    await deleteExtra(extra, options);
    return { ...repaired, changed: repaired.changed || extra.length > 0 };
  }

  /** A leftover costs a refused broadcast now and then, so one that cannot be deleted does not stop the rest. */
  async function deleteExtra(extra: readonly BroadcastReceiver[], options: RequestOptions): Promise<void> {
    for (const receiver of extra) {
      try {
        await api.deleteReceiver(receiver, options);
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === "token-rejected" || failure.kind === "cancelled") throw error;
        logger.warn("A leftover receiver could not be deleted.", { failure: describeFailure(failure) });
      }
    }
  }

  /** Only those that point to this very address, which is proved to be ours: others may be another person's here. */
  async function silence(
    former: readonly BroadcastReceiver[],
    publicUrl: string,
    options: RequestOptions,
  ): Promise<void> {
    let enabled = 0;
    for (const receiver of former) {
      if (receiver.state === "disabled") continue;
      enabled += 1;
      if (!pointsTo(receiver, publicUrl)) continue;
      try {
        await api.disableReceiver(receiver, options);
        enabled -= 1;
        logger.info("A receiver that an earlier installation left behind was disabled");
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === "token-rejected" || failure.kind === "cancelled") throw error;
        logger.warn("A receiver that was left behind could not be disabled", { failure: describeFailure(failure) });
      }
    }
    leftovers = { enabled, disabled: former.length - enabled };
  }

  async function attempt(
    publicUrl: string,
    outer: AbortSignal | undefined,
    work: (wanted: Wanted, options: RequestOptions) => Promise<Repaired>,
  ): Promise<ReceiverOutcome> {
    return mutex.run(async (signal) => {
      if (signal.aborted) return { kind: "failed", failure: { kind: "cancelled" } };
      const name = receiverName(await installation.identity());
      const wanted = { name, payloadUri: publicUrl + (await loadPath()), publicUrl };
      const options: RequestOptions = { priority: "receiver-upkeep", signal };
      unsettled ||= known === null;
      try {
        const repaired = await retryIfVanished(() => work(wanted, options));
        known = repaired.receiver;
        unsettled = false;
        return { kind: "ready", ...repaired };
      } catch (error) {
        return outcomeOfFailure(failureOf(error));
      }
    }, outer);
  }

  async function recheck(wanted: Wanted, options: RequestOptions): Promise<Repaired> {
    const present = await getStored(options);
    if (present === null) return settle(wanted, options);
    const { publicUrl: _, ...repaired } = wanted;
    return repairReceiver(tools, present, repaired, options);
  }

  async function renew(wanted: Wanted, options: RequestOptions): Promise<Repaired> {
    const { receiver } = await settle(wanted, options);
    return { receiver, secret: await rerollSecret(tools, receiver, options), changed: true };
  }

  async function toDisable(options: RequestOptions): Promise<readonly BroadcastReceiver[]> {
    if (unsettled) return (await list(options)).ours.filter((receiver) => receiver.state !== "disabled");
    if (known !== null) return [known];
    const present = await getStored(options);
    return present === null || present.state === "disabled" ? [] : [present];
  }

  async function stop(signal: AbortSignal): Promise<RemovalOutcome> {
    const options: RequestOptions = { priority: shutdownPriority, signal };
    try {
      for (const receiver of await toDisable(options)) await api.disableReceiver(receiver, options);
      known = null;
      return { kind: "done" };
    } catch (error) {
      const failure = failureOf(error);
      return failure.kind === "not-found" ? { kind: "done" } : { kind: "failed", failure };
    }
  }

  async function erase(signal: AbortSignal): Promise<RemovalOutcome> {
    const options: RequestOptions = { priority: shutdownPriority, signal };
    const record = await records.read();
    try {
      const { ours } = await list(options);
      for (const receiver of ours) await api.deleteReceiver(receiver, options);
      const renamed =
        record === null || ours.some((receiver) => receiver.url === record.url) ? null : await getStored(options);
      if (renamed !== null) await api.deleteReceiver(renamed, options);
      return { kind: "done" };
    } catch (error) {
      return { kind: "failed", failure: failureOf(error) };
    } finally {
      known = null;
      await records.forget();
      await storedPath.forget();
    }
  }

  return {
    path: () =>
      mutex.run(async () => {
        // A copied profile is without its path after that.
        await installation.identity();
        return loadPath();
      }),
    leftovers: () => leftovers,
    ensure: (publicUrl, signal) => attempt(publicUrl, signal, settle),
    check: (publicUrl, signal) => attempt(publicUrl, signal, recheck),
    renewSecret: (publicUrl, signal) => attempt(publicUrl, signal, renew),
    disable: (signal) => {
      mutex.interrupt();
      return mutex.run(stop, signal);
    },
    remove: (signal) => {
      mutex.interrupt();
      return mutex.run(erase, signal);
    },
  };
}

/** What a receiver has to be, and where the public URL in it is. */
interface Wanted extends WantedReceiver {
  readonly publicUrl: string;
}

interface Listed {
  readonly ours: readonly BroadcastReceiver[];
  /** Earlier installations' on this computer. */
  readonly former: readonly BroadcastReceiver[];
}

/** The receiver may be deleted between being found and being asked: then the search begins again, once. */
async function retryIfVanished<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (failureOf(error).kind !== "not-found") throw error;
    return work();
  }
}
