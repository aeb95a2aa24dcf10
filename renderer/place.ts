import type { WindowView } from "../app/contract/ipc.ts";

/** Where the window is: a screen, or a sheet above the main one. */
export type Place = WindowView;

export const mainPlace: Place = { kind: "main" };

/** What there is with an account alone. */
export function isAboutTimers({ kind }: Place): boolean {
  return kind !== "preferences" && kind !== "diagnostics";
}
