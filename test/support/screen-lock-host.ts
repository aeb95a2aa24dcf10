/** The desktop's side of a locked screen, for tests: announces it over the session bus as GNOME, KDE or Xfce do. */
import * as dbus from "@jellybrick/dbus-next";

export interface ScreenLockHost {
  announce(locked: boolean): void;
  close(): void;
}

export async function startScreenLockHost(desktop = "org.gnome.ScreenSaver"): Promise<ScreenLockHost> {
  const bus = dbus.sessionBus();
  await bus.requestName(desktop, dbus.NameFlag.DO_NOT_QUEUE);
  return {
    announce: (locked) =>
      bus.send(dbus.Message.newSignal(`/${desktop.replaceAll(".", "/")}`, desktop, "ActiveChanged", "b", [locked])),
    close: () => bus.disconnect(),
  };
}
