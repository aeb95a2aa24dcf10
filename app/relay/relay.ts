/**
 * A relay makes the local listener reachable from the internet. One interface, one file per relay; the session
 * knows no more of them than this.
 */
export type RelayState =
  | { readonly kind: "starting" }
  /** `publicUrl` is an origin with an optional path prefix and no trailing slash; the receiver's secret path follows it. */
  | { readonly kind: "up"; readonly publicUrl: string }
  | { readonly kind: "down"; readonly reason: string };

export interface Relay {
  /** For logs and diagnostics, such as `fixed-url`. */
  readonly name: string;
  /** Begins to make `127.0.0.1:localPort` reachable. `onState` is called with each change, also inside a live connection. */
  start(localPort: number, onState: (state: RelayState) => void): RunningRelay;
}

export interface RunningRelay {
  /** Drops what may be a dead connection and makes a new one now, without waiting for a back-off. */
  reconnect(): void;
  stop(): Promise<void>;
}
