/**
 * The one public endpoint of this installation:
 *
 *   account's receiver ──► public URL ──► relay ──► listener ──► the account whose path was named
 *
 * It opens with the first account that attaches, and stays when accounts sign out and in: same listener, same relay
 * connection, same public URL. No address is given to an account that our own probe did not find to lead here.
 */
import { type AcceptedHost, acceptedRequests, withSecret } from "../broadcast/accepted-requests.ts";
import { createIntake } from "../broadcast/intake.ts";
import type { Reader } from "../broadcast/reader.ts";
import type { Counters } from "../broadcast/reasons.ts";
import { createProbeKey, createSecretPath } from "../broadcast/secret-path.ts";
import type { Arrival } from "../broadcast/verdict.ts";
import { assertNever } from "../model/assert-never.ts";
import { errorCode } from "../platform/error-code.ts";
import type { CancelTimeout, Clock, Fetch, Logger, Random } from "../platform/ports.ts";
import { createLoopbackRelay } from "../relay/fixed-url.ts";
import type { Relay } from "../relay/relay.ts";
import type { Attached, Attachment, EndpointState, Reach } from "./attachment.ts";
import { probePublicPath } from "./probe.ts";
import { createReception, type Reception } from "./reception.ts";
import { RelayInUse } from "./relay-in-use.ts";
import { noRoute } from "./route.ts";

/** When a listener that could not be opened is tried again, in milliseconds: the program with its port may end. */
const listenRetry = 60_000;
/** Several accounts tell of the same wake: it counts once in so many milliseconds. */
const wakeInterval = 1_000;

export interface PublicEndpointPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly fetch: Fetch;
  /** Asked when the endpoint opens. Null: the user wants none; accounts then poll. */
  readonly relay: () => Relay | null;
  /** Opens the listener. Rejects where its port cannot be had. */
  readonly listen: (reception: Reception) => Promise<OpenListener>;
}

export interface OpenListener {
  readonly port: number;
  close(): Promise<void>;
}

export interface PublicEndpoint {
  state(reach: Reach): EndpointState;
  /** Lets an account receive. */
  attach(attachment: Attachment): Attached;
  /** Broadcasts come by this relay from now on, null for none. Resolves when every account has its address, or its time was over. */
  useRelay(relay: Relay | null): Promise<void>;
  /** The machine slept or its network changed: connects and proves the path again. */
  wake(): void;
  /** Proves the path again, and connects anew only where that fails. */
  recheck(): void;
  /** Where nothing is up, tries now instead of waiting. */
  retry(): void;
  /** Tries what is down, and proves what is up. Resolves with the first outcome of the latter. */
  repair(reach: Reach): Promise<void>;
  /** How often the listener judged what since it opened, of all accounts together. */
  counters(): Counters;
  stop(): Promise<void>;
}

interface Member {
  readonly attachment: Attachment;
  readonly setHosts: (hosts: readonly AcceptedHost[]) => void;
}

export function createPublicEndpoint(ports: PublicEndpointPorts): PublicEndpoint {
  return new OnePublicEndpoint(ports);
}

