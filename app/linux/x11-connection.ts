/**
 * A connection to an X server (X11, version 11.0 of its protocol), as far as this app speaks to one by itself. Written
 * here, since the library for it, x11, is 400 kB without types, and three requests are all that is sent.
 */
import { readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { hostname } from "node:os";

/** Which display of this computer, and the file with the cookies that open it. */
export interface X11Display {
  readonly number: number;
  readonly authorityFile: string;
}

const internAtom = 16;
/** What comes is one of these, or an event; all of one length, but for longer answers. */
const errorKind = 0;
const answerKind = 1;
const unitLength = 32;
const cookieName = "MIT-MAGIC-COOKIE-1";

/** Rejects where nothing answers there, or refuses us. */
export async function openX11({ number, authorityFile }: X11Display): Promise<X11Connection> {
  const cookie = await readCookie(authorityFile, number);
  const socket = connect(`/tmp/.X11-unix/X${number}`);
  try {
    return new X11Connection(socket, await greet(socket, cookie));
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

interface Greeted {
  /** The window behind all others, and the first number that is ours to give. */
  readonly root: number;
  readonly firstId: number;
  /** What came behind the greeting. */
  readonly rest: Buffer;
}

function greet(socket: Socket, cookie: Buffer | null): Promise<Greeted> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const onData = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 8) return;
      const length = 8 + received.readUInt16LE(6) * 4;
      if (received[0] !== 1) return reject(new Error("The X server refuses this program"));
      if (received.length < length) return;
      socket.off("data", onData);
      resolve({ root: rootOf(received), firstId: received.readUInt32LE(12), rest: received.subarray(length) });
    };
    socket.on("data", onData);
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("The X server ended the connection")));
    socket.write(greeting(cookie));
  });
}

function greeting(cookie: Buffer | null): Buffer {
  const name = Buffer.from(cookie === null ? "" : cookieName);
  const data = cookie ?? Buffer.alloc(0);
  const head = Buffer.alloc(12);
  // Numbers with their least byte first.
  head.write("l");
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(data.length, 8);
  return Buffer.concat([head, padded(name), padded(data)]);
}

/** Of the first screen: it stands behind the maker's name and the formats of pictures. */
function rootOf(setup: Buffer): number {
  const makerLength = setup.readUInt16LE(24);
  const formats = setup.readUInt8(29);
  return setup.readUInt32LE(40 + paddedLength(makerLength) + formats * 8);
}

/** After it broke, questions stay unanswered. */
export class X11Connection {
  readonly root: number;
  readonly firstId: number;
  readonly #socket: Socket;
  /** Answers come in the order of their questions. */
  readonly #waiting: ((answer: Buffer) => void)[] = [];
  #onEvent: (event: Buffer) => void = () => undefined;
  #received: Buffer;

  constructor(socket: Socket, { root, firstId, rest }: Greeted) {
    this.root = root;
    this.firstId = firstId;
    this.#socket = socket;
    this.#received = rest;
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#read();
    });
  }

  /** For a request that is answered. */
  ask(opcode: number, body: Buffer): Promise<Buffer> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.send(opcode, body);
    });
  }

  /** For one that is not. */
  send(opcode: number, body: Buffer): void {
    const head = Buffer.alloc(4);
    head.writeUInt8(opcode);
    head.writeUInt16LE((head.length + body.length) / 4, 2);
    this.#socket.write(Buffer.concat([head, body]));
  }

  /** The number of a name. */
  async atom(name: string): Promise<number> {
    const text = Buffer.from(name);
    const length = Buffer.alloc(4);
    length.writeUInt16LE(text.length);
    return (await this.ask(internAtom, Buffer.concat([length, padded(text)]))).readUInt32LE(8);
  }

  onEvent(listener: (event: Buffer) => void): void {
    this.#onEvent = listener;
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(): void {
    while (this.#received.length >= unitLength) {
      const kind = this.#received.readUInt8(0);
      const length = kind === answerKind ? unitLength + this.#received.readUInt32LE(4) * 4 : unitLength;
      if (this.#received.length < length) return;
      const unit = this.#received.subarray(0, length);
      this.#received = this.#received.subarray(length);
      if (kind === answerKind) this.#waiting.shift()?.(unit);
      else if (kind !== errorKind) this.#onEvent(unit);
    }
  }
}

export function numbers(...values: readonly number[]): Buffer {
  const body = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) body.writeUInt32LE(value, index * 4);
  return body;
}

function paddedLength(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(paddedLength(bytes.length) - bytes.length)]);
}

/** Null where there is none: some servers let everybody of this computer in. */
async function readCookie(file: string, display: number): Promise<Buffer | null> {
  try {
    const cookies = cookiesIn(await readFile(file)).filter(({ number }) => number === "" || number === String(display));
    return (cookies.find(({ address }) => address === hostname()) ?? cookies[0])?.data ?? null;
  } catch {
    return null;
  }
}

interface Cookie {
  readonly address: string;
  readonly number: string;
  readonly data: Buffer;
}

/** Entries of a family and four fields with their lengths before them: address, display, name, data. */
function cookiesIn(file: Buffer): readonly Cookie[] {
  const found: Cookie[] = [];
  let at = 0;
  const field = (): Buffer => {
    const length = file.readUInt16BE(at);
    at += 2 + length;
    return file.subarray(at - length, at);
  };
  while (at + 2 < file.length) {
    at += 2;
    const [address, number, name, data] = [field(), field(), field(), field()];
    if (name.toString() === cookieName) found.push({ address: address.toString(), number: number.toString(), data });
  }
  return found;
}
