/** What one secret path of an account gives to the endpoint, and gets from it. */
import type { Counters } from "../broadcast/reasons.ts";
import type { Reader } from "../broadcast/reader.ts";
import type { Arrival } from "../broadcast/verdict.ts";
import type { RouteState } from "./route.ts";

/** `this-computer`: a server on this machine, such as the demo account's, reaches the listener's own address. */
export type Reach = "internet" | "this-computer";

export interface EndpointState extends RouteState {
  /** Closed where there is no route for broadcasts anyway. */
  readonly listener: "closed" | "opening" | "open" | "failed";
}

export interface Attachment {
  readonly reach: Reach;
  /** The account's secret path. */
  readonly path: string;
  /** The account's clock minus ours in milliseconds; null while unknown. */
  readonly clockOffset: () => number | null;
  /** Of what is sent to that path. */
  readonly reader: Reader;
  /** Something genuine of this account arrived. */
  readonly onArrival: (arrival: Arrival) => void;
  /** Requests on this account's path, or connections that may have been its, were refused. */
  readonly onRefused: () => void;
  /** Also called once, soon after attaching. */
  readonly onChange: (state: EndpointState) => void;
  /** The address leads here: our own probe was just answered. Resolves when the account has it. */
  readonly onProved: (publicUrl: string, isNews: boolean) => Promise<void>;
  /** Nothing may be sent to the address any more. Resolves when the account has it no more, or that was tried. */
  readonly onLost: () => Promise<void>;
  /** Broadcasts come by another relay, or by none, from now on. */
  readonly onReplaced: () => void;
}

export interface Attached {
  /** The account signs with this secret from now on; the one before is accepted for a minute. */
  acceptSecret(secret: string): void;
  /** The account reached us by this address because it was asked to: it leads here, whatever becomes of our own probe. */
  vouch(publicUrl: string): void;
  /** It was asked again and did not: our own probe alone counts. */
  withdraw(publicUrl: string): void;
  /** Of this account's own path alone. */
  counters(): Counters;
  /** Nothing is let in any more, and nothing is heard. */
  detach(): void;
}
