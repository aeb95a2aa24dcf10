/**
 * A relay on this machine that speaks as a real one does: an SSH server that takes a remote forward and announces an
 * address in the provider's own words, and an HTTP front that carries requests for that address through the
 * connection. It can be killed, revived, made to change addresses and to lie.
 */
import { createHash, randomBytes } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { newSshKey } from "../../app/relay/install-key.ts";
import ssh2, { type Connection, type ServerChannel } from "ssh2";
import { announcement, domains, type ImitatedRelay, labelFor } from "./fake-relay-announcements.ts";
import { closeServer, listenOnLoopback } from "./loopback.ts";

export interface FakeRelayOptions {
  readonly imitates: ImitatedRelay;
  /** Default: the provider's own. */
  readonly domain?: string;
  /** Announces and serves `http://127.0.0.1:PORT/label` instead of names, for who cannot resolve them. */
  readonly byPath?: boolean;
  /** What is written instead of the announcement; `address` is the one that would be right. */
  readonly lie?: (address: string) => string | Buffer;
  readonly hostKey?: string;
}

interface Client {
  readonly connection: Connection;
  readonly publicKey: Buffer | null;
  bound: { readonly address: string; readonly port: number } | null;
  output: ServerChannel | null;
  label: string;
}

/** Same host key for the same relay, however often it is killed. */
export async function startFakeRelay(options: FakeRelayOptions): Promise<FakeSshRelay> {
  const relay = new FakeSshRelay(options);
  await relay.open();
  return relay;
}

