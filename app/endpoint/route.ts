/**
 * The route through one relay: relay up, our own probe through its public URL answered, and so on for as long as it
 * lives. An address is called proved only while our own probe says so.
 */
import { assertNever } from "../model/assert-never.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import type { Relay, RelayDownReason, RelayState, RunningRelay, TryOut } from "../relay/relay.ts";
import type { ProbeOutcome } from "./probe.ts";
import { ProbeRound } from "./probe-round.ts";

/** So many probes in a row must fail before a path that worked is given up. */
const failuresUntilReconnect = 2;
/** How long a new address may take until it leads here, in milliseconds: it is probed often meanwhile. */
const firstProbesLast = 15_000;

export interface RouteState {
  /** `untrusted`: it is not who it was before, and is not used. */
  readonly relay: "none" | "starting" | "up" | "down" | "untrusted";
  /** Which relay is up; null while none is. */
  readonly via: string | null;
  readonly publicUrl: string | null;
  /** Our own request through the public URL. `intercepted`: something else answered it. */
  readonly path: "unproved" | "verified" | "failed" | "intercepted";
}

export const noRoute: RouteState = { relay: "none", via: null, publicUrl: null, path: "unproved" };

export interface RoutePorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly relay: Relay;
  readonly localPort: number;
  /** Requests come by this address from now on. */
  readonly accept: (publicUrl: string) => void;
  /** Asks once through an address that is accepted. Never rejects. */
  readonly probe: (publicUrl: string) => Promise<ProbeOutcome>;
  readonly tryOut: TryOut;
  readonly onChange: (state: RouteState) => void;
  /** Called after each good probe. Resolves when all that follows from it is done. */
  readonly onProved: (publicUrl: string, isNews: boolean) => Promise<void>;
  /** Nothing may be sent to the address any more. */
  readonly onLost: () => void;
}

export class Route {
  readonly #ports: RoutePorts;
  #state: RouteState = { ...noRoute, relay: "starting" };
  #relay: RunningRelay | null = null;
  #round: ProbeRound | null = null;
  /** By the monotonic clock. */
  #upSince = 0;
  /** The account showed that it reaches us by this address: then our own probe is what is blocked. */
  #vouched = false;
  /** The next probe alone decides whether the connection is made anew. */
  #doubted = false;
  #stopped = false;

  constructor(ports: RoutePorts) {
    this.#ports = ports;
  }

  get state(): RouteState {
    return this.#state;
  }

  start(): void {
    const { relay, localPort, tryOut } = this.#ports;
    this.#relay = relay.start(
      localPort,
      (state) => this.#relayChanged(state),
      async (publicUrl) => !this.#stopped && tryOut(publicUrl),
    );
  }

  /** The machine slept or its network changed: connects and proves the path again. */
  wake(): void {
    if (this.#stopped) return;
    this.#relay?.reconnect();
    void this.prove();
  }

  /** Proves the path again, and connects anew only where that fails. */
  recheck(): void {
    if (this.#stopped) return;
    this.retry();
    // One that has just come up is being tried out anyway, and need not lead here at once.
    const isNew = this.#ports.clock.monotonicNow() - this.#upSince < firstProbesLast;
    if (this.#state.publicUrl === null || isNew) return;
    this.#doubted = true;
    void this.prove();
  }

  /** Where nothing is up, tries now instead of waiting. */
  retry(): void {
    this.#relay?.retry();
  }

  /** The user asked for it: what failed counts as not known meanwhile. */
  async proveAnew(): Promise<void> {
    // What was proved stays so meanwhile: asking again is no reason to doubt it.
    if (this.#state.path !== "verified") this.#learn({ path: "unproved" });
    await this.prove();
  }

  /** Begins a new round of probes of the present URL. Resolves with the first one's outcome, and what follows from it. */
  async prove(): Promise<void> {
    const { publicUrl } = this.#state;
    if (publicUrl === null || this.#stopped) return;
    const { clock, logger, probe } = this.#ports;
    this.#round?.end();
    this.#round = new ProbeRound(publicUrl, {
      clock,
      probe,
      isProved: () => this.#state.path === "verified",
      onVerified: () => {
        this.#vouched = false;
        return this.#verified(publicUrl);
      },
      onFailed: (outcome, failures) => {
        if (this.#vouched) return;
        logger.warn("The public path did not answer as ours", { outcome, failures });
        this.#failed(failures, outcome === "intercepted" ? "intercepted" : "failed");
        this.#relay?.probed("failed");
      },
    });
    await this.#round.begin();
  }

  /** The account reached us by this address because it was asked to, whatever becomes of our own probe. */
  async vouch(publicUrl: string): Promise<void> {
    if (this.#stopped || publicUrl !== this.#state.publicUrl || this.#state.path === "verified") return;
    this.#ports.logger.info("The account reaches us by an address that our own probe does not");
    this.#vouched = true;
    await this.#verified(publicUrl);
  }

  /** It does not any more: our own probe counts again. */
  withdraw(publicUrl: string): void {
    if (!this.#vouched || publicUrl !== this.#state.publicUrl) return;
    this.#vouched = false;
    this.#doubted = true;
    void this.prove();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#round?.end();
    await this.#relay?.stop();
  }

  #relayChanged(state: RelayState): void {
    if (this.#stopped) return;
    switch (state.kind) {
      case "starting":
        return this.#down("starting", null);
      case "down":
        this.#down(state.reason === "untrusted" ? "untrusted" : "down", state.reason);
        return this.#ports.onLost();
      case "up":
        return this.#up(state.publicUrl, state.via ?? this.#ports.relay.name);
      default:
        return assertNever(state, "relay state");
    }
  }

  #up(publicUrl: string, via: string): void {
    if (publicUrl === this.#state.publicUrl && this.#state.relay === "up") return;
    this.#upSince = this.#ports.clock.monotonicNow();
    this.#vouched = false;
    this.#ports.logger.info("The relay is up", { relay: via });
    this.#ports.accept(publicUrl);
    this.#learn({ relay: "up", via, publicUrl, path: "unproved" });
    void this.prove();
  }

  #down(relay: "starting" | "down" | "untrusted", reason: RelayDownReason | null): void {
    this.#round?.end();
    this.#doubted = false;
    this.#vouched = false;
    this.#ports.logger.info("The relay is not up", { reason });
    this.#learn({ ...noRoute, relay });
  }

  #verified(publicUrl: string): Promise<void> {
    this.#doubted = false;
    this.#relay?.probed("verified");
    const isNews = this.#state.path !== "verified";
    if (isNews) this.#ports.logger.info("The public path is verified");
    this.#learn({ path: "verified" });
    return this.#ports.onProved(publicUrl, isNews);
  }

  #failed(failures: number, path: "failed" | "intercepted"): void {
    const wasVerified = this.#state.path === "verified";
    if (wasVerified && !this.#doubted && failures < failuresUntilReconnect) return;
    const isOver = wasVerified || this.#doubted;
    this.#doubted = false;
    this.#learn({ path });
    if (isOver) this.#relay?.reconnect();
  }

  #learn(change: Partial<RouteState>): void {
    this.#state = { ...this.#state, ...change };
    this.#ports.onChange(this.#state);
  }
}
