import { connect, createServer, type Socket } from "node:net";
import { closeServer, listenOnLoopback } from "./loopback.ts";

/** What can be wrong with a network between two programs. */
export type Fault =
  /** Every connection is closed, also the new ones. */
  | { readonly kind: "down" }
  /** Connections stay open and bytes vanish: from the client, to the client, or both ways. */
  | { readonly kind: "timeout"; readonly direction: "up" | "down" | "both" }
  /** Every connection is reset, also the new ones. */
  | { readonly kind: "reset" }
  /** Everything arrives so many milliseconds later. */
  | { readonly kind: "latency"; readonly milliseconds: number }
  /** So many bytes a second, each way. */
  | { readonly kind: "bandwidth"; readonly bytesPerSecond: number }
  /** Everything arrives in pieces of so many bytes. */
  | { readonly kind: "slicer"; readonly bytes: number };

export const faults: readonly (readonly [name: string, fault: Fault])[] = [
  ["down", { kind: "down" }],
  ["nothing gets out", { kind: "timeout", direction: "up" }],
  ["nothing gets in", { kind: "timeout", direction: "down" }],
  ["nothing gets anywhere", { kind: "timeout", direction: "both" }],
  ["reset", { kind: "reset" }],
  ["two seconds late", { kind: "latency", milliseconds: 2_000 }],
  ["a kilobyte a second", { kind: "bandwidth", bytesPerSecond: 1_024 }],
  ["sliced", { kind: "slicer", bytes: 7 }],
];

/** A network between two programs, whose faults a test turns on and off. Bytes that vanished stay lost. */
export class FaultProxy {
  readonly #targetPort: () => number;
  /** Those of clients, and all: the two ends of a connection may live for different times. */
  readonly #clients = new Set<Socket>();
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer({ allowHalfOpen: true }, (client) => this.#join(client));
  #fault: Fault | null = null;
  port = 0;

  private constructor(targetPort: () => number) {
    this.#targetPort = targetPort;
  }

  static async start(targetPort: () => number): Promise<FaultProxy> {
    const proxy = new FaultProxy(targetPort);
    proxy.port = await listenOnLoopback(proxy.#server);
    return proxy;
  }

  begin(fault: Fault): void {
    this.#fault = fault;
    if (fault.kind === "down") for (const client of this.#clients) client.destroy();
    if (fault.kind === "reset") for (const client of this.#clients) client.resetAndDestroy();
  }

  /** Connections that lost bytes do not recover: anyone who holds them has to notice. */
  end(): void {
    this.#fault = null;
  }

  async stop(): Promise<void> {
    const closed = closeServer(this.#server);
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(client: Socket): void {
    client.on("error", () => undefined);
    if (this.#fault?.kind === "down") return void client.destroy();
    if (this.#fault?.kind === "reset") return void client.resetAndDestroy();
    const target = connect({ port: this.#targetPort(), host: "127.0.0.1", allowHalfOpen: true });
    this.#clients.add(client);
    for (const [from, to, direction] of [
      [client, target, "up"],
      [target, client, "down"],
    ] as const) {
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.#sockets.delete(from);
        this.#clients.delete(from);
        if (!this.#swallows(direction)) to.destroy();
      });
      this.#carry(from, to, direction);
    }
    return undefined;
  }

  #swallows(direction: "up" | "down"): boolean {
    const fault = this.#fault;
    return fault?.kind === "timeout" && (fault.direction === "both" || fault.direction === direction);
  }

  /** One piece after the other, each as late as the network is at that moment. */
  #carry(from: Socket, to: Socket, direction: "up" | "down"): void {
    let broken = false;
    let last = Promise.resolve();
    from.on("data", (chunk: Buffer) => {
      // A stream with a hole in it is no stream any more: nothing after it may come through.
      broken ||= this.#swallows(direction);
      if (broken) return;
      const arrived = performance.now();
      last = last.then(async () => {
        const fault = this.#fault;
        if (fault?.kind === "latency") await waitUntil(arrived + fault.milliseconds);
        if (fault?.kind === "bandwidth") {
          await waitUntil(performance.now() + (chunk.length / fault.bytesPerSecond) * 1_000);
        }
        const size = fault?.kind === "slicer" ? fault.bytes : chunk.length;
        for (let at = 0; at < chunk.length; at += size) {
          to.write(chunk.subarray(at, at + size));
          if (size < chunk.length) await new Promise<void>((resolve) => setImmediate(resolve));
        }
      });
    });
    from.on("end", () => void last.then(() => (broken ? undefined : to.end())));
  }
}

function waitUntil(instant: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, instant - performance.now())));
}
