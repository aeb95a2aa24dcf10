/** A SOCKS proxy on this machine, of both versions, which looks up names itself. */
import { connect, createServer, type Server, type Socket } from "node:net";
import { closeServer, listenOnLoopback } from "./loopback.ts";

export interface SocksServerOptions {
  /** Where names lead: `host:port` to a port of this machine. Others are refused. */
  readonly addresses: Readonly<Record<string, number>>;
  /** Lets nobody in without a name and a password. */
  readonly guarded?: boolean;
}

const answers = {
  fourth: { granted: Buffer.from([0, 90, 0, 0, 0, 0, 0, 0]), refused: Buffer.from([0, 91, 0, 0, 0, 0, 0, 0]) },
  fifth: {
    granted: Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
    refused: Buffer.from([5, 2, 0, 1, 0, 0, 0, 0, 0, 0]),
  },
};

export class SocksServer {
  readonly #options: SocksServerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  port = 0;
  /** Every address that was asked for, in order. */
  readonly asked: string[] = [];

  private constructor(options: SocksServerOptions) {
    this.#options = options;
    this.#server = createServer((socket) => this.#welcome(socket));
  }

  static async start(options: SocksServerOptions): Promise<SocksServer> {
    const made = new SocksServer(options);
    made.port = await listenOnLoopback(made.#server);
    return made;
  }

  stop(): Promise<void> {
    const closed = closeServer(this.#server);
    for (const socket of this.#sockets) socket.destroy();
    return closed;
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => this.#sockets.delete(socket));
    socket.once("data", (first: Buffer) => {
      if (first[0] === 4) return this.#fourth(socket, first);
      if (this.#options.guarded === true) return void socket.end(Buffer.from([5, 0xff]));
      socket.write(Buffer.from([5, 0]));
      socket.once("data", (question: Buffer) => this.#fifth(socket, question));
      return undefined;
    });
  }

  /** 4a: an address that cannot be stands for a name, which follows the user's. */
  #fourth(socket: Socket, question: Buffer): void {
    const [, name = ""] = question.subarray(8).toString("latin1").split("\0");
    this.#carry(socket, `${name}:${question.readUInt16BE(2)}`, answers.fourth);
  }

  #fifth(socket: Socket, question: Buffer): void {
    const end = 5 + (question[4] ?? 0);
    const address = `${question.subarray(5, end).toString("latin1")}:${question.readUInt16BE(end)}`;
    this.#carry(socket, address, answers.fifth);
  }

  #carry(socket: Socket, address: string, answer: Record<"granted" | "refused", Buffer>): void {
    this.asked.push(address);
    const port = this.#options.addresses[address];
    if (port === undefined) return void socket.end(answer.refused);
    const server = connect({ port, host: "127.0.0.1" });
    server.on("error", () => socket.destroy());
    server.on("close", () => socket.destroy());
    socket.on("close", () => server.destroy());
    server.once("connect", () => {
      socket.write(answer.granted);
      server.pipe(socket);
      socket.pipe(server);
    });
    return undefined;
  }
}
