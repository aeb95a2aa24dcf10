import { net, powerMonitor } from "electron";
import type { Application } from "../../app/contract/application.ts";
import type { CancelTimeout, Clock } from "../../app/platform/ports.ts";

const networkCheckMilliseconds = 3_000;

/**
 * Reports to the application when the person leaves the computer or is back, and when the machine may have missed
 * something. Some Linux desktops announce none of it.
 */
export function watchPower(application: Pick<Application, "wake" | "leave">): void {
  powerMonitor.on("suspend", () => void application.leave("sleep"));
  powerMonitor.on("resume", () => application.wake("resume"));
  powerMonitor.on("lock-screen", () => void application.leave("lock"));
  powerMonitor.on("unlock-screen", () => application.wake("unlock"));
  // Another user is at the computer: for this person's timers, the same as a locked screen (macOS).
  powerMonitor.on("user-did-resign-active", () => void application.leave("lock"));
  powerMonitor.on("user-did-become-active", () => application.wake("unlock"));
}

/**
 * The main process gets no event when the network returns, so it asks: only while the account can't be reached,
 * so that a healthy app stays idle.
 */
export function watchNetwork(application: Pick<Application, "wake" | "onSnapshot" | "snapshot">, clock: Clock): void {
  let cancel: CancelTimeout | null = null;
  let wasOnline = true;

  function check(): void {
    const online = net.isOnline();
    if (online && !wasOnline) application.wake("network");
    wasOnline = online;
    cancel = clock.setTimeout(check, networkCheckMilliseconds);
  }

  application.onSnapshot(({ link }) => {
    const offline = link.state === "offline";
    if (offline && cancel === null) {
      check();
    } else if (!offline && cancel !== null) {
      cancel();
      cancel = null;
      wasOnline = true;
    }
  });
}
