import type { NokoApi, RequestOptions } from "../noko/api.ts";
import { describeFailure } from "../noko/errors.ts";
import type { Subscription } from "../noko/resources.ts";
import type { Logger, Random, SecretStore } from "../platform/ports.ts";
import type { Installation } from "./installation.ts";
import { namePrefix, ownerOf, pointsTo, subscriptionName } from "./subscription-name.ts";
import { failureOf, outcomeOfFailure, type SubscriptionOutcome, type RemovalOutcome } from "./subscription-outcome.ts";
import { createSecretPath } from "../broadcast/secret-path.ts";
import type { SubscriptionKind } from "./subscription-kind.ts";
import { subscriptionPath, subscriptionRecord } from "./subscription-record.ts";
import {
  createSubscription,
  type Repaired,
  repairSubscription,
  rerollSecret,
  type WantedSubscription,
} from "./subscription-repair.ts";
import { Mutex } from "../platform/mutex.ts";

export interface SubscriptionSyncOptions {
  readonly kind: SubscriptionKind;
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
 * Keeps exactly one subscription of a kind of this installation in the account, enabled and pointing at us, and never
 * touches another installation's. Every function may be repeated, and stopped at any point: the next `ensure` heals
 * what was left. They run one at a time.
 */
export interface SubscriptionSync {
  /** Its kind, for logs. */
  readonly word: SubscriptionKind["word"];
  /** The secret path that is ours; made and stored at its first use, forgotten by `remove`. */
  path(): Promise<string>;
  /** Finds, creates or repairs, at the cost of a list. `publicUrl` has no trailing slash. */
  ensure(publicUrl: string, signal?: AbortSignal): Promise<SubscriptionOutcome>;
  /** The same at the cost of one GET while all is well: for the regular check and for suspicion. */
  check(publicUrl: string, signal?: AbortSignal): Promise<SubscriptionOutcome>;
  /** `ensure` with a new secret: for when signatures fail that should be good. */
  renewSecret(publicUrl: string, signal?: AbortSignal): Promise<SubscriptionOutcome>;
  /** `ensure` with a new one in place of what is there: what the account still had to send by that is dropped. */
  recreate(publicUrl: string, signal?: AbortSignal): Promise<SubscriptionOutcome>;
  /** For quitting: nothing is sent any more, and it stays in the account. Interrupts what runs; `signal` is the deadline. */
  disable(signal: AbortSignal): Promise<RemovalOutcome>;
  /** Gives up what runs. */
  interrupt(): void;
  /** For signing out: deletes ours and forgets path and secret, the latter whatever the account says. */
  remove(signal?: AbortSignal): Promise<RemovalOutcome>;
  /** Subscriptions in the account that earlier installations on this computer left behind, when they were listed last. */
  leftovers(): Leftovers;
}

export interface Leftovers {
  readonly enabled: number;
  readonly disabled: number;
}

export function createSubscriptionSync(syncOptions: SubscriptionSyncOptions): SubscriptionSync {
  const { api, kind, secrets, installation, random, logger } = syncOptions;
  const calls = kind.calls(api);
  const storedPath = subscriptionPath(secrets, kind);
  const records = subscriptionRecord(secrets, kind);
  const tools = { api, kind, records };
  const about = { kind: kind.word };
  const mutex = new Mutex();
  /** As it was last seen, with the URLs of its verbs. */
  let known: Subscription | null = null;
  /** True while another of ours than the known one may be enabled: found, or made without an answer. */
  let unsettled = false;
  let leftovers: Leftovers = { enabled: 0, disabled: 0 };

  async function loadPath(): Promise<string> {
    const kept = await storedPath.read();
    if (kept !== null) return kept;
    const made = createSecretPath(random, kind.pathPrefix);
    await storedPath.write(made);
    return made;
  }

  async function list(options: RequestOptions): Promise<Listed> {
    const identity = await installation.identity();
    const { value } = await calls.list({ name: namePrefix }, options);
    const ownedBy = (owner: ReturnType<typeof ownerOf>): readonly Subscription[] =>
      value.filter(({ name }) => ownerOf(name, identity) === owner);
    return { ours: ownedBy("own"), former: ownedBy("former") };
  }

  /** As it was stored, under whatever name; not one that another computer made its own since. */
  async function getStored(options: RequestOptions): Promise<Subscription | null> {
    const record = await records.read();
    const present = record === null ? null : (await calls.get(record.url, options)).value;
    if (present === null) return null;
    return ownerOf(present.name, await installation.identity()) === "other" ? null : present;
  }

  async function settle({ publicUrl, ...wanted }: Wanted, options: RequestOptions): Promise<Repaired> {
    const { ours, former } = await list(options);
    await silence(former, publicUrl, options);
    const record = await records.read();
    const kept = ours.find((one) => one.url === record?.url) ?? ours[0];
    unsettled ||= kept?.url !== known?.url;
    if (kept === undefined) {
      // It may have been renamed by hand: then it is no longer found by name, and a second one would double every broadcast.
      const renamed = await getStored(options);
      if (renamed !== null) return repairSubscription(tools, renamed, wanted, options);
      const created = await createSubscription(tools, wanted, options);
      logger.info("A subscription was created in the account", about);
      return created;
    }
    const repaired = await repairSubscription(tools, kept, wanted, options);
    const extra = ours.filter((one) => one.url !== kept.url);
    await deleteExtra(extra, options);
    return { ...repaired, changed: repaired.changed || extra.length > 0 };
  }

  /** A leftover costs a refused broadcast now and then, so one that cannot be deleted does not stop the rest. */
  async function deleteExtra(extra: readonly Subscription[], options: RequestOptions): Promise<void> {
    for (const one of extra) {
      try {
        await calls.delete(one, options);
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === "token-rejected" || failure.kind === "cancelled") throw error;
        logger.warn("A leftover could not be deleted from the account", {
          ...about,
          failure: describeFailure(failure),
        });
      }
    }
  }

