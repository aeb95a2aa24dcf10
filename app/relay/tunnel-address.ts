import type { CancelTimeout, Clock } from "../platform/ports.ts";
import { acceptAnnounced } from "./address-pattern.ts";
import type { AddressSource } from "./ssh-provider.ts";

/** Addresses that follow each other faster, in milliseconds, are taken together. */
const shortestAddressLife = 1_000;

export interface TunnelAddressPorts {
  readonly clock: Clock;
  readonly source: AddressSource;
  /** The label that follows from our key; null where we show none of our own. */
  readonly label: () => string | null;
  /** The tunnel can be reached at this address from now on. */
  readonly onAddress: (publicUrl: string, isFirst: boolean) => void;
  /** An address was announced that is not the relay's own. */
  readonly onForeign: () => void;
}

/** The address of one tunnel: read from what the relay says, where it is not fixed, and reported once the relay forwards. */
export class TunnelAddress {
  readonly #ports: TunnelAddressPorts;
  /** The last one that was announced, and the one that was reported. */
  #announced: string | null = null;
  #told: string | null = null;
  #isForwarded = false;
  #cancelSettling: CancelTimeout | null = null;

  constructor(ports: TunnelAddressPorts) {
    this.#ports = ports;
  }

  get isKnown(): boolean {
    return this.#told !== null;
  }

  /** The relay has granted our wish. */
  forwarded(): void {
    this.#isForwarded = true;
    this.#settle();
  }

  /** The relay has written a line. */
  hear(line: string): void {
    const { source } = this.#ports;
    if (source.kind === "fixed") return;
    for (const said of source.parse(line)) this.#judge(said, source);
  }

  /** No address is reported afterwards. */
  close(): void {
    this.#isForwarded = false;
    this.#cancelSettling?.();
  }

  #judge(said: string, source: Extract<AddressSource, { kind: "announced" }>): void {
    const accepted = acceptAnnounced(said, source.patterns, source.boundToKey ? (this.#ports.label() ?? "") : null);
    if (accepted === null) return this.#ports.onForeign();
    if (this.#announced !== null && !source.mayChange) return;
    this.#announced = accepted;
    this.#settle();
  }

  /** Tells of the address once everything is in place. */
  #settle(): void {
    const { clock, source, onAddress } = this.#ports;
    const publicUrl = source.kind === "fixed" ? source.publicUrl : this.#announced;
    if (!this.#isForwarded || this.#cancelSettling !== null) return;
    if (publicUrl === null || publicUrl === this.#told) return;
    const isFirst = this.#told === null;
    this.#told = publicUrl;
    this.#cancelSettling = clock.setTimeout(() => {
      this.#cancelSettling = null;
      this.#settle();
    }, shortestAddressLife);
    onAddress(publicUrl, isFirst);
  }
}
