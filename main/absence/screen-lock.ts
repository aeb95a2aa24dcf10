/**
 * Hears over D-Bus that the screen of a Linux desktop is locked, which Electron does not tell there. GNOME, KDE, Xfce,
 * Cinnamon and MATE each announce it on the session bus under a name of their own, and all in the same way: a signal
 * `ActiveChanged` with one boolean. Some send it twice, under their own name and the common one.
 */
import type { EventEmitter } from "node:events";
import * as dbus from "@jellybrick/dbus-next";
import * as v from "valibot";
import type { Logger } from "../../app/ports.ts";

const interfaces = [
  "org.freedesktop.ScreenSaver",
  "org.gnome.ScreenSaver",
  "org.cinnamon.ScreenSaver",
  "org.mate.ScreenSaver",
  "org.xfce.ScreenSaver",
] as const;

const activeChanged = v.object({
  interface: v.picklist(interfaces),
  member: v.literal("ActiveChanged"),
  body: v.tuple([v.boolean()]),
});

export interface WatchScreenLockOptions {
  readonly busAddress: string;
  readonly onLocked: () => void;
  readonly onUnlocked: () => void;
  readonly logger: Logger;
}

/** Rejects where the bus can't be reached. Answers what ends the watch. */
export async function watchScreenLock(options: WatchScreenLockOptions): Promise<() => void> {
  const { busAddress, onLocked, onUnlocked, logger } = options;
  const bus = dbus.sessionBus({ busAddress });
  const broken = untilBroken(bus);
  broken.catch(() => logger.warn("The session bus can't be heard, and so neither a locked screen"));
  let locked = false;
  bus.on("message", (message: unknown) => {
    const signal = v.safeParse(activeChanged, message);
    if (!signal.success) return;
    const [now] = signal.output.body;
    if (now === locked) return;
    locked = now;
    if (locked) onLocked();
    else onUnlocked();
  });
  try {
    await Promise.race([broken, Promise.all(interfaces.map((name) => addMatch(bus, name)))]);
  } catch (error) {
    bus.disconnect();
    throw error;
  }
  return () => bus.disconnect();
}

/** Rejects when the connection breaks. An `error` that nobody listens to would end the app; the library's types leave it out. */
function untilBroken(bus: EventEmitter): Promise<never> {
  return new Promise((_resolve, reject) => bus.on("error", reject));
}

async function addMatch(bus: dbus.MessageBus, name: string): Promise<void> {
  await bus.call(
    new dbus.Message({
      destination: "org.freedesktop.DBus",
      path: "/org/freedesktop/DBus",
      interface: "org.freedesktop.DBus",
      member: "AddMatch",
      signature: "s",
      body: [`type='signal',interface='${name}',member='ActiveChanged'`],
    }),
  );
}
