/**
 * A relay makes the local listener reachable from the internet. One interface, one file per relay; the session
 * knows no more of them than this.
 */
export type RelayDownReason =
  /** The public address cannot be used: not https, or not an address. */
  | "invalid-address"
  /** Nobody answered, or not in time. */
  | "unreachable"
  /** The relay does not take our key or our wish. */
  | "refused"
  /** The relay shows another host key than before, or than its operator publishes. */
  | "untrusted"
  /** The relay answered and gave us no address that may be used. */
  | "no-address"
  /** A connection that worked has ended. */
  | "lost"
  /** Its address does not lead to us. */
  | "unproved"
  /** The key that was to be used cannot be read. */
  | "no-key"
  /** The program that was to be used is not on this computer. */
  | "not-installed";

export type RelayState =
  | { readonly kind: "starting" }
  /** `publicUrl` is an origin with an optional path prefix and no trailing slash; the receiver's secret path follows it. */
  | {
      readonly kind: "up";
      readonly publicUrl: string;
      /** Which of several it is; where it is missing, the relay's own name. */
      readonly via?: string;
    }
  /** Everything was tried. It goes on trying. */
  | { readonly kind: "down"; readonly reason: RelayDownReason };

/** Whether our listener, and nobody else, answers at an address that nobody knows yet. Never rejects. */
export type TryOut = (publicUrl: string) => Promise<boolean>;

export interface Relay {
  /** For logs and diagnostics, such as `fixed-url`. */
  readonly name: string;
  /** Begins to make `127.0.0.1:localPort` reachable. `onState` is called with each change, also inside a live connection. */
  start(localPort: number, onState: (state: RelayState) => void, tryOut: TryOut): RunningRelay;
}

export interface RunningRelay {
  /** Drops what may be a dead connection and makes a new one now, without waiting for a back-off. */
  reconnect(): void;
  /** A person asks for it: if nothing is up, tries now instead of waiting for a back-off. */
  retry(): void;
  /** What our own request through the present public URL showed. */
  probed(outcome: "verified" | "failed"): void;
  stop(): Promise<void>;
}
