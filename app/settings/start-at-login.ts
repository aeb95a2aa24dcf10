import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { productName } from "../texts/product-name.ts";

/** Whether the desktop starts the app when somebody signs in to it. The desktop's own word counts. */
export interface LoginItem {
  isOn(): boolean;
  set(on: boolean): void;
}

/** By this the app knows that nobody started it by hand. */
export const atLoginFlag = "--at-login";

/** The part of Electron's `app` that is used. */
export interface LoginItemSettings {
  getLoginItemSettings(): {
    readonly openAtLogin: boolean;
    /** Windows alone: false where somebody switched it off in the Task Manager, which leaves it in the list. */
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
  const set = (on: boolean): void => {
    if (!on) return rmSync(file, { force: true });
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    return writeFileSync(file, autostartEntry(executable));
  };
  const isOn = (): boolean => {
    const text = readIfThere(file);
    // Desktops switch an entry off by adding one of these.
    return text !== null && !/^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(text);
  };
  return { isOn, set };
}

export function autostartEntry(executable: string): string {
  return [
    "[Desktop Entry]",
    "Type=Application",
    `Name=${productName}`,
    `Exec=${quoteForExec(executable)} ${atLoginFlag}`,
    "Terminal=false",
    "X-GNOME-Autostart-enabled=true",
    "",
  ].join("\n");
}

/**
 * The Desktop Entry Specification quotes twice: as an argument (backslash before `"`, backquote, `$` and backslash;
 * `%` doubled, or it would be a field code), and then as a string value, where each backslash is doubled again.
 */
function quoteForExec(executable: string): string {
  const argument = `"${executable.replace(/["`$\\]/g, "\\$&").replaceAll("%", "%%")}"`;
  return argument.replaceAll("\\", "\\\\");
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
