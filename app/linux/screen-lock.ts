/**
 * Hears over D-Bus that the screen of a Linux desktop is locked, which Electron does not report there. GNOME, KDE, Xfce,
 * Cinnamon and MATE each announce it on the session bus under a name of their own, and all alike: a signal
 * `ActiveChanged` with one boolean. Some send it twice, under their own name and the common one.
 */
import * as v from "valibot";
import type { Logger } from "../platform/ports.ts";
import { openSessionBus } from "./session-bus.ts";

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

/** Rejects where the bus can't be reached. Returns a function that ends the watch. */
export async function watchScreenLock(options: WatchScreenLockOptions): Promise<() => void> {
  const { busAddress, onLocked, onUnlocked, logger } = options;
  const bus = openSessionBus(busAddress);
  bus.broken.catch(() => logger.warn("The session bus can't be heard, and so neither a locked screen"));
  let locked = false;
  bus.onSignal((message) => {
    const signal = v.safeParse(activeChanged, message);
    if (!signal.success) return;
    const [now] = signal.output.body;
    if (now === locked) return;
    locked = now;
    if (locked) onLocked();
    else onUnlocked();
  });
  try {
    await Promise.all(
      interfaces.map((name) => bus.addMatch(`type='signal',interface='${name}',member='ActiveChanged'`)),
    );
  } catch (error) {
    bus.disconnect();
    throw error;
  }
  return () => bus.disconnect();
}
