import type {
  Answer,
  ListAnswer,
  NokoApi,
  RequestOptions,
  SubscriptionCalls,
  SubscriptionFilters,
} from "../../../../app/noko/api.ts";
import { ApiError, type ApiFailure } from "../../../../app/noko/errors.ts";
import type { Subscription, SubscriptionWithSecret } from "../../../../app/noko/resources.ts";

export interface KeptSubscription extends Subscription {
  readonly secret: string;
}

/** What goes wrong with one call: thrown before the account carried it out, or after. */
export interface Fault {
  readonly when: "before" | "after";
  readonly error: Error;
}

/** The receivers' part of an account, in memory: many installations may share one. */
export class FakeSubscriptions {
  readonly calls: string[] = [];
  receivers: readonly KeptSubscription[] = [];
  /** Asked before each call with its name; an answer makes it fail. */
  fault: (call: string) => Fault | null = () => null;
  /** Calls that are never answered, only given up by their caller. */
  isSilent: (call: string) => boolean = () => false;
  #created = 0;
  #secrets = 0;

  /** Puts one there by hand, as the newest. */
  add(parts: Partial<KeptSubscription> & { readonly name: string }): KeptSubscription {
    this.#created += 1;
    // Id and URL differ on purpose, as they do in the documentation: only the URL counts.
    const url = `https://api.nokotime.com/v2/broadcast_receivers/${900_000 + this.#created}`;
    const receiver: KeptSubscription = {
      id: 77_000_000 + this.#created,
      state: "enabled",
      subjects: ["timer"],
      payloadUri: "https://somewhere.example/b/x",
      url,
      addSubjectsUrl: `${url}/add_subjects`,
      removeSubjectsUrl: `${url}/remove_subjects`,
      rerollSecretUrl: `${url}/reroll_secret`,
      enableUrl: `${url}/enable`,
      disableUrl: `${url}/disable`,
      secret: this.#newSecret(),
      ...parts,
    };
    this.receivers = [receiver, ...this.receivers];
    return receiver;
  }

  change(url: string, change: Partial<KeptSubscription>): void {
    this.receivers = this.receivers.map((kept) => (kept.url === url ? Object.assign({}, kept, change) : kept));
  }

  get #calls(): SubscriptionCalls {
    return {
      list: (filters, options) => this.#call("list", options, () => this.#list(filters)),
      get: (url, options) =>
        this.#call("get", options, () => {
          const found = this.receivers.find((kept) => kept.url === url);
          return answerOf(found === undefined ? null : withoutSecret(found));
        }),
      create: ({ name, payloadUri, subjects }, options) =>
        this.#call("create", options, (): Answer<SubscriptionWithSecret> =>
          answerOf(this.add({ name, payloadUri, subjects })),
        ),
      update: (receiver, input, options) => this.#call("update", options, () => this.#edit(receiver.url, () => input)),
      addSubjects: (receiver, subjects, options) =>
        this.#call("add-subjects", options, () =>
          this.#edit(receiver.url, (kept) => ({ subjects: [...kept.subjects, ...subjects] })),
        ),
      rerollSecret: (receiver, options) =>
        this.#call("reroll", options, () => {
          const secret = this.#newSecret();
          this.#edit(receiver.url, () => ({ secret }));
          return answerOf(secret);
        }),
      enable: (receiver, options) =>
        this.#call("enable", options, () => {
          this.#edit(receiver.url, () => ({ state: "enabled" }));
          return answerOf(null);
        }),
      disable: (receiver, options) =>
        this.#call("disable", options, () => {
          this.#edit(receiver.url, () => ({ state: "disabled" }));
          return answerOf(null);
        }),
      delete: (receiver, options) =>
        this.#call("delete", options, () => {
          this.receivers = this.receivers.filter((kept) => kept.url !== receiver.url);
          return answerOf(null);
        }),
      removeSubjects: (one, subjects, options) =>
        this.#call("remove-subjects", options, () =>
          this.#edit(one.url, (kept) => ({ subjects: kept.subjects.filter((subject) => !subjects.includes(subject)) })),
        ),
    };
  }

  get api(): NokoApi {
    return {
      receivers: this.#calls,
      webhooks: { ...this.#calls, ping: unexpected("ping") },
      account: unexpected("currentUser"),
      currentUser: unexpected("currentUser"),
      listTimers: unexpected("listTimers"),
      getTimer: unexpected("getTimer"),
      getTimerOfProject: unexpected("getTimerOfProject"),
      describeTimer: unexpected("describeTimer"),
      startTimer: unexpected("startTimer"),
      pauseTimer: unexpected("pauseTimer"),
      addOrSubtractTime: unexpected("addOrSubtractTime"),
      logTimer: unexpected("logTimer"),
      discardTimer: unexpected("discardTimer"),
      listProjects: unexpected("listProjects"),
      getProject: unexpected("getProject"),
      listMyEntries: unexpected("listMyEntries"),
      getEntry: unexpected("getEntry"),
      createEntry: unexpected("createEntry"),
      updateEntry: unexpected("updateEntry"),
      deleteEntry: unexpected("deleteEntry"),
      clockOffset: unexpected("clockOffset"),
      isOwnUrl: unexpected("isOwnUrl"),
    };
  }

  /** The account's filter by substring, newest first. */
  #list({ name = "" }: SubscriptionFilters): ListAnswer<Subscription> {
    const value = this.receivers.filter((kept) => kept.name.includes(name)).map((kept) => withoutSecret(kept));
    const answered = answerOf(value);
    return { ...answered, pageOf: () => answered, leftOut: [] };
  }

  #edit(url: string, change: (kept: KeptSubscription) => Partial<KeptSubscription>): Answer<Subscription> {
    const kept = this.receivers.find((receiver) => receiver.url === url);
    if (kept === undefined) throw failure({ kind: "not-found" });
    this.change(url, change(kept));
    return answerOf(withoutSecret({ ...kept, ...change(kept) }));
  }

  async #call<T>(name: string, options: RequestOptions, carryOut: () => T): Promise<T> {
    await Promise.resolve();
    if (options.signal?.aborted === true) throw failure({ kind: "cancelled" });
    this.calls.push(name);
    if (this.isSilent(name)) await untilAborted(options.signal);
    const fault = this.fault(name);
    if (fault?.when === "before") throw fault.error;
    const result = carryOut();
    if (fault?.when === "after") throw fault.error;
    return result;
  }

  #newSecret(): string {
    this.#secrets += 1;
    return `secret-number-${this.#secrets}-of-the-account`;
  }
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(failure({ kind: "cancelled" })), { once: true });
  });
}

export function failure(kind: ApiFailure): ApiError {
  return new ApiError(kind, false);
}

function answerOf<T>(value: T): Answer<T> {
  return { value, sequence: 0, requestedAt: 0, receivedAt: 0 };
}

function withoutSecret(kept: KeptSubscription): Subscription {
  const { secret: _, ...receiver } = kept;
  return receiver;
}

function unexpected(name: string): () => never {
  return () => {
    throw new Error(`Unexpected call of the account: ${name}`);
  };
}
