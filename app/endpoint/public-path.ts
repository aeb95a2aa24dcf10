/**
 * The way by which broadcasts reach us, from the account to the listener:
 *
 *   receiver (in the account) ──► public URL ──► relay ──► listener ──► intake ──► session
 *
 * Brings it up in an order that never announces an address that is not proved to be ours: relay up, our own
 * probe through the public URL answered, only then the receiver created or pointed there and enabled. Then keeps
 * proving it, and mends what broke.
 */
import type { Intake } from "../broadcast/intake.ts";
import type { ReceiverSync } from "../receiver/receiver-sync.ts";
import type { RemovalOutcome } from "../receiver/receiver-outcome.ts";
import type { ReachabilityReport } from "../contract/application.ts";
import type { LinkEvidence } from "../link/link.ts";
import { assertNever } from "../model/assert-never.ts";
import { describeFailure } from "../noko/errors.ts";
import type { CancelTimeout } from "../platform/ports.ts";
import type { PublicPath, ReachabilityEvents, ReachabilityHop } from "./reachability.ts";
import type { Relay, RelayDownReason, RelayState, RunningRelay } from "../relay/relay.ts";
import { LocalEnd, type LocalEndPorts } from "./local-end.ts";
import { ProbeRound } from "./probe-round.ts";
import { ReceiverUpkeep } from "../receiver/receiver-upkeep.ts";
import { WaitUntil } from "../platform/wait-until.ts";

/** So many probes in a row must fail before a path that worked is given up. */
const failuresUntilReconnect = 2;
/** How long a new address may take until it leads here, in milliseconds: it is probed often meanwhile. */
const firstProbesLast = 15_000;
/** How long somebody who asked for a repair is kept waiting for its outcome, in milliseconds. */
const repairPatience = 20_000;
/** When a listener that could not be opened is tried again, in milliseconds: whoever has its port may end. */
const listenRetry = 60_000;

type PathEvidence = Pick<LinkEvidence, "relay" | "path" | "receiver">;

interface OpenListener {
  readonly port: number;
  close(): Promise<void>;
}

export interface PublicPathPorts extends LocalEndPorts {
  /** Null: the user wants none, or there is none; the mirror then polls. */
  readonly relay: Relay | null;
  /** Opens the listener that feeds the intake. Rejects where its port cannot be had. */
  readonly listen: (intake: Intake) => Promise<OpenListener>;
  readonly keeper: ReceiverSync;
}

export function createPublicPath(ports: PublicPathPorts, events: ReachabilityEvents): PublicPath {
  return new ProvedPath(ports, events);
}

class ProvedPath implements PublicPath {
  readonly #ports: PublicPathPorts;
  readonly #events: ReachabilityEvents;
  readonly #localEnd: LocalEnd;
  readonly #receiver: ReceiverUpkeep;
  readonly #settling: WaitUntil;
  #listener: OpenListener | null = null;
  #listening: ReachabilityReport["listener"] = "closed";
  /** The system's code of the last failure: it is told once. */
  #whyNotListening: string | null = null;
  #cancelListening: CancelTimeout | null = null;
  #relay: RunningRelay | null = null;
  #evidence: PathEvidence = { relay: "none", path: "unproved", receiver: "pending" };
  #publicUrl: string | null = null;
  /** Which relay is up. */
  #via: string | null = null;
  #round: ProbeRound | null = null;
  /** By the monotonic clock. */
  #upSince = 0;
  /** The next probe alone decides whether the connection is made anew. */
  #doubted = false;
  #stopped = false;

