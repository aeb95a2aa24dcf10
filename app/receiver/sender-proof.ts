/**
 * Has the account itself show that it reaches us. It can be asked to ping a webhook, whose address leads through the
 * same relay to the same listener as the receiver's does:
 *
 *   our request ──► account ──► public URL ──► relay ──► listener ──► proved
 *
 * Our own probe begins at this computer, and cannot see that the account does not reach the relay.
 */
import { webhookReader } from "../broadcast/reader.ts";
import type { Arrival } from "../broadcast/verdict.ts";
import type { SenderReport } from "../contract/application.ts";
import type { Attached, EndpointState, Reach } from "../endpoint/attachment.ts";
import type { PublicEndpoint } from "../endpoint/public-endpoint.ts";
import type { LinkEvidence } from "../link/link.ts";
import type { NokoApi } from "../noko/api.ts";
import { assertNever } from "../model/assert-never.ts";
import { describeFailure } from "../noko/errors.ts";
import type { Subscription } from "../noko/resources.ts";
import type { CancelTimeout, Clock, Logger } from "../platform/ports.ts";
import { WaitUntil } from "../platform/wait-until.ts";
import type { Installation } from "./installation.ts";
import { RequestAllowance } from "./request-allowance.ts";
import {
  type AskReason,
  costOf,
  askRules,
  blockedPause,
  mostRequestsPerDay,
  proofPatience,
  slowPatience,
} from "./sender-schedule.ts";
import { webhookKind } from "./subscription-kind.ts";
import { failureOf } from "./subscription-outcome.ts";
import { createSubscriptionSync, type SubscriptionSync, type SubscriptionSyncOptions } from "./subscription-sync.ts";
import { SubscriptionUpkeep } from "./subscription-upkeep.ts";

/** The clocks of account and sender have whole seconds, and may be a little apart. */
const clockTolerance = 5_000;

export interface SenderProofPorts extends Omit<SubscriptionSyncOptions, "kind"> {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly api: NokoApi;
  readonly endpoint: PublicEndpoint;
  readonly reach: Reach;
  readonly installation: Installation;
}

export interface SenderProofEvents {
  readonly onSender: (sender: SenderEvidence) => void;
  readonly onTokenRejected: () => void;
}

export interface SenderEvidence {
  readonly sender: LinkEvidence["sender"];
  /** When the account reached us last because it was asked to, epoch milliseconds; null where it never did. */
  readonly provedAt: number | null;
}

export interface SenderProof {
  start(): Promise<void>;
  /** The account sends broadcasts to us, or does not any more. */
  receiverIs(ready: boolean): void;
  /** A genuine broadcast arrived. */
  broadcastArrived(): void;
  /** A change came without a broadcast. */
  missSuspected(): void;
  /** The machine slept or its network changed. */
  woken(): void;
  /** A person asked for it. Resolves when it has an outcome. */
  tryNow(): Promise<void>;
  report(): SenderReport;
  /** Nothing is asked any more, so that what is more important at the end has its turn. */
  stop(): void;
  disable(signal: AbortSignal): Promise<void>;
  remove(signal: AbortSignal): Promise<void>;
}

/** One request of ours that the account reach us. */
interface Ask {
  readonly since: number;
  readonly publicUrl: string;
  /** Our own probe does not come through by this address. */
  readonly isBlocked: boolean;
  /** With a webhook made anew, whose queue is empty. */
  readonly replaces: boolean;
  /** By when it counts as unanswered. Null while the account was not asked yet. */
  cancel: CancelTimeout | null;
}

export function createSenderProof(ports: SenderProofPorts, events: SenderProofEvents): SenderProof {
  return new OneSenderProof(ports, events);
}

class OneSenderProof implements SenderProof {
  readonly #ports: SenderProofPorts;
  readonly #events: SenderProofEvents;
  readonly #allowance: RequestAllowance;
  readonly #sync: SubscriptionSync;
  readonly #upkeep: SubscriptionUpkeep;
  readonly #outcome: WaitUntil;
  #attached: Attached | null = null;
  #endpoint: EndpointState;
  #receiverReady = false;
  /** As it is in the account, and where it points to; null until it was set up. */
  #webhook: { readonly subscription: Subscription; readonly publicUrl: string } | null = null;
  #standing: SenderReport["standing"] = "untried";
  #provedAt: number | null = null;
  #took: number | null = null;
  #ask: Ask | null = null;
  /** The first ask since the last proof that was not answered in time, by the monotonic clock. */
  #unansweredSince: number | null = null;
  #due: AskReason | null = null;
  #patience: number = proofPatience;
  /** How many asks in a row were not answered. */
  #unanswered = 0;
  #cancelNext: CancelTimeout | null = null;
  readonly #asking = new AbortController();
  #stopped = false;

