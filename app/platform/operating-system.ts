/**
 * By which Windows knows this app: the installer writes it into the Start menu's entry (`appId` in electron-builder.yml),
 * and notifications of a program that does not call itself the same are shown under another name, or not at all.
 */
export const applicationId = "app.tallylight.desktop";

/** Other systems than the three speak Linux's tray protocol, if any. */
export const platform: "darwin" | "win32" | "linux" =
  process.platform === "darwin" || process.platform === "win32" ? process.platform : "linux";
