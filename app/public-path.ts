/**
 * The way by which broadcasts reach us, from the account to the listener:
 *
 *   receiver (in the account) ──► public URL ──► relay ──► listener ──► intake ──► session
 *
 * Brings it up in an order that never announces an address that is not proved to be ours: relay up, our own
 * probe through the public URL answered, only then the receiver created or pointed there and enabled. Then keeps
 * proving it, and mends what broke.
 */
import { type IntakeAccess, newAccess, withPublicUrl, withSecret } from "./broadcast/access.ts";
import { createIntake, type Intake } from "./broadcast/intake.ts";
import { createProbeKey } from "./broadcast/receiver-path.ts";
import type { ReachabilityReport } from "./contract/application.ts";
import type { ReceiverKeeper } from "./broadcast/receiver-keeper.ts";
import type { ReceiverOutcome, RemovalOutcome } from "./broadcast/receiver-outcome.ts";
import type { LinkEvidence } from "./mirror/link.ts";
import { assertNever } from "./model/assert-never.ts";
import { describeFailure } from "./noko/errors.ts";
import type { CancelTimeout, Clock, Fetch, Logger, Random } from "./ports.ts";
import type { Reachability, ReachabilityEvents } from "./reachability.ts";
import { probePublicPath } from "./relay/probe.ts";
import type { Relay, RelayDownReason, RelayState, RunningRelay } from "./relay/relay.ts";

/** Milliseconds after the relay came up at which the path is tried, until one try succeeds. */
const firstProbes = [0, 2_000, 5_000, 10_000];
const probeInterval = 5 * 60_000;
/** While the path does not answer as ours. */
const probeRetryInterval = 30_000;
/** So many probes in a row must fail before a path that worked is given up. */
const failuresUntilReconnect = 2;
const longestReceiverRetry = 60_000;
/** How long it may take to have the receiver disabled when the way to us is gone. */
const disableBudget = 30_000;

type PathEvidence = Pick<LinkEvidence, "relay" | "path" | "receiver">;

export interface PublicPathPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly fetch: Fetch;
  /** Null: the user wants none, or there is none; the mirror then polls. */
  readonly relay: Relay | null;
  /** Opens the listener that feeds the intake. Rejects where its port cannot be had. */
  readonly listen: (intake: Intake) => Promise<{ readonly port: number; close(): Promise<void> }>;
  readonly keeper: ReceiverKeeper;
  /** The account's clock minus ours in milliseconds; null while unknown. */
  readonly clockOffset: () => number | null;
  readonly isOwnUrl: (url: string) => boolean;
}

export function createPublicPath(ports: PublicPathPorts, events: ReachabilityEvents): Reachability {
  return new PublicPath(ports, events);
}

class PublicPath implements Reachability {
  readonly #ports: PublicPathPorts;
  readonly #events: ReachabilityEvents;
  readonly #intake: Intake;
  readonly #probeKey: string;
  #access: IntakeAccess | null = null;
  #listener: { readonly port: number; close(): Promise<void> } | null = null;
  #relay: RunningRelay | null = null;
  #evidence: PathEvidence = { relay: "none", path: "unproved", receiver: "pending" };
  #publicUrl: string | null = null;
  /** Which relay is up. */
  #via: string | null = null;
  /** The receiver is, or may be, enabled in the account. */
  #receiverEnabled = false;
  /** Rises when what is under way no longer matters: another URL, a wake, the end. */
  #round = 0;
  #failedProbes = 0;
  /** How many probes were begun, and up to which of them the answers no longer matter. */
  #probes = 0;
  #settledProbes = 0;
  #failedReceivers = 0;
  #cancelNext: CancelTimeout | null = null;
  #refusedBefore = 0;
  #secretInDoubt = false;
  #stopped = false;

