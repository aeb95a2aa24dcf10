/** What lies between the account and the listener: the computer's own network, and two relays, in memory. */
import type { Reception } from "../../app/endpoint/reception.ts";
import type { Clock, Fetch, FetchResponse } from "../../app/platform/ports.ts";
import type { RelayCandidate, Tunnel, TunnelEvents } from "../../app/relay/tunnel.ts";
import { receiveBy } from "../support/receive-by.ts";

/**
 * - `silent`: what is sent there vanishes; a tunnel notices after 15 s, as by its keep-alive.
 * - `bad-gateway`: the tunnel stands, and the front answers 502.
 */
export type RelayHealth = "works" | "unreachable" | "refuses" | "silent" | "bad-gateway";

export interface OutsidePost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface OpenTunnel {
  readonly relay: string;
  readonly origin: string;
  readonly events: TunnelEvents;
}

const connectingTime = 200;
const connectingLimit = 10_000;
const keepAliveLimit = 15_000;

export const relayNames = ["one", "two"] as const;

export class FakeInternet {
  /** Of the computer itself. */
  online = true;
  /** Our own request to our public URL does not get through, though others do. */
  probesBlocked = false;
  /** Relay `two` gives another address to each connection. */
  readonly health = new Map<string, RelayHealth>();
  reception: Reception | null = null;
  readonly #clock: Clock;
  readonly #tunnels = new Set<OpenTunnel>();
  #connections = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.mend();
  }

  mend(): void {
    this.online = true;
    this.probesBlocked = false;
    for (const name of relayNames) this.health.set(name, "works");
  }

  candidate(name: string): RelayCandidate {
    return { name, open: (_port, events) => this.#connect(name, events) };
  }

  /** Every connection ends, or those of one relay. */
  cut(name?: string): void {
    for (const tunnel of this.#tunnels) {
      if (name !== undefined && tunnel.relay !== name) continue;
      this.#tunnels.delete(tunnel);
      tunnel.events.onEnd("lost");
    }
  }

  /** Every connection is gone without a word, as when the process that held them is. */
  forget(): void {
    this.#tunnels.clear();
    this.reception = null;
  }

  /** What somebody in the internet gets for it; rejects where nobody answers. */
  post({ url, headers, body }: OutsidePost): Promise<{ readonly status: number }> {
    return this.#reach("POST", url, headers, body);
  }

  /** Our own request to one of our addresses. */
  readonly probe: Fetch = async (url, init): Promise<FetchResponse> => {
    if (!this.online || this.probesBlocked) throw new TypeError("fetch failed");
    init.onWritten?.();
    const { status, body } = await this.#reach(init.method, url, init.headers, init.body ?? "");
    return { status, headers: { get: () => null }, text: () => Promise.resolve(body) };
  };

  #reach(
    method: string,
    address: string,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<{ readonly status: number; readonly body: string }> {
    const url = new URL(address);
    const tunnel = [...this.#tunnels].find(({ origin }) => origin === url.origin);
    const health = tunnel === undefined ? "unreachable" : this.health.get(tunnel.relay);
    if (health === "bad-gateway") return Promise.resolve({ status: 502, body: "Bad gateway" });
    if (health !== "works" || !this.online || this.reception === null) {
      return Promise.reject(new TypeError("fetch failed"));
    }
    const bytes = Buffer.from(body);
    const rawHeaders = ["Host", url.host, ...Object.entries(headers).flat()];
    if (method === "POST") rawHeaders.push("Content-Length", String(bytes.length));
    return Promise.resolve(receiveBy(this.reception, { method, target: url.pathname, rawHeaders, body: bytes }));
  }

  #connect(name: string, events: TunnelEvents): Tunnel {
    let isOpen = true;
    const health = this.online ? this.health.get(name) : "unreachable";
    this.#connections += 1;
    // Relay `two` gives each connection an address of its own.
    const origin = name === "two" ? `https://two-${this.#connections}.relay.test` : `https://${name}.relay.test`;
    const tunnel: OpenTunnel = { relay: name, origin, events };
    const cancel = this.#clock.setTimeout(
      () => {
        if (!isOpen) return;
        if (health === "works" || health === "bad-gateway") {
          this.#tunnels.add(tunnel);
          this.#watch(tunnel, () => isOpen);
          events.onAddress(origin);
        } else {
          events.onEnd(health === "refuses" ? "refused" : "unreachable");
        }
      },
      health === "silent" ? connectingLimit : connectingTime,
    );
    return {
      close: () => {
        isOpen = false;
        cancel();
        this.#tunnels.delete(tunnel);
      },
    };
  }

  /** A connection over which nothing comes is given up after a while. */
  #watch(tunnel: OpenTunnel, isOpen: () => boolean): void {
    const check = (silentBefore: boolean): void => {
      if (!isOpen() || !this.#tunnels.has(tunnel)) return;
      const isSilent = !this.online || this.health.get(tunnel.relay) === "silent";
      if (isSilent && silentBefore) {
        this.#tunnels.delete(tunnel);
        tunnel.events.onEnd("lost");
        return;
      }
      this.#clock.setTimeout(() => check(isSilent), keepAliveLimit / 2);
    };
    check(false);
  }
}
