/**
 * As much of the Wayland protocol as it takes to ask a compositor for something that sends no file descriptor: then a
 * plain socket is enough. Numbers are in the byte order of the computer, which is little-endian wherever Electron runs.
 */
import { connect, type Socket } from "node:net";

const displayId = 1;
const displaySync = 0;
const displayGetRegistry = 1;
const displayError = 0;
const registryGlobal = 0;
const registryBind = 0;
const headLength = 8;
/** The protocol allows no longer message. */
const longestMessage = 4096;

export interface WaylandEvent {
  readonly object: number;
  readonly opcode: number;
  readonly body: Buffer;
}

/** What a compositor offers: a number by which it is bound, and the version of its interface. */
export interface WaylandGlobal {
  readonly name: number;
  readonly interface: string;
  readonly version: number;
}

export interface WaylandConnection {
  readonly globals: readonly WaylandGlobal[];
  /** Of an object that the next request makes. */
  newId(): number;
  /** Makes an object of something that is offered. */
  bind(global: WaylandGlobal, version: number): number;
  send(object: number, opcode: number, body: Buffer): void;
  /** Resolves when the compositor has done all that was sent so far. Rejects when the connection ends before. */
  roundTrip(): Promise<void>;
  close(): void;
}

export interface WaylandListeners {
  readonly onEvent: (event: WaylandEvent) => void;
  /** The compositor ended the connection, or sent what is no message. Not called after `close`. */
  readonly onLost: () => void;
}

/** Connects and learns what is offered. Rejects where nobody answers as a compositor does. */
export async function connectToWayland(socketPath: string, listeners: WaylandListeners): Promise<WaylandConnection> {
  const socket = connect(socketPath);
  const connection = new OpenConnection(socket, listeners);
  try {
    await connection.listGlobals();
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

class OpenConnection implements WaylandConnection {
  readonly globals: WaylandGlobal[] = [];
  readonly #socket: Socket;
  readonly #listeners: WaylandListeners;
  readonly #waiting = new Map<number, { readonly resolve: () => void; readonly reject: (error: Error) => void }>();
  #received: Buffer = Buffer.alloc(0);
  #lastId = displayId;
  #registry = 0;
  #isOver = false;

  constructor(socket: Socket, listeners: WaylandListeners) {
    this.#socket = socket;
    this.#listeners = listeners;
    // `close` follows.
    socket.on("error", () => undefined);
    socket.on("close", () => this.#lost());
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
  }

  async listGlobals(): Promise<void> {
    this.#registry = this.newId();
    this.send(displayId, displayGetRegistry, words(this.#registry));
    await this.roundTrip();
  }

  newId(): number {
    return (this.#lastId += 1);
  }

  bind(global: WaylandGlobal, version: number): number {
    const id = this.newId();
    const body = Buffer.concat([words(global.name), text(global.interface), words(version, id)]);
    this.send(this.#registry, registryBind, body);
    return id;
  }

  send(object: number, opcode: number, body: Buffer): void {
    if (this.#isOver) return;
    const length = headLength + body.length;
    this.#socket.write(Buffer.concat([words(object, length * 0x1_00_00 + opcode), body]));
  }

  roundTrip(): Promise<void> {
    if (this.#isOver) return Promise.reject(connectionEnded());
    return new Promise((resolve, reject) => {
      const callback = this.newId();
      this.#waiting.set(callback, { resolve, reject });
      this.send(displayId, displaySync, words(callback));
    });
  }

  close(): void {
    this.#end();
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    while (!this.#isOver && this.#received.length >= headLength) {
      const length = this.#received.readUInt16LE(6);
      if (length < headLength || length > longestMessage || length % 4 !== 0) return this.#lost();
      if (this.#received.length < length) return;
      const message = this.#received.subarray(0, length);
      this.#received = this.#received.subarray(length);
      this.#take({
        object: message.readUInt32LE(0),
        opcode: message.readUInt16LE(4),
        body: message.subarray(headLength),
      });
    }
  }

  #take(event: WaylandEvent): void {
    const { object, opcode, body } = event;
    if (object === displayId) {
      // After an error the compositor ends the connection. The only other event tells that an object's number is free.
      if (opcode === displayError) this.#lost();
      return;
    }
    if (object === this.#registry) {
      const global = opcode === registryGlobal ? readGlobal(body) : null;
      if (global !== null) this.globals.push(global);
      return;
    }
    const waiting = this.#waiting.get(object);
    if (waiting === undefined) return this.#listeners.onEvent(event);
    this.#waiting.delete(object);
    waiting.resolve();
  }

  #lost(): void {
    if (this.#isOver) return;
    this.close();
    this.#listeners.onLost();
  }

  #end(): void {
    this.#isOver = true;
    for (const { reject } of this.#waiting.values()) reject(connectionEnded());
    this.#waiting.clear();
  }
}

function connectionEnded(): Error {
  return new Error("The compositor ended the connection");
}

/** A number, a text with its length and a closing zero, a number. Null where it is cut. */
function readGlobal(body: Buffer): WaylandGlobal | null {
  if (body.length < 8) return null;
  const length = body.readUInt32LE(4);
  const end = 8 + padded(length);
  if (length === 0 || body.length < end + 4) return null;
  return {
    name: body.readUInt32LE(0),
    interface: body.toString("utf8", 8, 8 + length - 1),
    version: body.readUInt32LE(end),
  };
}

/** Numbers of 32 bits, one after the other. */
export function words(...values: readonly number[]): Buffer {
  const body = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) body.writeUInt32LE(value, index * 4);
  return body;
}

/** With its length before it, a zero behind it, and filled up to whole words. */
export function text(value: string): Buffer {
  const bytes = Buffer.from(`${value}\0`);
  return Buffer.concat([words(bytes.length), bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]);
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
