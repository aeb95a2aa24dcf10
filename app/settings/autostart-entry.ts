/** The desktop entry that starts the app when a person signs in to a Linux desktop: written, and read back. Pure. */
import { productName } from "../texts/product-name.ts";

/** By this the app knows that nobody started it by hand. */
export const atLoginFlag = "--at-login";

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

/** Desktops switch an entry off by adding one of these. */
export function isSwitchedOff(entry: string): boolean {
  return /^(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/im.test(entry);
}

/** What an entry starts, as a path or a name; null where it says nothing that can be read. */
export function programOf(entry: string): string | null {
  const command = /^Exec\s*=[^\S\n]*(.*)$/m.exec(entry)?.[1];
  if (command === undefined) return null;
  const words = splitExec(command.replaceAll(/\\([\\snrt])/g, (_, letter: string) => escapes[letter] ?? letter));
  // People put variables in front.
  return words.find((word) => word !== "env" && !/^[A-Za-z_]\w*=/.test(word)) ?? null;
}

const escapes: Readonly<Record<string, string>> = { s: " ", n: "\n", r: "\r", t: "\t" };

function splitExec(command: string): readonly string[] {
  const words = command.match(/"(?:[^"\\]|\\.)*"|[^\s"]+/g) ?? [];
  return words.map((word) =>
    (word.startsWith('"') ? word.slice(1, -1).replaceAll(/\\(.)/g, "$1") : word).replaceAll("%%", "%"),
  );
}

/**
 * The Desktop Entry Specification quotes twice: as an argument (backslash before `"`, backquote, `$` and backslash;
 * `%` doubled, or it would be a field code), and then as a string value, where each backslash is doubled again.
 */
function quoteForExec(executable: string): string {
  const argument = `"${executable.replace(/["`$\\]/g, "\\$&").replaceAll("%", "%%")}"`;
  return argument.replaceAll("\\", "\\\\");
}
