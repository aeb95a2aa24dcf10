import type { RelayDownReason } from "./relay.ts";

/** One connection to a relay, from its beginning to its end. */
export interface Tunnel {
  /** Ends it at once; nothing is heard of it afterwards. */
  close(): void;
}

export interface TunnelEvents {
  /** The listener is reachable at this address; again with each other address. It may be used: it was checked. */
  readonly onAddress: (publicUrl: string) => void;
  /** It has ended, or never came about; nothing is heard of it afterwards. */
  readonly onEnd: (reason: RelayDownReason) => void;
}

/** A means to get a tunnel, for the supervisor to try. */
export interface RelayCandidate {
  /** For logs and diagnostics. */
  readonly name: string;
  open(localPort: number, events: TunnelEvents): Tunnel;
}
