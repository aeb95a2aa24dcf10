/** The way by which broadcasts reach us where somebody may choose another relay: the receiver, and all else, goes on. */
import { createReceiverSync, type ReceiverSyncOptions } from "../receiver/receiver-sync.ts";
import { shutdownDeadline, withDeadline } from "../platform/deadline.ts";
import type { ReachabilityReport } from "../contract/application.ts";
import type { PublicPath, Reachability, ReachabilityEvents, ReachabilityHop } from "./reachability.ts";
import type { Relay } from "../relay/relay.ts";
import { createPublicPath, type PublicPathPorts } from "./public-path.ts";

export type ChangingPathPorts = Omit<PublicPathPorts, "keeper"> & Omit<ReceiverSyncOptions, "logger" | "random">;

export function createChangingPath(ports: ChangingPathPorts, events: ReachabilityEvents): Reachability {
  return new ChangingPath(ports, events);
}

class ChangingPath implements Reachability {
  readonly #ports: PublicPathPorts;
  readonly #events: ReachabilityEvents;
  #path: PublicPath;
  /** Changes happen one after the other. */
  #change: Promise<void> = Promise.resolve();
  /** Aborts when the old way has had its time. */
  #farewell = new AbortController();
  #stopped = false;

  constructor(ports: ChangingPathPorts, events: ReachabilityEvents) {
    this.#ports = { ...ports, keeper: createReceiverSync(ports) };
    this.#events = events;
    this.#path = this.#create(ports.relay);
  }

  start(): Promise<void> {
    return this.#path.start();
  }

  useRelay(relay: Relay | null): Promise<void> {
    this.#change = this.#change.then(() => this.#replace(relay));
    return this.#change;
  }

  async #replace(relay: Relay | null): Promise<void> {
    if (this.#stopped) return;
    const before = this.#path;
    this.#path = this.#create(relay);
    this.#events.onEvidence({ relay: "starting", path: "unproved", receiver: "pending" }, null);
    this.#farewell = new AbortController();
    await withDeadline(this.#ports.clock, shutdownDeadline, (signal) => before.stop(signal), this.#farewell);
    if (!this.#stopped) void this.#path.start();
  }

  /** What a way still says once it is no longer ours counts for nothing. */
  #create(relay: Relay | null): PublicPath {
    const { onEvidence, onChanged, onDoubt, onCovered, onTokenRejected } = this.#events;
    const ifPresent =
      <Values extends readonly unknown[]>(event: (...values: Values) => void) =>
      (...values: Values): void => {
        if (this.#path === path) event(...values);
      };
    const path = createPublicPath(
      { ...this.#ports, relay },
      {
        onEvidence: ifPresent(onEvidence),
        onCovered: ifPresent(onCovered),
        // A genuine broadcast, or a refused token, is what it is by whichever way it was learnt.
        onChanged,
        onDoubt,
        onTokenRejected,
      },
    );
    return path;
  }

  wake(): void {
    this.#path.wake();
  }

  recheck(): void {
    this.#path.recheck();
  }

  retry(): void {
    this.#path.retry();
  }

  mend(): void {
    this.#path.mend();
  }

  repair(hop: ReachabilityHop): Promise<void> {
    return this.#path.repair(hop);
  }

  report(): ReachabilityReport {
    return this.#path.report();
  }

  async stop(signal: AbortSignal): Promise<void> {
    await this.#lastChange(signal);
    await this.#path.stop(signal);
  }

  async remove(signal: AbortSignal): Promise<void> {
    await this.#lastChange(signal);
    await this.#path.remove(signal);
  }

  /** Resolves when no change is under way, with none to come. */
  async #lastChange(signal: AbortSignal): Promise<void> {
    this.#stopped = true;
    const hurry = (): void => this.#farewell.abort();
    if (signal.aborted) hurry();
    signal.addEventListener("abort", hurry);
    await this.#change;
    signal.removeEventListener("abort", hurry);
  }
}
