/**
 * The relay in use, and the change to another one. The next relay is proved while the present one still serves, so that
 * each account is pointed from one address of ours to the other by one request.
 */
import { type AcceptedHost, withPublicUrl } from "../broadcast/accepted-requests.ts";
import { shutdownDeadline } from "../platform/deadline.ts";
import { createDeferred } from "../platform/deferred.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import type { Relay } from "../relay/relay.ts";
import type { ProbeOutcome } from "./probe.ts";
import { noRoute, Route, type RouteState } from "./route.ts";

/**
 * How long the present relay serves on while the next one is being proved, and again until every account knows, in
 * milliseconds: the requests wait their turn at the rate gate.
 */
const handoverDeadline = 20_000;

export interface RelayInUsePorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly probe: (publicUrl: string) => Promise<ProbeOutcome>;
  /** Requests for these hosts are ours from now on. */
  readonly onHosts: (hosts: readonly AcceptedHost[]) => void;
  readonly onChange: (state: RouteState) => void;
  /** Resolves when every account has the address. */
  readonly onProved: (publicUrl: string, isNews: boolean) => Promise<void>;
  /** Nothing may be sent to the address any more. Resolves when no account has it any more, or that was tried. */
  readonly onLost: () => Promise<void>;
  /** Broadcasts come by another relay, or by none, from now on. */
  readonly onReplaced: () => void;
}

export class RelayInUse {
  readonly #ports: RelayInUsePorts;
  #route: Route | null = null;
  #hosts: readonly AcceptedHost[] = [];
  /** Changes happen one after the other. */
  #change: Promise<void> = Promise.resolve();
  /** Ends the wait for the next relay, or for the accounts. */
  #endWait: () => void = () => undefined;
  #stopped = false;

  constructor(ports: RelayInUsePorts) {
    this.#ports = ports;
  }

  get state(): RouteState {
    return this.#route?.state ?? noRoute;
  }

  /** Null while there is none. */
  get route(): Route | null {
    return this.#route;
  }

  /** Resolves when it is the relay in use. */
  use(relay: Relay | null, localPort: number): Promise<void> {
    this.#endWait();
    this.#change = this.#change.then(() => this.#replace(relay, localPort));
    return this.#change;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#endWait();
    await this.#change;
    const route = this.#route;
    this.#route = null;
    await route?.stop();
  }

  async #replace(relay: Relay | null, localPort: number): Promise<void> {
    if (this.#stopped) return;
    const before = this.#route;
    const { onReplaced } = this.#ports;
    if (before === null) {
      if (relay !== null) this.#begin(relay, localPort);
      else await this.#leave();
      if (relay === null) this.#setHosts([]);
      return;
    }
    const next = relay === null ? null : this.#createRoute(relay, localPort);
    const provedUrl = next === null ? null : await this.#handover(next.route, next.proved, before.state);
    if (this.#stopped) {
      await next?.route.stop();
      return;
    }
    this.#route = next?.route ?? null;
    onReplaced();
    if (provedUrl !== null) this.#accept(provedUrl, true);
    this.#ports.onChange(this.state);
    if (provedUrl === null) await this.#leave();
    else await this.#within(handoverDeadline, this.#ports.onProved(provedUrl, true));
    await before.stop();
    if (this.#route === null) this.#setHosts([]);
  }

  #begin(relay: Relay, localPort: number): void {
    const { route } = this.#createRoute(relay, localPort);
    this.#route = route;
    this.#ports.onChange(route.state);
    route.start();
  }

  /** Starts the next route. Resolves with its address once that is proved; null where the present one is no use either. */
  async #handover(next: Route, proved: Promise<void>, before: RouteState): Promise<string | null> {
    next.start();
    if (before.path !== "verified") return null;
    await this.#within(handoverDeadline, proved);
    return next.state.path === "verified" ? next.state.publicUrl : null;
  }

  #createRoute(relay: Relay, localPort: number): { readonly route: Route; readonly proved: Promise<void> } {
    const { clock, logger, probe, onChange, onProved, onLost } = this.#ports;
    const proved = createDeferred();
    // What a route says while it is not the one in use counts for the change alone.
    const inUse = (): boolean => this.#route === route;
    const route: Route = new Route({
      clock,
      logger,
      relay,
      localPort,
      accept: (publicUrl) => this.#accept(publicUrl, inUse()),
      probe: (publicUrl) => {
        if (!inUse()) this.#accept(publicUrl, false);
        return probe(publicUrl);
      },
      tryOut: async (publicUrl) => {
        this.#accept(publicUrl, false);
        return (await probe(publicUrl)).kind === "verified";
      },
      onChange: (state) => {
        if (inUse()) return onChange(state);
        // Everything was tried: nothing is gained by waiting for it.
        if (state.relay === "down" || state.relay === "untrusted") this.#endWait();
      },
      onProved: async (publicUrl, isNews) => {
        if (inUse()) await onProved(publicUrl, isNews);
        else proved.reach();
      },
      onLost: () => {
        if (inUse()) void onLost();
      },
    });
    return { route, proved: proved.reached };
  }

  #leave(): Promise<void> {
    return this.#within(shutdownDeadline, this.#ports.onLost());
  }

  /** Resolves when that is done, when its time is over, or when another change is to begin. */
  async #within(milliseconds: number, work: Promise<void>): Promise<void> {
    const ended = createDeferred();
    this.#endWait = () => ended.reach();
    const cancel = this.#ports.clock.setTimeout(() => ended.reach(), milliseconds);
    await Promise.race([work, ended.reached]);
    cancel();
    this.#endWait = () => undefined;
  }

  /** Where it is not the one in use, the present address remains the present one. */
  #accept(publicUrl: string, isPresent: boolean): void {
    const now = this.#ports.clock.monotonicNow();
    const present = this.#route?.state.publicUrl ?? null;
    const accepted = withPublicUrl({ hosts: this.#hosts }, publicUrl, now);
    this.#setHosts((isPresent || present === null ? accepted : withPublicUrl(accepted, present, now)).hosts);
  }

  #setHosts(hosts: readonly AcceptedHost[]): void {
    this.#hosts = hosts;
    this.#ports.onHosts(hosts);
  }
}
