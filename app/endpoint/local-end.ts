import { type AcceptedRequests, acceptedRequests, withPublicUrl, withSecret } from "../broadcast/accepted-requests.ts";
import { createIntake, type Intake } from "../broadcast/intake.ts";
import { createProbeKey } from "../receiver/receiver-path.ts";
import type { Clock, Fetch, Logger, Random } from "../platform/ports.ts";
import type { ReachabilityEvents } from "./reachability.ts";
import { type ProbeOutcome, probePublicPath } from "./probe.ts";

export interface LocalEndPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly fetch: Fetch;
  /** The account's clock minus ours in milliseconds; null while unknown. */
  readonly clockOffset: () => number | null;
  readonly isOwnUrl: (url: string) => boolean;
}

/**
 * The end of the path on this computer: what the intake lets in, and the question through a public address that
 * only this intake can answer.
 */
export class LocalEnd {
  /** For the listener. */
  readonly intake: Intake;
  readonly #ports: LocalEndPorts;
  readonly #probeKey: string;
  /** Null: everything is refused. */
  #access: AcceptedRequests | null = null;

  constructor(ports: LocalEndPorts, events: Pick<ReachabilityEvents, "onChanged" | "onDoubt">) {
    this.#ports = ports;
    this.#probeKey = createProbeKey(ports.random);
    this.intake = createIntake({
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

  /** From now on there is a secret path; until a public URL and a secret follow, nothing comes in by it. */
  open(path: string): void {
    this.#setAccess(acceptedRequests(path, this.#probeKey));
  }

  /** Requests come by this address from now on. */
  acceptAt(publicUrl: string): void {
    if (this.#access !== null) this.#setAccess(withPublicUrl(this.#access, publicUrl, this.#now()));
  }

  /** Broadcasts are signed with this secret from now on. */
  acceptSecret(secret: string): void {
    if (this.#access !== null) this.#setAccess(withSecret(this.#access, secret, this.#now()));
  }

  /** Whether an address leads here, asked once through it. Never rejects. */
  probe(publicUrl: string): Promise<ProbeOutcome> {
    const { fetch, random, clock } = this.#ports;
    if (this.#access === null) return Promise.resolve({ kind: "unreachable" });
    const { path } = this.#access;
    return probePublicPath({ fetch, publicUrl, path, probeKey: this.#probeKey, random, clock });
  }

  /** The same for an address that is not announced yet; the present one, if there is any, remains the present one. */
  async tryOut(publicUrl: string, present: string | null): Promise<boolean> {
    if (this.#access === null) return false;
    const now = this.#now();
    const tried = withPublicUrl(this.#access, publicUrl, now);
    this.#setAccess(present === null ? tried : withPublicUrl(tried, present, now));
    const outcome = await this.probe(publicUrl);
    return outcome.kind === "verified";
  }

  /** Nothing is let in any more. */
  close(): void {
    this.#access = null;
    this.intake.configure(null);
    this.intake.close();
  }

  #now(): number {
    return this.#ports.clock.monotonicNow();
  }

  #setAccess(access: AcceptedRequests): void {
    this.#access = access;
    this.intake.configure(access);
  }
}