export class FakeSshRelay {
  readonly #options: FakeRelayOptions;
  readonly #clients = new Set<Client>();
  readonly #sockets = new Set<Socket>();
  #hostKey: string;
  readonly #ssh = createServer((socket) => {
    if (!this.#track(socket)) return;
    for (const connected of this.#connections.splice(0)) connected();
    this.#inject(socket);
    dropWhenSilent(socket);
  });
  readonly #front = createServer({ allowHalfOpen: true }, (socket) => {
    if (this.#track(socket)) this.#serve(socket);
  });
  sshPort = 0;
  frontPort = 0;
  #inject: (socket: Socket) => void = () => undefined;
  #dead = false;
  /** Connections that were ever accepted. */
  accepted = 0;
  /** While set, requests of the public are refused though there is a tunnel. */
  mute = false;
  readonly #connections: (() => void)[] = [];
  readonly #arrivals: (() => void)[] = [];
  readonly #departures: (() => void)[] = [];
  readonly #refusals: (() => void)[] = [];

  constructor(options: FakeRelayOptions) {
    this.#options = options;
    this.#hostKey = options.hostKey ?? newHostKey();
  }

  get domain(): string {
    return this.#options.domain ?? domains[this.#options.imitates];
  }

  /** As OpenSSH writes it. */
  get fingerprint(): string {
    const key = ssh2.utils.parseKey(this.#hostKey);
    if (key instanceof Error) throw key;
    return `SHA256:${createHash("sha256").update(key.getPublicSSH()).digest("base64").replace(/=+$/, "")}`;
  }

  /** Addresses that lead to a client now. */
  addresses(): readonly string[] {
    return [...this.#clients].filter(({ bound }) => bound !== null).map((client) => this.#addressOf(client));
  }

  /** Resolves when the next connection has ended. */
  departure(): Promise<void> {
    return new Promise((resolve) => this.#departures.push(resolve));
  }

  /** Resolves when the next request of the public was refused. */
  answeredNothing(): Promise<void> {
    return new Promise((resolve) => this.#refusals.push(resolve));
  }

  changeHostKey(): void {
    this.#hostKey = newHostKey();
  }

  /** Resolves when a client next connects, before anything was said. */
  nextConnection(): Promise<void> {
    return new Promise((resolve) => this.#connections.push(resolve));
  }

  /** Resolves when the next forward is announced. */
  nextArrival(): Promise<void> {
    return new Promise((resolve) => this.#arrivals.push(resolve));
  }

  /** As `kill -9`: every connection is reset, and so is each that comes. The ports stay ours, lest another program takes them. */
  kill(): Promise<void> {
    this.#dead = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
    this.#clients.clear();
    return Promise.resolve();
  }

  /** Serves again, as before. */
  revive(): Promise<void> {
    const server = new ssh2.Server({ hostKeys: [this.#hostKey] }, (connection) => this.#welcome(connection));
    this.#inject = (socket) => server.injectSocket(socket);
    this.#dead = false;
    return Promise.resolve();
  }

  async open(): Promise<void> {
    this.sshPort = await listenOnLoopback(this.#ssh);
    this.frontPort = await listenOnLoopback(this.#front);
    await this.revive();
  }

  async stop(): Promise<void> {
    await this.kill();
    await Promise.all([this.#ssh, this.#front].map(closeServer));
  }

  /** A new address inside the live connection, as localhost.run does after some hours. */
  rotate(): string {
    const client = [...this.#clients].at(-1);
    if (client === undefined) throw new Error("Nobody is connected to the relay.");
    client.label = randomBytes(7).toString("hex");
    this.#announce(client);
    return this.#addressOf(client);
  }

  /** Writes whatever it is into the newest session. */
  say(text: string | Buffer): void {
    const output = [...this.#clients].at(-1)?.output ?? null;
    if (output === null) throw new Error("Nobody listens to the relay.");
    output.write(text);
  }

  #track(socket: Socket): boolean {
    socket.on("error", () => undefined);
    if (this.#dead) {
      socket.resetAndDestroy();
      return false;
    }
    socket.setNoDelay(true);
    socket.on("close", () => this.#sockets.delete(socket));
    this.#sockets.add(socket);
    return true;
  }

  #welcome(connection: Connection): void {
    let publicKey: Buffer | null = null;
    connection.on("error", () => undefined);
    connection.on("authentication", (context) => {
      if (context.method === "publickey") {
        publicKey = context.key.data;
        context.accept();
      } else if (context.method === "none" && this.#options.imitates !== "srv.us") {
        context.accept();
      } else {
        context.reject(["publickey"]);
      }
    });
    connection.on("ready", () => {
      this.accepted += 1;
      const made: Client = {
        connection,
        publicKey,
        bound: null,
        output: null,
        label: labelFor(this.#options.imitates, publicKey),
      };
      this.#clients.add(made);
      connection.on("close", () => {
        this.#clients.delete(made);
        for (const departed of this.#departures.splice(0)) departed();
      });
      this.#serveClient(made);
    });
  }

  #serveClient(client: Client): void {
    const { connection } = client;
    let grant: (() => void) | null = null;
    const settle = (): void => {
      // As srv.us does: who has no session is kept waiting.
      if (client.output === null || grant === null) return;
      grant();
      grant = null;
      this.#announce(client);
      for (const arrived of this.#arrivals.splice(0)) arrived();
    };
    connection.on("request", (accept, reject, name, info: unknown) => {
      if (name !== "tcpip-forward" || !isBindInfo(info)) return reject?.();
      const port = info.bindPort === 0 ? 40_000 : info.bindPort;
      client.bound = { address: info.bindAddr, port };
      grant = () => accept?.(port);
      settle();
    });
    connection.on("session", (acceptSession) => {
      const session = acceptSession();
      session.on("shell", (accept) => {
        client.output = accept();
        settle();
      });
      session.on("exec", (accept, reject, { command }) => {
        if (command !== "--output json") return reject();
        client.output = accept();
        settle();
      });
    });
  }

  #announce(client: Client): void {
    const { imitates, lie } = this.#options;
    const address = this.#addressOf(client);
    client.output?.write(lie === undefined ? announcement(imitates, address) : lie(address));
  }

  #addressOf(client: Client): string {
    return this.#options.byPath === true
      ? `http://127.0.0.1:${this.frontPort}/${client.label}`
      : `https://${client.label}.${this.domain}`;
  }

  /** The public side: looks at the head of the first request, then carries bytes. */
  #serve(socket: Socket): void {
    let head = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      if (head.indexOf("\r\n\r\n") === -1) return;
      socket.off("data", onData);
      socket.pause();
      this.#carry(socket, head);
    };
    socket.on("data", onData);
  }

  #carry(socket: Socket, head: Buffer): void {
    const text = head.toString("latin1");
    const host = /^host: *(\S+)/im.exec(text)?.[1] ?? "";
    const path = /^\S+ \/([^/ ]*)/.exec(text)?.[1] ?? "";
    const label = this.#options.byPath === true ? path : host.split(".")[0];
    const matching = [...this.#clients].filter((client) => client.bound !== null && client.label === label);
    const client = this.mute ? undefined : matching[Math.floor(Math.random() * matching.length)];
    const bound = client?.bound ?? null;
    if (client === undefined || bound === null) {
      for (const refused of this.#refusals.splice(0)) refused();
      socket.end(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 20\r\nConnection: close\r\n\r\nNo tunnel available.",
      );
      return;
    }
    client.connection.forwardOut(bound.address, bound.port, "203.0.113.7", 4_711, (error, channel) => {
      if (error !== undefined) return void socket.destroy();
      socket.on("close", () => channel.destroy());
      channel.on("close", () => socket.destroy());
      channel.on("error", () => socket.destroy());
      channel.write(this.#options.imitates === "srv.us" ? head : withProxyHeaders(head, host));
      channel.pipe(socket);
      socket.pipe(channel);
      return undefined;
    });
  }
}

/** After ten seconds without a byte from the client, as srv.us does. */
function dropWhenSilent(socket: Socket): void {
  let bytes = socket.bytesRead;
  let silentSeconds = 0;
  const timer = setInterval(() => {
    silentSeconds = socket.bytesRead === bytes ? silentSeconds + 1 : 0;
    bytes = socket.bytesRead;
    if (silentSeconds >= 10) socket.destroy();
  }, 1_000);
  socket.on("close", () => clearInterval(timer));
}

/** What an HTTP proxy adds; a body stays as it was. */
function withProxyHeaders(head: Buffer, host: string): Buffer {
  const end = head.indexOf("\r\n") + 2;
  const added = `X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: ${host}\r\nForwarded: for=203.0.113.7;proto=https\r\n`;
  return Buffer.concat([head.subarray(0, end), Buffer.from(added), head.subarray(end)]);
}

export function newHostKey(): string {
  return newSshKey(ssh2).privateKey;
}

function isBindInfo(info: unknown): info is { readonly bindAddr: string; readonly bindPort: number } {
  return typeof info === "object" && info !== null && "bindAddr" in info && "bindPort" in info;
}
