import type { InputReport } from "../contract/application.ts";
import type { Capabilities } from "../contract/settings.ts";
import { isGnome } from "../linux/desktop.ts";
import type { PanelState } from "../linux/panel-monitor.ts";

export interface Surroundings {
  readonly platform: Capabilities["platform"];
  /** A Wayland session, also where this app itself runs through its X11 part. */
  readonly wayland: boolean;
  readonly packaged: boolean;
  /** Another program or person takes care that this computer is reachable. */
  readonly relayGiven: boolean;
  /** Somebody else says what other programs may do here. */
  readonly programsGiven: boolean;
  /** Where the desktop's session bus listens; empty where there is none. */
  readonly sessionBus: string;
  /** The names of the Linux desktop; empty elsewhere. */
  readonly desktop: string;
  readonly panel: PanelState;
  readonly secrets: Capabilities["secrets"];
  /** Whether anything tells that nobody uses the computer. */
  readonly input: InputReport["state"];
}

/** What works here; for what does not, the reason. */
export function capabilitiesOf(surroundings: Surroundings): Capabilities {
  const { platform, wayland, packaged, relayGiven, programsGiven, sessionBus, secrets } = surroundings;
  return {
    platform,
    // On Wayland a program hears only the keys that are meant for it.
    globalShortcuts: wayland ? "wayland-session" : null,
    trayIcon: surroundings.panel === "none" ? whyNoPanel(surroundings.desktop) : null,
    trayTitle: platform === "win32" ? "no-tray-title" : null,
    // What would be started is then Electron itself.
    startAtLogin: packaged ? null : "not-packaged",
    programsChoice: programsGiven ? "given-from-outside" : null,
    relayChoice: relayGiven ? "given-from-outside" : null,
    lockSignal: platform === "linux" && sessionBus === "" ? "no-session-bus" : null,
    idleSource: surroundings.input === "none" ? "no-idle-source" : null,
    secrets,
  };
}

/** GNOME has no place for tray icons unless an extension makes one. */
function whyNoPanel(desktop: string): Capabilities["trayIcon"] {
  return isGnome(desktop) ? "no-panel-gnome" : "no-panel";
}
