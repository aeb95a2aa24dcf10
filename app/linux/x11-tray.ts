/**
 * The older kind of tray, in which programs of the X Window System dock windows of their own: i3bar, tint2, LXPanel and
 * others have no other. Electron makes such an icon where no panel of today's kind is there.
 * https://specifications.freedesktop.org/systemtray-spec/
 */
import { numbers, openX11, type X11Connection, type X11Display } from "./x11-connection.ts";

const changeWindowAttributes = 2;
const getSelectionOwner = 23;
const eventMask = 1 << 11;
const structureNotify = 1 << 17;
const clientMessage = 33;

export interface X11Tray {
  isThere(): Promise<boolean>;
  /** Calls back whenever one has come. */
  onCome(listener: () => void): void;
  close(): void;
}

/** Null where there is no such display, or it refuses us. */
export async function watchX11Tray(display: X11Display): Promise<X11Tray | null> {
  try {
    return await watchOn(await openX11(display));
  } catch {
    return null;
  }
}

async function watchOn(connection: X11Connection): Promise<X11Tray> {
  const selection = await connection.atom("_NET_SYSTEM_TRAY_S0");
  const manager = await connection.atom("MANAGER");
  return {
    isThere: async () => (await connection.ask(getSelectionOwner, numbers(selection))).readUInt32LE(8) !== 0,
    onCome(listener) {
      connection.onEvent((event) => {
        // An event of another client than the server has the highest bit set.
        const isMessage = (event.readUInt8(0) & 0x7f) === clientMessage;
        if (isMessage && event.readUInt32LE(8) === manager && event.readUInt32LE(16) === selection) listener();
      });
      connection.send(changeWindowAttributes, numbers(connection.root, eventMask, structureNotify));
    },
    close: () => connection.close(),
  };
}
