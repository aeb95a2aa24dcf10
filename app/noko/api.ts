import type {
  Subscription,
  SubscriptionWithSecret,
  CurrentUser,
  NokoAccount,
  NokoEntry,
  NokoProject,
  NokoTimer,
  WholeEntry,
} from "./resources.ts";

/** Who waits for a request; the rate gate serves the first of these first. */
export type RequestPriority = "user-action" | "changed-timer" | "reconcile" | "receiver-upkeep" | "background";

export interface RequestOptions {
  readonly priority: RequestPriority;
  readonly signal?: AbortSignal;
  /** Called each time that something is sent: pages, redirects and repetitions count. */
  readonly onSend?: () => void;
}

export interface ListOptions extends RequestOptions {
  /** For all pages but the first, in turn with whatever else has it; without it a list is read in one go. */
  readonly laterPages?: RequestPriority;
}

/** When something was asked and answered, on the monotonic clock in milliseconds. What the answer says was true somewhere between. */
export interface Exchanged {
  readonly requestedAt: number;
  readonly receivedAt: number;
}

/** A value from the account, with what is needed to order it among others. */
export interface Answer<T> extends Exchanged {
  readonly value: T;
  /** Rises with each request that is sent; of two answers about one thing the higher one is newer. For a paginated list: that of its first page. */
  readonly sequence: number;
}

/** A whole list, read over as many pages as there are. */
export interface ListAnswer<T> extends Answer<readonly T[]> {
  /** When the page that carried the item at this index was asked for and arrived. */
  readonly pageOf: (index: number) => Exchanged;
  /** What of the list could not be read, in its order. */
  readonly leftOut: readonly LeftOut[];
}

/** An item of a list that could not be decoded: as much as could be read of it. */
export interface LeftOut {
  readonly url: string | null;
  /** Its own name, or that of its project. */
  readonly name: string | null;
}

/** Of all filters: a property left out, or an empty list, does not filter. */
export interface TimerFilters {
  readonly description?: string;
  readonly projectIds?: readonly number[];
  readonly billable?: boolean;
}

export interface ProjectFilters {
  readonly name?: string;
  readonly projectGroupIds?: readonly number[];
  readonly billingIncrement?: number;
  readonly enabled?: boolean;
  readonly billable?: boolean;
}

export interface SubscriptionFilters {
  /** Substring of the name. */
  readonly name?: string;
  readonly subjects?: readonly string[];
  readonly state?: "enabled" | "disabled";
}