class OnePublicEndpoint implements PublicEndpoint {
  readonly #ports: PublicEndpointPorts;
  readonly #reception = createReception();
  readonly #members = new Set<Member>();
  readonly #routes: Readonly<Record<Reach, RelayInUse>>;
  readonly #hosts: Record<Reach, readonly AcceptedHost[]> = { internet: [], "this-computer": [] };
  /** Which routes are wanted since an account that needs them attached. */
  readonly #wanted = new Set<Reach>();
  #relay: (() => Relay | null) | null = null;
  #listener: OpenListener | null = null;
  #listening: EndpointState["listener"] = "closed";
  /** The system's code of the last failure: it is logged once. */
  #whyNotListening: string | null = null;
  #cancelListening: CancelTimeout | null = null;
  #lastWake = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(ports: PublicEndpointPorts) {
    this.#ports = ports;
    const path = createSecretPath(ports.random);
    const probeKey = createProbeKey(ports.random);
    this.#routes = {
      internet: this.#createRoute("internet", path, probeKey),
      "this-computer": this.#createRoute("this-computer", path, probeKey),
    };
  }

  state(reach: Reach): EndpointState {
    const listener = this.#listening;
    if (listener === "failed" && this.#wanted.has(reach)) return { ...noRoute, relay: "down", listener };
    if (listener === "opening" && this.#wanted.has(reach)) return { ...noRoute, relay: "starting", listener };
    return { ...this.#routes[reach].state, listener };
  }

  attach(attachment: Attachment): Attached {
    const { clock, logger } = this.#ports;
    const { reach, path, clockOffset, reader } = attachment;
    let accepted = { ...acceptedRequests(path, null), hosts: this.#hosts[reach] };
    const intake = createIntake({
      clock,
      clockOffset,
      reader,
      onEffect: (arrival) => {
        logArrival(logger, arrival);
        attachment.onArrival(arrival);
      },
    });
    const configure = (next: typeof accepted): void => {
      accepted = next;
      intake.configure(accepted);
    };
    const member: Member = { attachment, setHosts: (hosts) => configure({ ...accepted, hosts }) };
    intake.configure(accepted);
    const detach = this.#reception.attach(intake, () => attachment.onRefused());
    this.#members.add(member);
    queueMicrotask(() => void this.#welcome(member));
    return {
      acceptSecret: (secret) => {
        if (this.#members.has(member)) configure(withSecret(accepted, secret, clock.monotonicNow()));
      },
      vouch: (publicUrl) => void this.#routes[reach].route?.vouch(publicUrl),
      withdraw: (publicUrl) => this.#routes[reach].route?.withdraw(publicUrl),
      counters: () => intake.counters(),
      detach: () => {
        this.#members.delete(member);
        detach();
        intake.configure(null);
        intake.close();
      },
    };
  }

  async useRelay(relay: Relay | null): Promise<void> {
    this.#relay = () => relay;
    if (!this.#wanted.has("internet") || this.#stopped) return;
    if (this.#listener !== null) await this.#routes.internet.use(relay, this.#listener.port);
    else if (relay !== null) await this.#listen();
    if (relay === null && !this.#wanted.has("this-computer")) await this.#closeListener();
  }

  wake(): void {
    const now = this.#ports.clock.monotonicNow();
    if (now - this.#lastWake < wakeInterval) return;
    this.#lastWake = now;
    for (const { route } of Object.values(this.#routes)) route?.wake();
  }

  recheck(): void {
    for (const { route } of Object.values(this.#routes)) route?.recheck();
    if (this.#listening === "failed") void this.#listen();
  }

  retry(): void {
    for (const { route } of Object.values(this.#routes)) route?.retry();
    if (this.#listening === "failed") void this.#listen();
  }

  async repair(reach: Reach): Promise<void> {
    this.retry();
    await this.#routes[reach].route?.proveAnew();
  }

  counters(): Counters {
    return this.#reception.counters();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelListening?.();
    await Promise.all(Object.values(this.#routes).map((route) => route.stop()));
    await this.#closeListener();
  }

  /** A new account learns what is known, and the address once more is proved for it. */
  async #welcome(member: Member): Promise<void> {
    const { attachment } = member;
    if (!this.#members.has(member) || this.#stopped) return;
    const { reach } = attachment;
    const isFirst = !this.#wanted.has(reach);
    this.#wanted.add(reach);
    if (isFirst) {
      if (this.#listener !== null) await this.#routes[reach].use(this.#relayOf(reach), this.#listener.port);
      else if (this.#relayOf(reach) !== null) await this.#listen();
    }
    if (!this.#members.has(member)) return;
    attachment.onChange(this.state(reach));
    const { relay } = this.state(reach);
    if (relay === "none" || relay === "down" || relay === "untrusted") await attachment.onLost();
    else if (!isFirst) await this.#routes[reach].route?.prove();
  }

  #relayOf(reach: Reach): Relay | null {
    if (reach === "this-computer") return createLoopbackRelay();
    this.#relay ??= this.#ports.relay;
    return this.#relay();
  }

  async #listen(): Promise<void> {
    if (this.#listening === "opening" || this.#listening === "open" || this.#stopped) return;
    const { clock, listen, logger } = this.#ports;
    this.#cancelListening?.();
    this.#setListening("opening");
    try {
      const listener = await listen(this.#reception);
      if (this.#stopped) return await listener.close();
      this.#listener = listener;
      this.#whyNotListening = null;
      this.#listening = "open";
      logger.info("The listener is open", { port: listener.port });
      for (const reach of this.#wanted) void this.#routes[reach].use(this.#relayOf(reach), listener.port);
    } catch (error) {
      const code = errorCode(error);
      if (code !== this.#whyNotListening) logger.error("The listener could not be opened", { code });
      this.#whyNotListening = code;
      this.#cancelListening = clock.setTimeout(() => void this.#listen(), listenRetry);
      this.#setListening("failed");
      // What is sent to the address would reach the program that has the port.
      for (const { attachment } of this.#members) void attachment.onLost();
    }
  }

  #setListening(listening: EndpointState["listener"]): void {
    this.#listening = listening;
    for (const { attachment } of this.#members) {
      if (this.#wanted.has(attachment.reach)) attachment.onChange(this.state(attachment.reach));
    }
  }

  async #closeListener(): Promise<void> {
    this.#cancelListening?.();
    const listener = this.#listener;
    this.#listener = null;
    this.#setListening("closed");
    await listener?.close();
  }

  #createRoute(reach: Reach, path: string, probeKey: string): RelayInUse {
    const { clock, fetch, logger, random } = this.#ports;
    const probeOnly = { ...acceptedRequests(path, probeKey) };
    const intake = createIntake({ clock, clockOffset: () => null, reader: nothingToRead, onEffect: () => undefined });
    this.#reception.attach(intake);
    const attachments = (): readonly Attachment[] =>
      [...this.#members].map(({ attachment }) => attachment).filter((attachment) => attachment.reach === reach);
    const all = async (tell: (attachment: Attachment) => Promise<void>): Promise<void> => {
      await Promise.all(attachments().map(tell));
    };
    return new RelayInUse({
      clock,
      logger,
      probe: (publicUrl) => probePublicPath({ fetch, publicUrl, path, probeKey, random, clock }),
      onHosts: (hosts) => {
        this.#hosts[reach] = hosts;
        intake.configure({ ...probeOnly, hosts });
        for (const { attachment, setHosts } of this.#members) if (attachment.reach === reach) setHosts(hosts);
      },
      onChange: () => {
        for (const attachment of attachments()) attachment.onChange(this.state(reach));
      },
      onProved: (publicUrl, isNews) => all((attachment) => attachment.onProved(publicUrl, isNews)),
      onLost: () => all((attachment) => attachment.onLost()),
      onReplaced: () => {
        for (const attachment of attachments()) attachment.onReplaced();
      },
    });
  }
}

/** The path that answers probes has no secret, so nothing that is sent there is ever read. */
const nothingToRead: Reader = () => ({ kind: "unreadable" });

/** No URL: it names a project. */
function logArrival(logger: Logger, arrival: Arrival): void {
  switch (arrival.kind) {
    case "changed":
      return logger.info("A broadcast was verified", { about: arrival.lastEvent });
    case "reconcile":
      return logger.info("A broadcast was verified", { about: arrival.reason });
    case "pinged":
      return logger.info("A ping of the account was verified");
    default:
      return assertNever(arrival, "arrival");
  }
}
