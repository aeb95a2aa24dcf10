/** Gathers what is known about the link, and shows the verdict that follows from it. */
import type { Link } from "../contract/snapshot.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import { judgeLink, type LinkEvidence, noEvidence, reconcileInterval, type Refusal } from "./link.ts";

export interface LinkMonitorPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly shown: () => Link;
  readonly show: (link: Link) => void;
  /** How often to fetch by ourselves, in milliseconds. */
  readonly onInterval: (milliseconds: number) => void;
}

type Facts = Pick<Link, "lastBroadcastAt" | "provedAt" | "lastAnswerAt" | "missedBroadcasts" | "relay">;

/** A broadcast that arrives so soon after a refusal, in milliseconds, may be one of several whose others are refused. */
const refusalCalm = 5_000;

export class LinkMonitor {
  readonly #ports: LinkMonitorPorts;
  #evidence: LinkEvidence = noEvidence;
  #facts: Facts = {
    lastBroadcastAt: null,
    provedAt: null,
    lastAnswerAt: null,
    missedBroadcasts: 0,
    relay: null,
  };
  #windowOpen = false;
  /** Broadcasts were missed and none has come since. */
  #missed = false;
  #refusedTraffic = false;
  #lastRefusal = Number.NEGATIVE_INFINITY;

  constructor(ports: LinkMonitorPorts) {
    this.#ports = ports;
  }

  setWindowOpen(open: boolean): void {
    this.#windowOpen = open;
    this.judge();
  }

  woken(): void {
    this.#learn({ wokenSinceAnswer: true });
  }

  broadcastArrived(): void {
    this.#facts = { ...this.#facts, lastBroadcastAt: this.#ports.clock.wallNow() };
    const calm = this.#ports.clock.monotonicNow() - this.#lastRefusal >= refusalCalm;
    if (calm) this.#refusedTraffic = false;
    this.#learn({ proved: true, degraded: this.#missed || this.#refusedTraffic });
  }

  /** What may have been genuine broadcasts was refused: they cannot be relied on until one arrives. */
  refusedTraffic(): void {
    this.#lastRefusal = this.#ports.clock.monotonicNow();
    if (this.#refusedTraffic) return;
    this.#refusedTraffic = true;
    this.#learn({ degraded: true });
  }

  /** Broadcasts take another way from now on: what came by the one before is no evidence for it. */
  noteNewWay(): void {
    this.#facts = { ...this.#facts, lastBroadcastAt: null };
    this.#refusedTraffic = false;
    this.#learn({ proved: false, degraded: this.#missed });
  }

  /** `relay` names the one that is up. Answers whether broadcasts can come through. */
  reached(evidence: Pick<LinkEvidence, "relay" | "path" | "receiver">, relay: string | null): boolean {
    this.#facts = { ...this.#facts, relay };
    const open = isOpen(evidence);
    this.#learn(open ? evidence : { ...evidence, proved: false });
    return open;
  }

  /** What the account shows of it by itself, when it is asked to reach us. */
  senderShowed({ sender, provedAt }: Pick<LinkEvidence, "sender"> & Pick<Link, "provedAt">): void {
    this.#facts = { ...this.#facts, provedAt };
    this.#learn({ sender });
  }

  answered(wholeList: boolean): void {
    this.#facts = { ...this.#facts, lastAnswerAt: this.#ports.clock.wallNow() };
    const proved = this.#evidence.proved || (wholeList && isOpen(this.#evidence));
    this.#learn({ api: "answering", wokenSinceAnswer: false, proved });
  }

  refused(api: Refusal): void {
    this.#learn({ api });
  }

  /** Answers whether broadcasts can't be relied on from now on. */
  missed(missedBroadcasts: number, degraded: boolean): boolean {
    this.#facts = { ...this.#facts, missedBroadcasts };
    const isNew = degraded && !this.#missed;
    this.#missed = degraded;
    this.#learn({ degraded: degraded || this.#refusedTraffic });
    return isNew;
  }

  /** Brings the shown link and the interval between fetches in line with the evidence. */
  judge(): void {
    const { clock, logger, shown, show, onInterval } = this.#ports;
    const verdict = judgeLink(this.#evidence);
    const before = shown();
    // What hinders is reported with its own beginning: an account that is locked now was perhaps out of reach before.
    const changed = before.state !== verdict.state || (verdict.state === "offline" && before.reason !== verdict.reason);
    const interval = reconcileInterval(verdict, this.#windowOpen);
    onInterval(interval);
    if (changed) logger.info("The link changed", { state: verdict.state, reason: verdict.reason });
    show({
      ...verdict,
      ...this.#facts,
      since: changed ? clock.wallNow() : before.since,
      pollSeconds: verdict.state === "polling" ? interval / 1000 : null,
    });
  }

  #learn(evidence: Partial<LinkEvidence>): void {
    this.#evidence = { ...this.#evidence, ...evidence };
    this.judge();
  }
}

function isOpen({ relay, path, receiver }: Pick<LinkEvidence, "relay" | "path" | "receiver">): boolean {
  return relay === "up" && path === "verified" && receiver === "ready";
}
