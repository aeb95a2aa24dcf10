/** A tray of the older kind (XEmbed), for tests: owns the selection by which icons find it, and counts those that dock. */
import { numbers, openX11, type X11Connection } from "../../app/linux/x11-connection.ts";

const createWindow = 1;
const setSelectionOwner = 22;
const sendEvent = 25;
const clientMessage = 33;
const inputOnly = 2;
const structureNotify = 1 << 17;
const requestDock = 0;

/** On the display that the tests run on. */
export async function startX11Tray(): Promise<X11TrayHost> {
  const number = Number(/:(\d+)/.exec(process.env["DISPLAY"] ?? "")?.[1]);
  const connection = await openX11({ number, authorityFile: process.env["XAUTHORITY"] ?? "" });
  const host = new X11TrayHost(connection, await connection.atom("_NET_SYSTEM_TRAY_OPCODE"));
  const selection = await connection.atom("_NET_SYSTEM_TRAY_S0");
  const manager = await connection.atom("MANAGER");
  const window = connection.firstId;
  const geometry = Buffer.alloc(16);
  geometry.writeUInt16LE(1, 4);
  geometry.writeUInt16LE(1, 6);
  geometry.writeUInt16LE(inputOnly, 10);
  connection.send(createWindow, Buffer.concat([numbers(window, connection.root), geometry, numbers(0)]));
  connection.send(setSelectionOwner, numbers(window, selection, 0));
  const message = Buffer.alloc(32);
  message.writeUInt8(clientMessage);
  message.writeUInt8(32, 1);
  message.set(numbers(connection.root, manager, 0, selection, window), 4);
  connection.send(sendEvent, Buffer.concat([numbers(connection.root, structureNotify), message]));
  return host;
}

export class X11TrayHost {
  /** The windows of icons that have asked to be shown. */
  readonly docked: number[] = [];
  readonly #connection: X11Connection;

  constructor(connection: X11Connection, opcode: number) {
    this.#connection = connection;
    connection.onEvent((event) => {
      const isMessage = (event.readUInt8(0) & 0x7f) === clientMessage && event.readUInt32LE(8) === opcode;
      if (isMessage && event.readUInt32LE(16) === requestDock) this.docked.push(event.readUInt32LE(20));
    });
  }

  close(): void {
    this.#connection.close();
  }
}