  constructor(ports: PublicPathPorts, events: ReachabilityEvents) {
    this.#ports = ports;
    this.#events = events;
    this.#localEnd = new LocalEnd(ports, events);
    this.#settling = new WaitUntil(ports.clock);
    this.#receiver = new ReceiverUpkeep({
      clock: ports.clock,
      logger: ports.logger,
      keeper: ports.keeper,
      onSecret: (secret) => {
        if (!this.#stopped) this.#localEnd.acceptSecret(secret);
      },
      onState: (receiver) => this.#learn({ receiver }),
      onCovered: () => events.onCovered(),
      onTokenRejected: () => events.onTokenRejected(),
    });
  }

  async start(): Promise<void> {
    const { relay } = this.#ports;
    if (relay !== null) return this.#open(relay);
    this.#receiver.suspend();
    this.#learn({ relay: "none" });
  }

  async #open(relay: Relay): Promise<void> {
    const { logger, listen, keeper } = this.#ports;
    this.#listening = "opening";
    this.#learn({ relay: "starting" });
    try {
      const path = await keeper.path();
      const listener = await listen(this.#localEnd.intake);
      if (this.#stopped) return await listener.close();
      this.#listener = listener;
      this.#listening = "open";
      this.#localEnd.open(path);
    } catch (error) {
      return this.#listeningFailed(errorCode(error));
    }
    logger.info("The listener is open", { port: this.#listener.port });
    this.#relay = relay.start(
      this.#listener.port,
      (state) => this.#relayChanged(state),
      (publicUrl) => this.#leadsHere(publicUrl),
    );
  }

  #listeningFailed(code: string): void {
    if (this.#stopped) return;
    if (code !== this.#whyNotListening) this.#ports.logger.error("The listener could not be opened", { code });
    this.#whyNotListening = code;
    this.#listening = "failed";
    this.#cancelListening = this.#ports.clock.setTimeout(() => this.#listenAgain(), listenRetry);
    // What is sent to the address would reach whoever has the port.
    this.#receiver.suspend();
    this.#learn({ relay: "down" });
  }

  wake(): void {
    if (this.#relay === null || this.#stopped) return;
    this.#relay.reconnect();
    if (this.#publicUrl !== null) void this.#prove(this.#publicUrl);
  }

  recheck(): void {
    if (this.#stopped) return;
    this.retry();
    // One that has just come up is being tried out anyway, and need not lead here at once.
    if (this.#publicUrl === null || this.#ports.clock.monotonicNow() - this.#upSince < firstProbesLast) return;
    this.#doubted = true;
    void this.#prove(this.#publicUrl);
  }

  retry(): void {
    this.#relay?.retry();
    this.#listenAgain();
  }

  mend(): void {
    this.#ports.logger.info("Broadcasts seem to be missing: the receiver and the way to it are looked after");
    this.#doubtSecret();
    this.wake();
  }

  async repair(hop: ReachabilityHop): Promise<void> {
    if (this.#stopped) return;
    this.#ports.logger.info("Somebody asked for a repair", { hop });
    switch (hop) {
      case "listener":
      case "relay":
        this.retry();
        break;
      case "path":
      case "receiver":
      case "everything":
        this.retry();
        this.#doubtSecret();
        // What was proved stays so meanwhile: asking again is no reason to doubt it.
        if (this.#evidence.path === "failed") this.#learn({ path: "unproved" });
        if (this.#publicUrl !== null) await this.#prove(this.#publicUrl);
        break;
      case "broadcasts":
        this.mend();
        break;
      default:
        assertNever(hop, "hop");
    }
    await this.#settling.wait(() => this.#stopped || !isUnderWay(this.#evidence), repairPatience);
  }

  #listenAgain(): void {
    const { relay } = this.#ports;
    this.#cancelListening?.();
    if (this.#listening === "failed" && relay !== null && !this.#stopped) void this.#open(relay);
  }

  #doubtSecret(): void {
    this.#receiver.doubtSecret(this.#localEnd.intake.counters()["wrong-signature"]);
  }

  report(): ReachabilityReport {
    const counters = Object.entries(this.#localEnd.intake.counters());
    const answered = counters.filter(([, count]) => count > 0).map(([reason, count]) => ({ reason, count }));
    return { relay: this.#via, evidence: this.#evidence, listener: this.#listening, answered };
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
    this.#round?.end();
    this.#receiver.end();
    this.#cancelListening?.();
    this.#settling.look();
    const outcome = await farewell();
    if (outcome.kind === "done") this.#ports.logger.info(done);
    else this.#ports.logger.warn("The receiver may still be enabled", { failure: describeFailure(outcome.failure) });
    this.#localEnd.close();
    await Promise.all([this.#relay?.stop(), this.#listener?.close()]);
  }

  #relayChanged(state: RelayState): void {
    if (this.#stopped) return;
    switch (state.kind) {
      case "starting":
        return this.#down("starting", null);
      case "down":
        this.#receiver.suspend();
        return this.#down(state.reason === "untrusted" ? "untrusted" : "down", state.reason);
      case "up":
        if (state.publicUrl === this.#publicUrl && this.#evidence.relay === "up") return undefined;
        this.#publicUrl = state.publicUrl;
        this.#upSince = this.#ports.clock.monotonicNow();
        this.#via = state.via ?? this.#ports.relay?.name ?? null;
        this.#ports.logger.info("The relay is up", { relay: this.#via });
        this.#localEnd.acceptAt(state.publicUrl);
        this.#learn({ relay: "up", path: "unproved", receiver: "pending" });
        void this.#prove(state.publicUrl);
        return undefined;
      default:
        return assertNever(state, "relay state");
    }
  }

  #down(relay: "starting" | "down" | "untrusted", reason: RelayDownReason | null): void {
    this.#round?.end();
    this.#doubted = false;
    this.#publicUrl = null;
    this.#via = null;
    this.#ports.logger.info("The relay is not up", { reason });
    this.#learn({ relay, path: "unproved", receiver: "pending" });
  }

  async #leadsHere(publicUrl: string): Promise<boolean> {
    return !this.#stopped && (await this.#localEnd.tryOut(publicUrl, this.#publicUrl));
  }

  /** Begins a new round of probes of the present URL. Resolves with the first one's outcome, and what follows from it. */
  #prove(publicUrl: string): Promise<void> {
    this.#round?.end();
    const round = new ProbeRound(publicUrl, {
      clock: this.#ports.clock,
      probe: (url) => this.#localEnd.probe(url),
      isProved: () => this.#evidence.path === "verified",
      onVerified: () => this.#pathVerified(round),
      onFailed: (outcome, failures) => {
        this.#ports.logger.warn("The public path did not answer as ours", { outcome, failures });
        this.#pathFailed(failures);
        this.#relay?.probed("failed");
      },
    });
    this.#round = round;
    return round.begin();
  }

  #pathVerified(round: ProbeRound): Promise<void> {
    this.#doubted = false;
    this.#relay?.probed("verified");
    const pathIsNews = this.#evidence.path !== "verified";
    if (pathIsNews) this.#ports.logger.info("The public path is verified");
    this.#learn({ path: "verified" });
    return this.#receiver.lookAfter(round, { wasReady: this.#evidence.receiver === "ready", pathIsNews });
  }

  #pathFailed(failures: number): void {
    const wasVerified = this.#evidence.path === "verified";
    if (wasVerified && !this.#doubted && failures < failuresUntilReconnect) return;
    const isOver = wasVerified || this.#doubted;
    this.#doubted = false;
    this.#learn({ path: "failed" });
    if (isOver) this.#relay?.reconnect();
  }

  #learn(evidence: Partial<PathEvidence>): void {
    this.#evidence = { ...this.#evidence, ...evidence };
    this.#events.onEvidence(this.#evidence, this.#via);
    this.#settling.look();
  }
}

function isUnderWay({ relay, path, receiver }: PathEvidence): boolean {
  if (relay !== "up") return relay === "starting";
  if (path !== "verified") return path === "unproved";
  return receiver === "pending";
}

function errorCode(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "unknown";
}
