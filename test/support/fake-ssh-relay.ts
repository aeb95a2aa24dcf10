/**
 * A relay on this machine that speaks as a real one does: an SSH server that takes a remote forward and announces an
 * address in the provider's own words, and an HTTP front that carries requests for that address through the
 * connection. It can be killed, revived, told to change addresses, and made to lie.
 */
import { createHash, randomBytes } from "node:crypto";
import { createServer, type AddressInfo, type Server as TcpServer, type Socket } from "node:net";
import { assertNever } from "../../app/model/assert-never.ts";
import { newSshKey } from "../../app/relay/install-key.ts";
import ssh2, { type Connection, type ServerChannel } from "ssh2";

export type FakeDialect =
  | "srv.us"
  | "localhost.run json"
  | "localhost.run cloud events"
  | "localhost.run text"
  | "pinggy";

export interface FakeRelayOptions {
  readonly dialect: FakeDialect;
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

const domains: Readonly<Record<FakeDialect, string>> = {
  "srv.us": "srv.us",
  "localhost.run json": "lhr.life",
  "localhost.run cloud events": "lhr.life",
  "localhost.run text": "lhr.life",
  pinggy: "a.free.pinggy.link",
};

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
  #ssh: TcpServer | null = null;
  #front: TcpServer | null = null;
  #inject: (socket: Socket) => void = () => undefined;
  #dead = false;
  /** Connections that were ever accepted. */
  accepted = 0;
  /** While set, requests of the public are refused though there is a tunnel. */
  mute = false;
  readonly #arrivals: (() => void)[] = [];
  readonly #departures: (() => void)[] = [];
  readonly #refusals: (() => void)[] = [];

  constructor(options: FakeRelayOptions) {
    this.#options = options;
    this.#hostKey = options.hostKey ?? newHostKey();
  }

  get sshPort(): number {
    return portOf(this.#ssh);
  }

  get frontPort(): number {
    return portOf(this.#front);
  }

  get domain(): string {
    return this.#options.domain ?? domains[this.#options.dialect];
  }

  /** As OpenSSH writes it. */
  get fingerprint(): string {
    const key = ssh2.utils.parseKey(this.#hostKey);
    if (key instanceof Error) throw key;
    return `SHA256:${createHash("sha256").update(key.getPublicSSH()).digest("base64").replace(/=+$/, "")}`;
  }

  /** Addresses that lead to somebody now. */
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

  /** Resolves when the next forward is announced. */
  nextArrival(): Promise<void> {
    return new Promise((resolve) => this.#arrivals.push(resolve));
  }

  /** As `kill -9`: every connection is reset, and so is each that comes. The ports stay ours, lest somebody takes them. */
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
    this.#ssh = await listen(false, (socket) => {
      if (!this.#track(socket)) return;
      this.#inject(socket);
      dropWhenSilent(socket);
    });
    this.#front = await listen(true, (socket) => {
      if (this.#track(socket)) this.#serve(socket);
    });
    await this.revive();
  }

  async stop(): Promise<void> {
    await this.kill();
    await Promise.all([this.#ssh, this.#front].map(close));
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
      } else if (context.method === "none" && this.#options.dialect !== "srv.us") {
        context.accept();
      } else {
        context.reject(["publickey"]);
      }
    });
    connection.on("ready", () => {
      this.accepted += 1;
      const made: Client = { connection, publicKey, bound: null, output: null, label: this.#labelFor(publicKey) };
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
    const address = this.#addressOf(client);
    client.output?.write(this.#options.lie === undefined ? this.#words(address) : this.#options.lie(address));
  }

  #words(address: string): string {
    const host = address.replace(/^https?:\/\//, "");
    const { dialect } = this.#options;
    switch (dialect) {
      default:
        return assertNever(dialect, "dialect");
      case "srv.us":
        return `1: ${address}/\r\n`;
      case "localhost.run json":
        return `${JSON.stringify({ event: "authn", message: "authenticated as anonymous user" })}\n${JSON.stringify({
          event: "tcpip-forward",
          message: `${host} tunneled with tls termination, ${address}`,
          address: host,
          authz_code: "OK",
        })}\n`;
      case "localhost.run cloud events":
        return `${JSON.stringify({
          specversion: "1.0",
          id: `localhost/${host}`,
          type: "v1.tcpip_forward.register.accepted",
          source: "ssh://localhost.run/",
          data: `${host} tunneled with tls termination, ${address}\r\nsee https://admin.localhost.run/`,
        })}\n`;
      case "localhost.run text":
        return `Welcome to localhost.run!\r\nhttps://admin.localhost.run/\r\n${host} tunneled with tls termination, ${address}\r\n`;
      case "pinggy":
        return `You are not authenticated.\r\nYour tunnel will expire in 60 minutes. Upgrade at https://dashboard.pinggy.io\r\n\r\nhttp://${host}\r\n${address}\r\n`;
    }
  }

  #addressOf(client: Client): string {
    return this.#options.byPath === true
      ? `http://127.0.0.1:${this.frontPort}/${client.label}`
      : `https://${client.label}.${this.domain}`;
  }

  #labelFor(publicKey: Buffer | null): string {
    if (this.#options.dialect !== "srv.us") return `${randomBytes(5).toString("hex")}-12-34`;
    return base32(
      createHash("sha256")
        .update(Buffer.concat([publicKey ?? Buffer.alloc(0), Buffer.from("\x001")]))
        .digest(),
    );
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
      channel.write(this.#options.dialect === "srv.us" ? head : withProxyHeaders(head, host));
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

/** The first 128 bits, five at a time. Written apart from the product's own, to check that one. */
function base32(digest: Buffer): string {
  const bits = [...digest.subarray(0, 16)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}

export function newHostKey(): string {
  return newSshKey(ssh2).privateKey;
}

function isBindInfo(info: unknown): info is { readonly bindAddr: string; readonly bindPort: number } {
  return typeof info === "object" && info !== null && "bindAddr" in info && "bindPort" in info;
}

function listen(allowHalfOpen: boolean, onSocket: (socket: Socket) => void): Promise<TcpServer> {
  return new Promise((resolve, reject) => {
    const server = createServer({ allowHalfOpen }, onSocket);
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

function close(server: TcpServer | null): Promise<void> {
  return new Promise((resolve) => (server === null ? resolve() : server.close(() => resolve())));
}

function portOf(server: TcpServer | null): number {
  return (server?.address() as AddressInfo | undefined)?.port ?? 0;
}