  constructor(ports: PublicPathPorts, events: ReachabilityEvents) {
    this.#ports = ports;
    this.#events = events;
    this.#probeKey = createProbeKey(ports.random);
    this.#intake = createIntake({
      clock: ports.clock,
      clockOffset: ports.clockOffset,
      isOwnUrl: ports.isOwnUrl,
      onEffect: (effect) => {
        if (effect.kind === "reconcile") {
          ports.logger.info("A broadcast was verified that asks for a whole look", { reason: effect.reason });
          return events.onDoubt();
        }
        ports.logger.info("A broadcast was verified", { event: effect.lastEvent });
        events.onChanged(effect.subjectUrl);
      },
    });
  }

  async start(): Promise<void> {
    const { relay, logger, listen, keeper } = this.#ports;
    if (relay === null) return this.#learn({ relay: "none" });
    this.#learn({ relay: "starting" });
    try {
      const path = await keeper.path();
      const listener = await listen(this.#intake);
      if (this.#stopped) return await listener.close();
      this.#listener = listener;
      this.#setAccess(newAccess(path, this.#probeKey));
    } catch (error) {
      logger.error("The listener could not be opened", { code: errorCode(error) });
      return this.#learn({ relay: "down" });
    }
    logger.info("The listener is open", { port: this.#listener.port });
    this.#relay = relay.start(
      this.#listener.port,
      (state) => this.#relayChanged(state),
      (publicUrl) => this.#leadsHere(publicUrl),
    );
  }

  wake(): void {
    if (this.#relay === null) return;
    this.#relay.reconnect();
    if (this.#publicUrl !== null) this.#prove();
  }

  retry(): void {
    this.#relay?.retry();
  }

  mend(): void {
    this.#ports.logger.info("Broadcasts seem to be missing: the receiver and the way to it are looked after");
    // Somebody may have given the receiver a new secret at the account: then genuine broadcasts look forged.
    const refused = this.#intake.counters()["wrong-signature"];
    this.#secretInDoubt = refused > this.#refusedBefore;
    this.#refusedBefore = refused;
    this.wake();
  }

  report(): ReachabilityReport {
    const counters = Object.entries(this.#intake.counters());
    const answered = counters.filter(([, count]) => count > 0).map(([reason, count]) => ({ reason, count }));
    return { relay: this.#via, evidence: this.#evidence, answered };
  }

  async stop(signal: AbortSignal): Promise<void> {
    await this.#end("The receiver is disabled", () => this.#ports.keeper.disable(signal));
  }

  async remove(signal: AbortSignal): Promise<void> {
    await this.#end("The receiver is deleted", () => this.#ports.keeper.remove(signal));
  }

  async #end(done: string, farewell: () => Promise<RemovalOutcome>): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#round += 1;
    this.#cancelNext?.();
    const outcome = await farewell();
    if (outcome.kind === "done") this.#ports.logger.info(done);
    else this.#ports.logger.warn("The receiver may still be enabled", { failure: describeFailure(outcome.failure) });
    this.#intake.configure(null);
    this.#intake.close();
    await Promise.all([this.#relay?.stop(), this.#listener?.close()]);
  }

  #relayChanged(state: RelayState): void {
    if (this.#stopped) return;
    switch (state.kind) {
      case "starting":
        return this.#down("starting", null);
      case "down":
        this.#stopBroadcasts();
        return this.#down(state.reason === "untrusted" ? "untrusted" : "down", state.reason);
      case "up":
        if (state.publicUrl === this.#publicUrl && this.#evidence.relay === "up") return undefined;
        this.#publicUrl = state.publicUrl;
        this.#via = state.via ?? this.#ports.relay?.name ?? null;
        this.#ports.logger.info("The relay is up", { relay: this.#via });
        if (this.#access !== null) {
          this.#setAccess(withPublicUrl(this.#access, state.publicUrl, this.#ports.clock.monotonicNow()));
        }
        this.#learn({ relay: "up", path: "unproved", receiver: "pending" });
        return this.#prove();
      default:
        return assertNever(state, "relay state");
    }
  }

  #down(relay: "starting" | "down" | "untrusted", reason: RelayDownReason | null): void {
    this.#round += 1;
    this.#cancelNext?.();
    this.#publicUrl = null;
    this.#via = null;
    this.#ports.logger.info("The relay is not up", { reason });
    this.#learn({ relay, path: "unproved", receiver: "pending" });
  }

  /** An address that we lost for longer may become somebody else's: nothing may be sent there any more. */
  #stopBroadcasts(): void {
    const { keeper, clock, logger } = this.#ports;
    if (!this.#receiverEnabled) return;
    this.#receiverEnabled = false;
    const budget = new AbortController();
    const cancel = clock.setTimeout(() => budget.abort(), disableBudget);
    void keeper.disable(budget.signal).then((outcome) => {
      cancel();
      if (outcome.kind === "done") logger.info("The receiver is disabled until there is a way to us again");
    });
  }

  /** Tries an address that is not announced yet; the present one remains the present one. */
  async #leadsHere(publicUrl: string): Promise<boolean> {
    const { clock, fetch, random } = this.#ports;
    const access = this.#access;
    if (access === null || this.#stopped) return false;
    const now = clock.monotonicNow();
    const tried = withPublicUrl(access, publicUrl, now);
    this.#setAccess(this.#publicUrl === null ? tried : withPublicUrl(tried, this.#publicUrl, now));
    const outcome = await probePublicPath({
      fetch,
      publicUrl,
      path: access.path,
      probeKey: this.#probeKey,
      random,
      clock,
    });
    return outcome.kind === "verified";
  }

  /** Begins a new round of probes of the present URL. */
  #prove(): void {
    this.#round += 1;
    this.#failedProbes = 0;
    this.#cancelNext?.();
    void this.#probe(this.#round, this.#ports.clock.monotonicNow());
  }

  async #probe(round: number, roundBegan: number): Promise<void> {
    const { clock, fetch, random, logger } = this.#ports;
    const publicUrl = this.#publicUrl;
    const path = this.#access?.path;
    if (publicUrl === null || path === undefined) return;
    const number = (this.#probes += 1);
    const wasVerified = this.#evidence.path === "verified";
    // The next try does not wait for this one's answer: for some seconds a relay may lead to a connection that is dead.
    if (!wasVerified) this.#again(round, roundBegan, this.#waitAfterFailure(roundBegan));
    const outcome = await probePublicPath({ fetch, publicUrl, path, probeKey: this.#probeKey, random, clock });
    if (round !== this.#round || number <= this.#settledProbes) return;
    if (outcome.kind === "verified") {
      this.#failedProbes = 0;
      this.#settledProbes = this.#probes;
      this.#relay?.probed("verified");
      this.#again(round, roundBegan, probeInterval);
      await this.#pathVerified(round, publicUrl);
      return;
    }
    this.#failedProbes += 1;
    logger.warn("The public path did not answer as ours", { outcome: outcome.kind, failures: this.#failedProbes });
    if (wasVerified) this.#again(round, roundBegan, this.#waitAfterFailure(roundBegan));
    this.#pathFailed();
    this.#relay?.probed("failed");
  }

  #waitAfterFailure(roundBegan: number): number {
    const passed = this.#ports.clock.monotonicNow() - roundBegan;
    const next = firstProbes.find((at) => at > passed);
    return next === undefined ? probeRetryInterval : next - passed;
  }

  #again(round: number, roundBegan: number, wait: number): void {
    this.#cancelNext?.();
    this.#cancelNext = this.#ports.clock.setTimeout(() => void this.#probe(round, roundBegan), wait);
  }

  #pathFailed(): void {
    if (this.#evidence.path !== "verified") return this.#learn({ path: "failed" });
    if (this.#failedProbes < failuresUntilReconnect) return;
    this.#learn({ path: "failed" });
    this.#relay?.reconnect();
  }

  async #pathVerified(round: number, publicUrl: string): Promise<void> {
    const isNews = this.#evidence.path !== "verified";
    if (isNews) this.#ports.logger.info("The public path is verified");
    this.#learn({ path: "verified" });
    await this.#ensureReceiver(round, publicUrl, isNews);
  }

  async #ensureReceiver(round: number, publicUrl: string, pathIsNews: boolean): Promise<void> {
    const { logger, clock } = this.#ports;
    const wasReady = this.#evidence.receiver === "ready";
    this.#receiverEnabled = true;
    const outcome = await this.#lookAfterReceiver(publicUrl, wasReady);
    if (this.#stopped) return;
    if (outcome.kind === "ready") this.#acceptSecret(outcome.secret);
    if (round !== this.#round) return;
    switch (outcome.kind) {
      case "ready":
        this.#failedReceivers = 0;
        this.#learn({ receiver: "ready" });
        if (wasReady && !outcome.changed && !pathIsNews) return;
        logger.info("The receiver is ready", { repaired: outcome.changed });
        this.#events.onCovered();
        return;
      case "forbidden":
        return this.#learn({ receiver: "forbidden" });
      case "token-rejected":
        return this.#events.onTokenRejected();
      case "failed": {
        logger.warn("The receiver could not be set up", { failure: describeFailure(outcome.failure) });
        this.#learn({ receiver: "failed" });
        const wait = Math.min(longestReceiverRetry, 2_000 * 2 ** this.#failedReceivers);
        this.#failedReceivers = Math.min(this.#failedReceivers + 1, 10);
        this.#again(round, clock.monotonicNow(), wait);
        return;
      }
      default:
        return assertNever(outcome, "outcome");
    }
  }

  #lookAfterReceiver(publicUrl: string, wasReady: boolean): Promise<ReceiverOutcome> {
    const { keeper } = this.#ports;
    if (this.#secretInDoubt) {
      this.#secretInDoubt = false;
      return keeper.renewSecret(publicUrl);
    }
    return wasReady ? keeper.check(publicUrl) : keeper.ensure(publicUrl);
  }

  #acceptSecret(secret: string): void {
    if (this.#access !== null) this.#setAccess(withSecret(this.#access, secret, this.#ports.clock.monotonicNow()));
  }

  #setAccess(access: IntakeAccess): void {
    this.#access = access;
    this.#intake.configure(access);
  }

  #learn(evidence: Partial<PathEvidence>): void {
    this.#evidence = { ...this.#evidence, ...evidence };
    this.#events.onEvidence(this.#evidence, this.#via);
  }
}

function errorCode(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "unknown";
}