export interface EntryFilters {
  /** `YYYY-MM-DD`, inclusive. */
  readonly from?: string;
  readonly to?: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`: made or changed since then. */
  readonly updatedFrom?: string;
  readonly description?: string;
  readonly projectIds?: readonly number[];
  readonly billable?: boolean;
}

export interface LogTimerInput {
  readonly entryDate?: string;
  readonly minutes?: number;
  readonly description?: string;
}

export interface StartTimerInput {
  readonly entryDate?: string;
  readonly description?: string;
}

/**
 * Noko's API as this product uses it. Every function throws `ApiError` and nothing else.
 * A `NokoTimer` or project passed in is addressed by the URLs it carries; only the timer of a project that has
 * none yet is addressed by a composed URL, as the documentation does.
 */
export interface NokoApi {
  /** The account that the token belongs to; null where the token may not read it (403), or the server has none (404). */
  account(options: RequestOptions): Promise<Answer<NokoAccount | null>>;
  currentUser(options: RequestOptions): Promise<Answer<CurrentUser>>;

  /** Fails as a whole where one item is unreadable: a timer left out would look discarded. */
  listTimers(filters: TimerFilters, options: RequestOptions): Promise<ListAnswer<NokoTimer>>;
  /** The timer at a hypermedia URL; null where none is running or paused (404). */
  getTimer(url: string, options: RequestOptions): Promise<Answer<NokoTimer | null>>;
  getTimerOfProject(projectId: number, options: RequestOptions): Promise<Answer<NokoTimer | null>>;
  /** Creates the timer where it is missing, else changes its description. */
  describeTimer(target: TimerTarget, description: string, options: RequestOptions): Promise<Answer<NokoTimer>>;
  startTimer(target: TimerTarget, input: StartTimerInput, options: RequestOptions): Promise<Answer<NokoTimer>>;
  pauseTimer(timer: NokoTimer, options: RequestOptions): Promise<Answer<NokoTimer>>;
  /** Never repeated unless it is sure that it was not carried out. `seconds` may be negative. */
  addOrSubtractTime(timer: NokoTimer, seconds: number, options: RequestOptions): Promise<Answer<NokoTimer>>;
  /** Never repeated unless it is sure that it was not carried out. The entry is found by `listMyEntries`. */
  logTimer(timer: NokoTimer, input: LogTimerInput, options: RequestOptions): Promise<Answer<null>>;
  /** A timer that is already gone (404) counts as discarded. */
  discardTimer(timer: NokoTimer, options: RequestOptions): Promise<Answer<null>>;

  /** `onPage` is called with each page as it arrives, so that a long list is usable early. An unreadable item is left out and logged. */
  listProjects(
    filters: ProjectFilters,
    options: ListOptions,
    onPage?: (soFar: readonly NokoProject[]) => void,
  ): Promise<ListAnswer<NokoProject>>;
  getProject(url: string, options: RequestOptions): Promise<Answer<NokoProject>>;

  /** Fails as a whole where one item is unreadable: a sum that misses an entry would be wrong. */
  listMyEntries(filters: EntryFilters, options: RequestOptions): Promise<ListAnswer<NokoEntry>>;
  /** Null where it no longer exists (404). */
  getEntry(url: string, options: RequestOptions): Promise<Answer<NokoEntry | null>>;
  /** Never repeated unless it is sure that it was not carried out. */
  createEntry(entry: Omit<WholeEntry, "sourceUrl">, options: RequestOptions): Promise<Answer<NokoEntry>>;
  /** Replaces what a user may set of it, all at once: the server takes a missing `minutes` for 0. */
  updateEntry(url: string, entry: WholeEntry, options: RequestOptions): Promise<Answer<NokoEntry>>;
  /** One that is already gone (404) counts as deleted. */
  deleteEntry(url: string, options: RequestOptions): Promise<Answer<null>>;

  readonly receivers: SubscriptionCalls;
  readonly webhooks: WebhookCalls;

  /** Server time minus our wall clock in milliseconds, from the newest `Date` header; null before the first answer. */
  clockOffset(): number | null;
  /** True where `url` lies within the API and may be asked with our token. */
  isOwnUrl(url: string): boolean;
}

/** Broadcast receivers or webhooks. A webhook's events are called its subjects here. */
export interface SubscriptionCalls {
  /** An unreadable item is left out and logged. */
  list(filters: SubscriptionFilters, options: RequestOptions): Promise<ListAnswer<Subscription>>;
  /** Null where it no longer exists (404). */
  get(url: string, options: RequestOptions): Promise<Answer<Subscription | null>>;
  /** Never repeated unless it is sure that it was not carried out. */
  create(
    input: { readonly name: string; readonly payloadUri: string; readonly subjects: readonly string[] },
    options: RequestOptions,
  ): Promise<Answer<SubscriptionWithSecret>>;
  update(
    subscription: Subscription,
    input: { readonly name?: string; readonly payloadUri?: string },
    options: RequestOptions,
  ): Promise<Answer<Subscription>>;
  addSubjects(
    subscription: Subscription,
    subjects: readonly string[],
    options: RequestOptions,
  ): Promise<Answer<Subscription>>;
  removeSubjects(
    subscription: Subscription,
    subjects: readonly string[],
    options: RequestOptions,
  ): Promise<Answer<Subscription>>;
  /** Answers the new secret. Never repeated unless it is sure that it was not carried out. */
  rerollSecret(subscription: Subscription, options: RequestOptions): Promise<Answer<string>>;
  enable(subscription: Subscription, options: RequestOptions): Promise<Answer<null>>;
  disable(subscription: Subscription, options: RequestOptions): Promise<Answer<null>>;
  /** One that is already gone (404) counts as deleted. */
  delete(subscription: Subscription, options: RequestOptions): Promise<Answer<null>>;
}

export interface WebhookCalls extends SubscriptionCalls {
  /** Has the account send a signed `webhook.ping` to the webhook's address. */
  ping(webhook: Subscription, options: RequestOptions): Promise<Answer<null>>;
}

/** A timer that exists, or a project that may have none yet. */
export type TimerTarget =
  | { readonly kind: "timer"; readonly timer: NokoTimer }
  | { readonly kind: "project"; readonly projectId: number };
