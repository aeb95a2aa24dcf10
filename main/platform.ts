/** Other systems than the three speak Linux's tray protocol, if any. */
export const platform: "darwin" | "win32" | "linux" =
  process.platform === "darwin" || process.platform === "win32" ? process.platform : "linux";
