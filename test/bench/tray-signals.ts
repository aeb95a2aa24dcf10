import * as dbus from "@jellybrick/dbus-next";
import { daemonMessage } from "../support/dbus-daemon.ts";

export interface TraySignal {
  readonly at: number;
  readonly member: string;
}

/** Hears every change that any tray icon of the session announces, with the time at which it was heard. */
export interface TraySignals {
  /** Resolves once nothing more has come for `quiet` milliseconds after a first signal; with all since `since`. */
  readonly burst: (since: number, quiet: number) => Promise<readonly TraySignal[]>;
  readonly close: () => void;
}

const patience = 10_000;

export async function openTraySignals(): Promise<TraySignals> {
  const bus = dbus.sessionBus();
  const heard: TraySignal[] = [];
  bus.on("message", (message: dbus.Message) => {
    if (message.type !== dbus.MessageType.SIGNAL || message.interface?.startsWith("org.freedesktop.DBus")) return;
    heard.push({ at: performance.now(), member: message.member ?? "" });
  });
  for (const face of ["org.kde.StatusNotifierItem", "com.canonical.dbusmenu"]) {
    await bus.call(daemonMessage("AddMatch", `type='signal',interface='${face}'`));
  }
  return {
    burst: (since, quiet) => waitForBurst(heard, since, quiet),
    close: () => bus.disconnect(),
  };
}

async function waitForBurst(
  heard: readonly TraySignal[],
  since: number,
  quiet: number,
): Promise<readonly TraySignal[]> {
  const deadline = since + patience;
  for (;;) {
    const last = heard.at(-1);
    const now = performance.now();
    if (last !== undefined && last.at >= since && now - last.at >= quiet) {
      return heard.filter(({ at }) => at >= since);
    }
    if (now > deadline) throw new Error(`No tray icon changed within ${patience} ms.`);
    await new Promise((resolve) => setTimeout(resolve, quiet / 4));
  }
}
