/**
 * One account's side of the path: its receiver points to the endpoint's address while that is proved, and is disabled
 * while there is none.
 */
import { broadcastReader } from "../broadcast/reader.ts";
import type { News } from "../broadcast/verdict.ts";
import type { ReachabilityReport } from "../contract/application.ts";
import type { RepairHop } from "../contract/command.ts";
import type { Attached, EndpointState, Reach } from "../endpoint/attachment.ts";
import type { PublicEndpoint } from "../endpoint/public-endpoint.ts";
import type { LinkEvidence } from "../link/link.ts";
import { assertNever } from "../model/assert-never.ts";
import { describeFailure } from "../noko/errors.ts";
import type { CancelTimeout, Clock, Logger } from "../platform/ports.ts";
import { WaitUntil } from "../platform/wait-until.ts";
import type { RemovalOutcome } from "./subscription-outcome.ts";
import type { SubscriptionSync } from "./subscription-sync.ts";
import { SubscriptionUpkeep } from "./subscription-upkeep.ts";

/** How long the user who asked for a repair waits for its outcome at most, in milliseconds. */
const repairPatience = 20_000;

const refusalCheckInterval = 5 * 60_000;

/** What of the chain lies between the account and us. */
export type ReceivingHop = Exclude<RepairHop, "account" | "sender">;

export interface AccountReceiverPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly endpoint: PublicEndpoint;
  readonly reach: Reach;
  readonly sync: SubscriptionSync;
  readonly clockOffset: () => number | null;
  readonly isOwnUrl: (url: string) => boolean;
}

export interface AccountReceiverEvents {
  readonly onBroadcast: (news: News) => void;
  /** What is known of relay, path and receiver changed. `relay` names the relay that is up; null while none is. */
  readonly onEvidence: (evidence: ReceivingEvidence, relay: string | null) => void;
  /** What may have been genuine broadcasts was refused: they cannot be relied on until one arrives. */
  readonly onRefused: () => void;
  /** From now on broadcasts arrive again: whatever happened before must be read. */
  readonly onCovered: () => void;
  /** Broadcasts come by another relay, or by none, from now on. */
  readonly onReplaced: () => void;
  readonly onTokenRejected: () => void;
}

export type ReceivingEvidence = Pick<LinkEvidence, "relay" | "path" | "receiver">;

export interface AccountReceiver {
  /** Attaches to the endpoint; everything else happens by itself. */
  start(): Promise<void>;
  /** The machine slept or its network changed. */
  wake(): void;
  recheck(): void;
  retry(): void;
  /** Broadcasts seem to be missing: whether our receiver is as we left it is checked, and mended. */
  mend(): void;
  /** Checks that link now, and mends it. Resolves when it has an outcome, or after a while without one. */
  repair(hop: ReceivingHop): Promise<void>;
  report(): Omit<ReachabilityReport, "sender">;
  /** Disables the receiver, so that nothing is sent to an address that may be another's tomorrow. */
  disable(signal: AbortSignal): Promise<void>;
  /** Deletes the receiver and forgets its secret. */
  remove(signal: AbortSignal): Promise<void>;
}

export function createAccountReceiver(ports: AccountReceiverPorts, events: AccountReceiverEvents): AccountReceiver {
  return new OneAccountReceiver(ports, events);
}

