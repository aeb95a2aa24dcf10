import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { errorFields } from "../platform/logger.ts";
import type { Logger } from "../platform/ports.ts";
import { autostartEntry, isSwitchedOff, programOf } from "./autostart-entry.ts";
import type { Preferences } from "./preferences.ts";

/** Whether the desktop starts the app when a person signs in to it. The desktop's own word counts. */
export interface LoginItem {
  isOn(): boolean;
  set(on: boolean): void;
  /** At the start: an entry that was made by an earlier version, under another name, starts this one from now on. */
  renew(): void;
}

/** The part of Electron's `app` that is used. */
export interface LoginItemSettings {
  getLoginItemSettings(): {
    readonly openAtLogin: boolean;
    /** Windows alone: false where it was switched off in the Task Manager, which leaves it in the list. */
    readonly executableWillLaunchAtLogin?: boolean;
  };
  setLoginItemSettings(settings: { readonly openAtLogin: boolean }): void;
}

/** macOS and Windows keep a list of their own. */
export function systemLoginItem(app: LoginItemSettings): LoginItem {
  return {
    isOn() {
      const { openAtLogin, executableWillLaunchAtLogin = true } = app.getLoginItemSettings();
      return openAtLogin && executableWillLaunchAtLogin;
    },
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
    // An installer puts each version where the one before it was.
    renew: () => undefined,
  };
}

export interface AutostartFileOptions {
  /** `XDG_CONFIG_HOME`, or `~/.config`. */
  readonly configDirectory: string;
  /** What to start: the AppImage's own file where there is one, since the program inside moves with every start. */
  readonly executable: string;
}

/** Linux desktops start what lies in a folder. */
export function autostartFile({ configDirectory, executable }: AutostartFileOptions): LoginItem {
  const file = path.join(configDirectory, "autostart", "tallylight.desktop");

  function set(on: boolean): void {
    if (!on) return rmSync(file, { force: true });
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    return writeFileSync(file, autostartEntry(executable));
  }

  /** What the desktop starts; null for nothing. */
  function started(): string | null {
    const entry = readIfPresent(file);
    return entry === null || isSwitchedOff(entry) ? null : programOf(entry);
  }

  return {
    set,
    isOn() {
      const program = started();
      return program !== null && isSameProgram(program, executable);
    },
    renew() {
      const program = started();
      if (program !== null && !isSameProgram(program, executable) && isReplaced(program, executable)) set(true);
    },
  };
}

/** The system's word becomes the setting: it may have been changed there. */
export function adoptLoginItem(loginItem: LoginItem, preferences: Preferences, logger: Logger): void {
  attempt("Starting at login still names an earlier version", () => loginItem.renew());
  attempt("Starting at login was changed elsewhere, and that could not be noted", () => {
    const stored = preferences.get();
    const startAtLogin = loginItem.isOn();
    if (stored.startAtLogin !== startAtLogin) preferences.set({ ...stored, startAtLogin });
  });

  function attempt(failureMessage: string, action: () => void): void {
    try {
      action();
    } catch (error) {
      logger.warn(failureMessage, errorFields(error));
    }
  }
}

/** By its name alone where that is no path: the desktop then looks it up. */
function isSameProgram(program: string, executable: string): boolean {
  if (!path.isAbsolute(program)) return program === path.basename(executable);
  return realPath(program) === realPath(executable);
}

/**
 * Whether `executable` stands in for it: it is gone, or both are AppImages, whose files are named after their versions
 * and lie about. Another installation that is still there is left as it is: only the person knows which one they want.
 */
function isReplaced(program: string, executable: string): boolean {
  if (!path.isAbsolute(program)) return false;
  return !existsSync(program) || (isAppImage(program) && isAppImage(executable));
}

function isAppImage(file: string): boolean {
  return /^tallylight.*\.appimage$/i.test(path.basename(file));
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return path.normalize(file);
  }
}

function readIfPresent(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