  constructor(ports: SenderProofPorts, events: SenderProofEvents) {
    this.#ports = ports;
    this.#events = events;
    this.#allowance = new RequestAllowance(ports.clock, mostRequestsPerDay);
    this.#sync = createSubscriptionSync({ ...ports, kind: webhookKind(() => this.#allowance.note()) });
    this.#endpoint = ports.endpoint.state(ports.reach);
    this.#outcome = new WaitUntil(ports.clock);
    this.#upkeep = new SubscriptionUpkeep({
      clock: ports.clock,
      logger: ports.logger,
      sync: this.#sync,
      onSecret: (secret) => this.#attached?.acceptSecret(secret),
      onState: () => undefined,
      onCovered: () => undefined,
      onTokenRejected: () => events.onTokenRejected(),
    });
  }

  async start(): Promise<void> {
    const { endpoint, reach, api } = this.#ports;
    const path = await this.#sync.path();
    if (this.#stopped) return;
    this.#attached = endpoint.attach({
      reach,
      path,
      clockOffset: () => api.clockOffset(),
      reader: webhookReader(),
      onArrival: (arrival) => this.#arrived(arrival),
      // Anybody who learnt the path can cause this, so nothing follows from it.
      onRefused: () => undefined,
      onChange: (state) => this.#endpointChanged(state),
      onProved: (publicUrl, isNews) => this.#pathProved(publicUrl, isNews),
      onLost: () => this.#pathLost(),
      onReplaced: () => this.#replaced(),
    });
  }

  receiverIs(ready: boolean): void {
    const isNews = ready && !this.#receiverReady;
    this.#receiverReady = ready;
    if (isNews) void this.#want("first");
  }

  broadcastArrived(): void {
    if (this.#standing !== "late") return;
    // The account reaches us again, and what it still had to send by the webhook is stuck until it tries again.
    this.#stand("untried");
    void this.#want("recovered");
  }

  missSuspected(): void {
    void this.#want("miss");
  }

  woken(): void {
    void this.#want("woken");
  }

  async tryNow(): Promise<void> {
    if (this.#stopped) return;
    if (this.#ask === null) {
      void this.#want("person");
      // Where it cannot be asked now, what stands in the way has its own line and remedy.
      if (this.#due === "person") this.#due = null;
    }
    await this.#outcome.wait(() => this.#stopped || this.#ask === null, proofPatience * 2);
  }

  report(): SenderReport {
    return {
      standing: this.#standing,
      isAsked: this.#ask !== null,
      provedAt: this.#provedAt,
      took: this.#took,
      requests: this.#allowance.sent,
    };
  }

  async disable(signal: AbortSignal): Promise<void> {
    await this.#end(() => this.#sync.disable(signal));
  }

  async remove(signal: AbortSignal): Promise<void> {
    await this.#end(() => this.#sync.remove(signal));
  }

  stop(): void {
    this.#stopped = true;
    this.#asking.abort();
    this.#sync.interrupt();
    this.#drop();
    this.#cancelNext?.();
    this.#upkeep.end();
    this.#outcome.recheck();
  }

  async #end(leave: () => Promise<unknown>): Promise<void> {
    this.stop();
    if (this.#standing !== "forbidden") await leave();
    this.#attached?.detach();
  }

  #endpointChanged(state: EndpointState): void {
    if (this.#stopped) return;
    const before = this.#endpoint;
    const isSame = state.relay === "up" && state.publicUrl === before.publicUrl;
    this.#endpoint = state;
    if (!isSame) this.#drop();
    if (isBlocked(state) && !(isSame && isBlocked(before))) this.#next("blocked", askRules.blocked.pause);
  }

  async #pathProved(publicUrl: string, isNews: boolean): Promise<void> {
    if (this.#stopped) return;
    const isElsewhere = this.#webhook !== null && this.#webhook.publicUrl !== publicUrl;
    if (isElsewhere) {
      this.#provedAt = null;
      this.#stand("untried");
    }
    if (isElsewhere) await this.#want("moved");
    else if (isNews) await this.#want("reconnected");
    else await this.#askIfDue();
  }

  #pathLost(): Promise<void> {
    this.#drop();
    this.#webhook = null;
    return this.#standing === "forbidden" ? Promise.resolve() : this.#upkeep.suspend();
  }

  #replaced(): void {
    this.#drop();
    this.#provedAt = null;
    if (this.#standing !== "forbidden") this.#stand("untried");
  }

  /** The account is asked at the next opportunity, unless that would tell nothing new. Resolves when it was asked. */
  #want(reason: AskReason): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    const { isNeeded, urgency } = askRules[reason];
    const age = this.#provedAt === null ? null : this.#ports.clock.wallNow() - this.#provedAt;
    if (!isNeeded({ standing: this.#standing, age })) return Promise.resolve();
    if (this.#due === null || urgency > askRules[this.#due].urgency) this.#due = reason;
    return this.#askIfDue();
  }

  async #askIfDue(): Promise<void> {
    const { relay, publicUrl } = this.#endpoint;
    const reason = this.#due;
    if (reason === null || this.#ask !== null || this.#stopped || this.#attached === null) return;
    if (relay !== "up" || publicUrl === null || !this.#mayAsk(reason)) return;
    const replaces = this.#standing === "late" || reason === "recovered";
    const cost = costOf({ replaces, isSetUp: this.#webhook?.publicUrl === publicUrl });
    const wait = reason === "person" ? 0 : this.#allowance.waitFor(askRules[reason].reserve + cost);
    if (wait > 0) return this.#next(reason, wait);
    this.#due = null;
    await this.#begin(publicUrl, replaces);
  }

  /**
   * Where our own probe does not come through, the account alone can show that the address leads here. The ping tells
   * nothing, so the webhook may point there before that is known; the receiver may not.
   */
  #mayAsk(reason: AskReason): boolean {
    if (this.#endpoint.path === "verified") return this.#receiverReady;
    return isBlocked(this.#endpoint) && (reason === "blocked" || reason === "person");
  }

  async #begin(publicUrl: string, replaces: boolean): Promise<void> {
    this.#cancelNext?.();
    const since = this.#ports.clock.monotonicNow();
    const ask: Ask = { since, publicUrl, isBlocked: isBlocked(this.#endpoint), replaces, cancel: null };
    this.#ask = ask;
    const wasAsked = await this.#send(ask);
    if (this.#ask !== ask) return;
    if (wasAsked) ask.cancel = this.#ports.clock.setTimeout(() => this.#expired(ask), this.#patience);
    else this.#conclude();
  }

  /** Has the account reach us: a webhook that is made is pinged by itself. False where it cannot be asked. */
  async #send(ask: Ask): Promise<boolean> {
    const { publicUrl, replaces } = ask;
    if (replaces || this.#webhook?.publicUrl !== publicUrl) {
      const made = await this.#prepare(ask);
      if (made === "failed" || made === "created") return made === "created";
    }
    const webhook = this.#webhook;
    if (webhook === null) return false;
    try {
      await this.#ports.api.webhooks.ping(webhook.subscription, {
        priority: "background",
        signal: this.#asking.signal,
        onSend: () => this.#allowance.note(),
      });
      return true;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind === "token-rejected") this.#events.onTokenRejected();
      this.#ports.logger.warn("The account was not asked to reach us", { failure: describeFailure(failure) });
      // It is gone from the account, perhaps: the next ask sets it up.
      this.#webhook = null;
      if (this.#ask === ask) this.#next("retry", askRules.retry.pause);
      return false;
    }
  }

  async #prepare(ask: Ask): Promise<"created" | "present" | "failed"> {
    const { publicUrl, replaces } = ask;
    const isOver = (): boolean => this.#ask !== ask;
    const outcome = await this.#upkeep.lookAfter(
      {
        publicUrl,
        get isOver() {
          return isOver();
        },
        retryIn: () => this.#next("retry", askRules.retry.pause),
      },
      { wasReady: false, pathIsNews: true, replace: replaces },
    );
    switch (outcome?.kind) {
      case "ready":
        this.#webhook = { subscription: outcome.subscription, publicUrl };
        return outcome.created ? "created" : "present";
      case "forbidden":
        this.#forbidden();
        return "failed";
      case "failed":
        // This account knows no webhooks.
        if (outcome.failure.kind === "not-found") this.#forbidden();
        return "failed";
      case "token-rejected":
      case undefined:
        return "failed";
      default:
        return assertNever(outcome, "outcome");
    }
  }

  /** All else goes on as it would without. */
  #forbidden(): void {
    this.#cancelNext?.();
    this.#ports.logger.info("The account cannot be asked to reach us");
    this.#stand("forbidden");
  }

  #arrived(arrival: Arrival): void {
    if (arrival.kind !== "pinged" || this.#stopped) return;
    const { clock } = this.#ports;
    const now = clock.monotonicNow();
    const ask = this.#ask;
    if (ask !== null && this.#isSince(arrival.createdAt, ask.since)) {
      this.#took = now - ask.since;
      if (this.#took <= proofPatience) return this.#proved(ask);
      this.#conclude();
      return this.#cameLate();
    }
    if (this.#unansweredSince !== null && this.#isSince(arrival.createdAt, this.#unansweredSince)) this.#cameLate();
  }

  #proved({ publicUrl }: Ask): void {
    this.#ports.logger.info("The account reached us, as it was asked to", {
      milliseconds: Math.round(this.#took ?? 0),
    });
    this.#provedAt = this.#ports.clock.wallNow();
    this.#unansweredSince = null;
    this.#unanswered = 0;
    this.#patience = proofPatience;
    this.#conclude();
    this.#stand("proved");
    this.#attached?.vouch(publicUrl);
    this.#next("schedule", askRules.schedule.pause);
  }

  /** It reaches us, and that is all that is known: a relay could hold back what proves anything. */
  #cameLate(): void {
    const isSlow = this.#patience > proofPatience;
    this.#patience = slowPatience;
    this.#unansweredSince = null;
    this.#unanswered = 0;
    if (this.#standing === "late") this.#stand("untried");
    if (isSlow) this.#next("schedule", askRules.schedule.pause);
    else void this.#want("arrived-late");
  }

  #expired(ask: Ask): void {
    if (this.#ask !== ask) return;
    if (ask.isBlocked) return this.#remainsBlocked();
    this.#attached?.withdraw(ask.publicUrl);
    this.#unansweredSince ??= ask.since;
    this.#unanswered += 1;
    this.#ports.logger.warn("The account did not reach us, as it was asked to", { unanswered: this.#unanswered });
    this.#conclude();
    this.#stand("late");
    // At first it may be the queue of the webhook alone that is stuck.
    if (this.#unanswered === 1) this.#next("stuck", askRules.stuck.pause);
    else this.#next("still-late", askRules["still-late"].pause);
  }

  /** What was to be found out by the account is not, so the address may be another's. */
  #remainsBlocked(): void {
    this.#drop();
    this.#webhook = null;
    void this.#upkeep.suspend();
    this.#next("blocked", blockedPause);
  }

  /** By the sender's clock, whether it was made after that instant of ours. */
  #isSince(createdAt: number, since: number): boolean {
    const { api, clock } = this.#ports;
    const instant = clock.wallNow() - (clock.monotonicNow() - since) + (api.clockOffset() ?? 0);
    return createdAt >= instant - clockTolerance;
  }

  #next(reason: AskReason, milliseconds: number): void {
    if (this.#stopped || this.#standing === "forbidden") return;
    this.#cancelNext?.();
    this.#cancelNext = this.#ports.clock.setTimeout(() => void this.#want(reason), milliseconds);
  }

  /** What was asked is no longer waited for. */
  #drop(): void {
    this.#ask?.cancel?.();
    this.#ask = null;
    this.#outcome.recheck();
  }

  #conclude(): void {
    this.#drop();
    if (this.#due !== null) void this.#askIfDue();
  }

  #stand(standing: SenderReport["standing"]): void {
    this.#standing = standing;
    const sender = standing === "proved" || standing === "late" ? standing : "unknown";
    if (!this.#stopped) this.#events.onSender({ sender, provedAt: this.#provedAt });
    this.#outcome.recheck();
  }
}

function isBlocked({ relay, path }: EndpointState): boolean {
  return relay === "up" && (path === "failed" || path === "intercepted");
}