class OneAccountReceiver implements AccountReceiver {
  readonly #ports: AccountReceiverPorts;
  readonly #events: AccountReceiverEvents;
  readonly #upkeep: SubscriptionUpkeep;
  readonly #outcome: WaitUntil;
  #attached: Attached | null = null;
  #endpoint: EndpointState;
  #receiver: LinkEvidence["receiver"] = "pending";
  /** The last check of the receiver: an earlier one's answer no longer matters. */
  #check: symbol | null = null;
  #cancelRetry: CancelTimeout | null = null;
  #lastRefusalCheck = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(ports: AccountReceiverPorts, events: AccountReceiverEvents) {
    this.#ports = ports;
    this.#events = events;
    this.#endpoint = ports.endpoint.state(ports.reach);
    this.#outcome = new WaitUntil(ports.clock);
    this.#upkeep = new SubscriptionUpkeep({
      clock: ports.clock,
      logger: ports.logger,
      sync: ports.sync,
      onSecret: (secret) => this.#attached?.acceptSecret(secret),
      onState: (receiver) => this.#learn(this.#endpoint, receiver),
      onCovered: () => events.onCovered(),
      onTokenRejected: () => events.onTokenRejected(),
    });
  }

  async start(): Promise<void> {
    const { endpoint, reach, sync, clockOffset, isOwnUrl } = this.#ports;
    const path = await sync.path();
    if (this.#stopped) return;
    this.#attached = endpoint.attach({
      reach,
      path,
      clockOffset,
      reader: broadcastReader(isOwnUrl),
      onArrival: (arrival) => {
        if (arrival.kind !== "pinged") this.#events.onBroadcast(arrival);
      },
      onRefused: () => this.#refused(),
      onChange: (state) => this.#endpointChanged(state),
      onProved: (publicUrl, isNews) => this.#proved(publicUrl, isNews),
      onLost: () => this.#upkeep.suspend(),
      onReplaced: () => this.#events.onReplaced(),
    });
  }

  wake(): void {
    if (!this.#stopped) this.#ports.endpoint.wake();
  }

  recheck(): void {
    if (!this.#stopped) this.#ports.endpoint.recheck();
  }

  retry(): void {
    if (!this.#stopped) this.#ports.endpoint.retry();
  }

  mend(): void {
    this.#ports.logger.info("Broadcasts seem to be missing: the receiver and the path to it are checked");
    this.#doubtSecret();
    this.wake();
  }

  async repair(hop: ReceivingHop): Promise<void> {
    if (this.#stopped) return;
    const { endpoint, logger, reach } = this.#ports;
    logger.info("A repair was asked for", { hop });
    switch (hop) {
      case "listener":
      case "relay":
        endpoint.retry();
        break;
      case "path":
      case "receiver":
      case "everything":
        this.#doubtSecret();
        await endpoint.repair(reach);
        break;
      case "broadcasts":
        this.mend();
        break;
      default:
        assertNever(hop, "hop");
    }
    await this.#outcome.wait(() => this.#stopped || !isUnderWay(this.#evidence()), repairPatience);
  }

  report(): Omit<ReachabilityReport, "sender"> {
    const counters = Object.entries(this.#ports.endpoint.counters());
    const answered = counters.filter(([, count]) => count > 0).map(([reason, count]) => ({ reason, count }));
    const { listener, via } = this.#endpoint;
    return {
      relay: via,
      evidence: this.#evidence(),
      listener,
      leftovers: this.#ports.sync.leftovers(),
      answered,
    };
  }

  async disable(signal: AbortSignal): Promise<void> {
    await this.#end("The receiver is disabled", () => this.#ports.sync.disable(signal));
  }

  async remove(signal: AbortSignal): Promise<void> {
    await this.#end("The receiver is deleted", () => this.#ports.sync.remove(signal));
  }

  async #end(done: string, leave: () => Promise<RemovalOutcome>): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#check = null;
    this.#cancelRetry?.();
    this.#upkeep.end();
    this.#outcome.recheck();
    const outcome = await leave();
    if (outcome.kind === "done") this.#ports.logger.info(done);
    else this.#ports.logger.warn("The receiver may still be enabled", { failure: describeFailure(outcome.failure) });
    this.#attached?.detach();
  }

  #endpointChanged(state: EndpointState): void {
    if (this.#stopped) return;
    const isSame = state.relay === "up" && state.publicUrl === this.#endpoint.publicUrl;
    if (!isSame) this.#cancelCheck();
    this.#learn(state, isSame ? this.#receiver : "pending");
  }

  #cancelCheck(): void {
    this.#check = null;
    this.#cancelRetry?.();
  }

  async #proved(publicUrl: string, pathIsNews: boolean): Promise<void> {
    if (this.#stopped) return;
    this.#cancelCheck();
    const check = Symbol("check");
    this.#check = check;
    const isOver = (): boolean => this.#check !== check;
    await this.#upkeep.lookAfter(
      {
        publicUrl,
        get isOver() {
          return isOver();
        },
        retryIn: (milliseconds) => {
          this.#cancelRetry = this.#ports.clock.setTimeout(() => void this.#proved(publicUrl, false), milliseconds);
        },
      },
      { wasReady: this.#receiver === "ready", pathIsNews },
    );
  }

  /** Anybody who learnt the path can cause this: so it costs the account one check in five minutes. */
  #refused(): void {
    if (this.#stopped) return;
    this.#events.onRefused();
    this.#doubtSecret();
    const { publicUrl, path } = this.#endpoint;
    const now = this.#ports.clock.monotonicNow();
    if (publicUrl === null || path !== "verified" || now - this.#lastRefusalCheck < refusalCheckInterval) return;
    // Before the receiver is set up, its secret is not known here yet.
    if (this.#receiver !== "ready") return;
    this.#lastRefusalCheck = now;
    this.#ports.logger.info("Requests on our path were refused: the receiver is checked");
    void this.#proved(publicUrl, false);
  }

  #doubtSecret(): void {
    this.#upkeep.doubtSecret(this.#attached?.counters()["wrong-signature"] ?? 0);
  }

  #evidence(): ReceivingEvidence {
    const { relay, path } = this.#endpoint;
    return { relay, path, receiver: this.#receiver };
  }

  #learn(state: EndpointState, receiver: LinkEvidence["receiver"]): void {
    this.#endpoint = state;
    this.#receiver = receiver;
    this.#events.onEvidence(this.#evidence(), state.via);
    this.#outcome.recheck();
  }
}

function isUnderWay({ relay, path, receiver }: ReceivingEvidence): boolean {
  if (relay !== "up") return relay === "starting";
  if (path !== "verified") return path === "unproved";
  return receiver === "pending";
}
