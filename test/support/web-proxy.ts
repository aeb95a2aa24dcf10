/** A web proxy as offices have them, on this machine: looks up names itself, and can misbehave. */
import { createServer as createTlsServer } from "node:tls";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Certificate } from "./certificate.ts";
import { closeServer, listenOnLoopback } from "./loopback.ts";

/** What becomes of a connection that a client asks for. */
export type ProxyMood =
  | { readonly kind: "open" }
  /** Answers with that status and a page of its own. */
  | { readonly kind: "answer"; readonly status: number }
  /** Takes the question, and says nothing. */
  | { readonly kind: "silent" }
  /** Hangs up in the middle of its answer. */
  | { readonly kind: "half-answer" }
  /** Opens the tunnel, and carries nothing. */
  | { readonly kind: "half-open" };

export interface WebProxyOptions {
  /** Where names lead: `host:port` to a port of this machine. Others are unknown to it (502). */
  readonly addresses: Readonly<Record<string, number>>;
  /** Spoken to over TLS. */
  readonly certificate?: Certificate;
}

export class WebProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #waiting = new Set<() => void>();
  #read = "";
  /** May be led elsewhere while it runs. */
  readonly addresses: Record<string, number>;
  mood: ProxyMood = { kind: "open" };
  port = 0;
  /** Every address that a tunnel was asked to, in order. */
  readonly tunnels: string[] = [];
  /** Every address of a request that was to be sent on. */
  readonly forwarded: string[] = [];

  private constructor({ addresses, certificate }: WebProxyOptions) {
    this.addresses = { ...addresses };
    const welcome = (socket: Socket): void => this.#welcome(socket);
    this.#server =
      certificate === undefined
        ? createServer(welcome)
        : createTlsServer({ key: certificate.key, cert: certificate.certificate }, welcome);
  }

  static async start(options: WebProxyOptions): Promise<WebProxy> {
    const proxy = new WebProxy(options);
    proxy.port = await listenOnLoopback(proxy.#server);
    return proxy;
  }

  /** Connections of clients that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Everything that clients ever sent it, inside tunnels as well, as it could read it. */
  get read(): string {
    return this.#read;
  }

  /** Resolves when a client came, said something or went away, and `fits`. */
  until(fits: (proxy: this) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => {
        if (!fits(this)) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** Ends every connection. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** The same, and takes no more. */
  stop(): Promise<void> {
    const closed = closeServer(this.#server);
    this.hangUp();
    return closed;
  }

  #happened(): void {
    for (const check of this.#waiting) check();
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => {
      this.#sockets.delete(socket);
      this.#happened();
    });
    socket.on("data", (chunk: Buffer) => {
      this.#read += chunk.toString("latin1");
      this.#happened();
    });
    let head = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf("\r\n\r\n");
      if (end === -1) return;
      socket.off("data", onData);
      const [method = "", target = ""] = head.toString("latin1").split(" ");
      if (method === "CONNECT") this.#tunnel(socket, target, head.subarray(end + 4));
      else this.#forward(socket, target, head);
      this.#happened();
    };
    socket.on("data", onData);
    this.#happened();
  }

  #tunnel(socket: Socket, address: string, first: Buffer): void {
    this.tunnels.push(address);
    const opened = "HTTP/1.1 200 Connection established\r\n\r\n";
    if (this.mood.kind === "half-open") return void socket.write(opened);
    return this.#carry(socket, address, opened, first);
  }

  #forward(socket: Socket, address: string, head: Buffer): void {
    this.forwarded.push(address);
    const { hostname, port } = new URL(address);
    this.#carry(socket, `${hostname}:${port === "" ? 80 : port}`, "", head);
  }

  #carry(socket: Socket, address: string, opened: string, first: Buffer): void {
    const { mood } = this;
    const port = this.addresses[address];
    if (mood.kind === "silent") return undefined;
    if (mood.kind === "half-answer") return void socket.write("HTTP/1.1 2", () => socket.destroy());
    if (mood.kind === "answer") return void socket.end(page(mood.status));
    if (port === undefined) return void socket.end(page(502));
    const server = connect({ port, host: "127.0.0.1" });
    server.on("error", () => socket.destroy());
    server.on("close", () => socket.destroy());
    socket.on("close", () => server.destroy());
    server.on("connect", () => {
      socket.write(opened);
      server.write(first);
      server.pipe(socket);
      socket.pipe(server);
    });
    return undefined;
  }
}

/** What could be taken for an answer of the account, were it not the proxy's own. */
function page(status: number): string {
  const challenge = status === 407 ? 'Proxy-Authenticate: Basic realm="office"\r\n' : "";
  return `HTTP/1.1 ${status} From the proxy\r\n${challenge}Content-Length: 2\r\nConnection: close\r\n\r\n{}`;
}
