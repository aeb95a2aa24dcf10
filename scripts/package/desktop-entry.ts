import { productName } from "../../app/texts/product-name.ts";

/** Of the freedesktop.org standard, as far as it is the same in every Linux package. */
export const desktopEntry = {
  Name: productName,
  GenericName: "Time tracker",
  Comment: "Works with Noko time tracking",
  Keywords: "time;timer;tracking;noko;",
  // The first sign of life is an icon in the tray, not a window: a busy cursor would wait in vain.
  StartupNotify: "false",
  SingleMainWindow: "true",
} as const;

export const desktopCategories = "Office;ProjectManagement";
export const synopsis = "A live tray timer";
export const description = "Mirrors the running timers of a Noko account in the tray, live.";

/** The file for a package that installs the program at `executable`. */
export function desktopEntryFile(executable: string): string {
  const entry = {
    ...desktopEntry,
    Type: "Application",
    Exec: `${executable} %U`,
    Icon: "tallylight",
    Terminal: "false",
    Categories: `${desktopCategories};`,
    StartupWMClass: productName,
  };
  const lines = Object.entries(entry).map(([key, value]) => `${key}=${value}`);
  return ["[Desktop Entry]", ...lines, ""].join("\n");
}