  /** Only those that point to this very address, which is proved to be ours: others may be another person's here. */
  async function silence(former: readonly Subscription[], publicUrl: string, options: RequestOptions): Promise<void> {
    let enabled = 0;
    for (const one of former) {
      if (one.state === "disabled") continue;
      enabled += 1;
      if (!pointsTo(one, publicUrl)) continue;
      try {
        await calls.disable(one, options);
        enabled -= 1;
        logger.info("What an earlier installation left behind in the account was disabled", about);
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === "token-rejected" || failure.kind === "cancelled") throw error;
        logger.warn("What was left behind in the account could not be disabled", {
          ...about,
          failure: describeFailure(failure),
        });
      }
    }
    leftovers = { enabled, disabled: former.length - enabled };
  }

  async function attempt(
    publicUrl: string,
    outer: AbortSignal | undefined,
    work: (wanted: Wanted, options: RequestOptions) => Promise<Repaired>,
  ): Promise<SubscriptionOutcome> {
    return mutex.run(async (signal) => {
      if (signal.aborted) return { kind: "failed", failure: { kind: "cancelled" } };
      const name = subscriptionName(await installation.identity());
      const wanted = { name, payloadUri: publicUrl + (await loadPath()), publicUrl };
      const options: RequestOptions = { priority: kind.priority, signal, onSend: kind.onSend };
      unsettled ||= known === null;
      try {
        const repaired = await retryIfVanished(() => work(wanted, options));
        known = repaired.subscription;
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
    return repairSubscription(tools, present, repaired, options);
  }

  async function renew(wanted: Wanted, options: RequestOptions): Promise<Repaired> {
    const settled = await settle(wanted, options);
    const secret = await rerollSecret(tools, settled.subscription, options);
    return { ...settled, secret, changed: true };
  }

  /** All that are ours, a renamed one among them. */
  async function all(options: RequestOptions): Promise<readonly Subscription[]> {
    const { ours } = await list(options);
    const record = await records.read();
    if (record === null || ours.some(({ url }) => url === record.url)) return ours;
    const renamed = await getStored(options);
    return renamed === null ? ours : [...ours, renamed];
  }

  async function replace({ name, payloadUri }: Wanted, options: RequestOptions): Promise<Repaired> {
    for (const one of await all(options)) await calls.delete(one, options);
    return createSubscription(tools, { name, payloadUri }, options);
  }

  async function toDisable(options: RequestOptions): Promise<readonly Subscription[]> {
    if (unsettled) return (await list(options)).ours.filter((one) => one.state !== "disabled");
    if (known !== null) return [known];
    const present = await getStored(options);
    return present === null || present.state === "disabled" ? [] : [present];
  }

  async function stop(signal: AbortSignal): Promise<RemovalOutcome> {
    const options: RequestOptions = { priority: shutdownPriority, signal };
    try {
      for (const one of await toDisable(options)) await calls.disable(one, options);
      known = null;
      return { kind: "done" };
    } catch (error) {
      const failure = failureOf(error);
      return failure.kind === "not-found" ? { kind: "done" } : { kind: "failed", failure };
    }
  }

  async function erase(signal: AbortSignal): Promise<RemovalOutcome> {
    const options: RequestOptions = { priority: shutdownPriority, signal };
    try {
      // The search for others, which are there by accident alone, comes after: there is time for a few requests.
      if (known !== null) {
        await calls.delete(known, options);
        // It need not be asked for by its URL any more.
        await records.forget();
      }
      for (const one of await all(options)) await calls.delete(one, options);
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
    word: kind.word,
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
    recreate: (publicUrl, signal) => attempt(publicUrl, signal, replace),
    interrupt: () => mutex.interrupt(),
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

/** What it has to be, and where the public URL in it is. */
interface Wanted extends WantedSubscription {
  readonly publicUrl: string;
}

interface Listed {
  readonly ours: readonly Subscription[];
  /** Earlier installations' on this computer. */
  readonly former: readonly Subscription[];
}

/** It may be deleted between being found and being asked: then the search begins again, once. */
async function retryIfVanished<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (failureOf(error).kind !== "not-found") throw error;
    return work();
  }
}
