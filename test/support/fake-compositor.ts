/** A Wayland compositor as far as idle notifications go, on a socket of its own; speaks the wire protocol byte by byte. */
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

export interface FakeCompositorOptions {
  /** What it offers, with versions. */
  readonly globals: Readonly<Record<string, number>>;
  /** How many bytes are sent at a time. Default: all. */
  readonly chunk?: number;
  /** It ends the connection instead of answering. */
  readonly isDying?: boolean;
}

export interface AskedNotification {
  readonly id: number;
  readonly span: number;
}

export class FakeCompositor {
  readonly socketPath: string;
  readonly asked: AskedNotification[] = [];
  readonly bound: string[] = [];
  readonly #server: Server;
  readonly #directory: string;
  readonly #options: FakeCompositorOptions;
  readonly #objects = new Map<number, string>();
  readonly #sockets = new Set<Socket>();
  #received = Buffer.alloc(0);

  constructor(directory: string, options: FakeCompositorOptions) {
    this.#directory = directory;
    this.#options = options;
    this.socketPath = path.join(directory, "wayland-0");
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      this.#received = Buffer.alloc(0);
      this.#objects.clear();
      socket.on("error", () => undefined);
      socket.on("data", (chunk: Buffer) => this.#read(socket, chunk));
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(this.socketPath, resolve));
  }

  /** The span of one of the notifications has passed. */
  idled(index: number): void {
    this.#event(this.#notification(index), 0, Buffer.alloc(0));
  }

  resumed(index: number): void {
    this.#event(this.#notification(index), 1, Buffer.alloc(0));
  }

  /** Whatever bytes. */
  raw(bytes: Buffer): void {
    for (const socket of this.#sockets) socket.write(bytes);
  }

  /** As it does after a request that it does not understand: an error of the display, then the end. */
  error(): void {
    const message = textOf("invalid");
    this.#event(1, 0, Buffer.concat([words(1, 0), message]));
  }

  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.drop();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await rm(this.#directory, { recursive: true });
  }

  #notification(index: number): number {
    const asked = this.asked[index];
    if (asked === undefined) throw new Error(`No notification ${index} was asked for`);
    return asked.id;
  }

  #read(socket: Socket, chunk: Buffer): void {
    if (this.#options.isDying === true) return void socket.destroy();
    this.#received = Buffer.concat([this.#received, chunk]);
    while (this.#received.length >= 8) {
      const length = this.#received.readUInt16LE(6);
      if (this.#received.length < length) return;
      const message = this.#received.subarray(0, length);
      this.#received = this.#received.subarray(length);
      this.#request(socket, message.readUInt32LE(0), message.readUInt16LE(4), message.subarray(8));
    }
  }

  #request(socket: Socket, object: number, opcode: number, body: Buffer): void {
    if (object === 1 && opcode === 1) return this.#offer(body.readUInt32LE(0));
    if (object === 1 && opcode === 0) {
      const callback = body.readUInt32LE(0);
      this.#event(callback, 0, words(7));
      // The number is free again.
      return this.#event(1, 1, words(callback));
    }
    const kind = this.#objects.get(object);
    if (kind === "registry" && opcode === 0) {
      const nameLength = body.readUInt32LE(4);
      const name = body.toString("utf8", 8, 8 + nameLength - 1);
      const end = 8 + Math.ceil(nameLength / 4) * 4;
      this.bound.push(`${name} ${body.readUInt32LE(end)}`);
      this.#objects.set(body.readUInt32LE(end + 4), name);
      // A seat tells at once what it has.
      if (name === "wl_seat") this.#event(body.readUInt32LE(end + 4), 0, words(3));
      return undefined;
    }
    const [first = 0, second = 0, third = 0] = [0, 4, 8].map((at) => body.readUInt32LE(at));
    if (kind === "ext_idle_notifier_v1" && opcode === 1) return this.#asked(first, second, third);
    if (kind === "org_kde_kwin_idle" && opcode === 0) return this.#asked(first, third, second);
    // What it does not understand ends the connection.
    socket.destroy();
    return undefined;
  }

  #asked(id: number, span: number, seat: number): void {
    if (this.#objects.get(seat) !== "wl_seat") return this.drop();
    this.asked.push({ id, span });
    return undefined;
  }

  #offer(registry: number): void {
    this.#objects.set(registry, "registry");
    for (const [index, [name, version]] of Object.entries(this.#options.globals).entries()) {
      this.#event(registry, 0, Buffer.concat([words(index + 1), textOf(name), words(version)]));
    }
  }

  #event(object: number, opcode: number, body: Buffer): void {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(object, 0);
    head.writeUInt16LE(opcode, 4);
    head.writeUInt16LE(8 + body.length, 6);
    const message = Buffer.concat([head, body]);
    const size = this.#options.chunk ?? message.length;
    for (let at = 0; at < message.length; at += size) this.raw(message.subarray(at, at + size));
  }
}

export async function startFakeCompositor(options: FakeCompositorOptions): Promise<FakeCompositor> {
  const compositor = new FakeCompositor(await mkdtemp(path.join(tmpdir(), "compositor-")), options);
  await compositor.listen();
  return compositor;
}

function words(...values: readonly number[]): Buffer {
  const body = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) body.writeUInt32LE(value, index * 4);
  return body;
}

function textOf(value: string): Buffer {
  const length = Math.ceil((value.length + 1) / 4) * 4;
  const bytes = Buffer.alloc(length);
  bytes.write(value);
  return Buffer.concat([words(value.length + 1), bytes]);
}
