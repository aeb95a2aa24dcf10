import type { WindowView } from "../../app/contract/ipc.ts";

/** Where the window is: a screen, or a sheet above the main one. */
export type Place = WindowView;

export const mainPlace: Place = { kind: "main" };

/** Whether it is that sheet of that project. */
export function isSheetOf(place: Place, sheet: { readonly kind: string; readonly projectId: number }): boolean {
  return "projectId" in place && place.kind === sheet.kind && place.projectId === sheet.projectId;
}

/** What there is with an account alone. */
export function isAboutTimers({ kind }: Place): boolean {
  return kind !== "preferences" && kind !== "diagnostics";
}
