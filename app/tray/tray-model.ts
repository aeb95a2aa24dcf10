import type { Command, GuardedCommand } from "../contract/command.ts";
import type { WindowView } from "../contract/requests.ts";
import type { Settings } from "../contract/settings.ts";
import type { Timer } from "../model/timer.ts";

/** Shape = what the timers do; badge = how fresh that is. Neither hides the other. */
export interface TrayIcon {
  /** `unknown`: the account's timers were not read yet. */
  readonly timer: "unknown" | "idle" | "running" | "paused";
  readonly link: "live" | "polling" | "offline";
}

/** A timer as it was when the menu was made: what the person who clicks has seen of it. */
export type ExpectedInMenu = Pick<Timer, "id" | "state" | "anchor" | "description">;

/** What a click does: a verb for the account, or something of the shell's own. */
export type TrayAction =
  | { readonly kind: "command"; readonly command: Exclude<Command, GuardedCommand> }
  /** Sent with what was seen at the moment of the click, so that a change in between is noticed. */
  | { readonly kind: "guarded-command"; readonly command: GuardedCommand; readonly expected: ExpectedInMenu }
  | { readonly kind: "open-window"; readonly view: WindowView }
  | { readonly kind: "toggle-window" }
  /** Of a click on the icon: a window that others cover comes to the front instead. */
  | { readonly kind: "raise-or-hide-window" }
  /** Pauses what runs; where nothing does, resumes what was paused last. */
  | { readonly kind: "pause-or-resume" }
  | { readonly kind: "open-logs" }
  | { readonly kind: "copy-diagnostics" }
  | { readonly kind: "start-demo" }
  | { readonly kind: "sign-out" }
  | { readonly kind: "quit" };

/** Labels are what a person reads: escaping for the platform's menu is the view's business. */
export type TrayMenuItem =
  | { readonly kind: "separator" }
  | { readonly kind: "label"; readonly id: string; readonly label: string }
  | {
      readonly kind: "item";
      readonly id: string;
      readonly label: string;
      readonly enabled: boolean;
      readonly action: TrayAction;
    }
  | { readonly kind: "submenu"; readonly id: string; readonly label: string; readonly items: readonly TrayMenuItem[] };

/** Everything that the tray shows, as a value. */
export interface TrayModel {
  readonly icon: TrayIcon;
  /** Text beside the icon (macOS, and panels of Linux that have room for one); empty for none. */
  readonly title: string;
  readonly tooltip: string;
  readonly menu: readonly TrayMenuItem[];
  /** Milliseconds until anything here changes by time alone; null where nothing does. */
  readonly changesIn: number | null;
}

export type TrayPlatform = "darwin" | "win32" | "linux";

/** What the tray model is computed from, besides the snapshot. */
export interface TrayContext {
  readonly platform: TrayPlatform;
  /** The clock that the timers' anchors refer to, in milliseconds. */
  readonly monotonicNow: number;
  readonly windowVisible: boolean;
  /** Of this app, where one is out; null where none is known. */
  readonly newVersion: string | null;
  readonly settings: Pick<Settings, "favouriteProjects" | "trayTitle" | "dayGoalMinutes">;
  /** An instant for the reader's locale: the time of day, with the day when it is not today. */
  readonly formatInstant: (epochMilliseconds: number) => string;
}
