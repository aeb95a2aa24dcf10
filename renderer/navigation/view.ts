import type { WindowView } from "../../app/contract/requests.ts";

/** Where the window is: a screen, or a sheet above the main one. */
export type View = WindowView;

export const mainView: View = { kind: "main" };

/** Whether it is that sheet of that project. */
export function isSheetOf(view: View, sheet: { readonly kind: string; readonly projectId: number }): boolean {
  return "projectId" in view && view.kind === sheet.kind && view.projectId === sheet.projectId;
}

/** What there is with an account alone. */
export function isAboutTimers({ kind }: View): boolean {
  return kind !== "preferences" && kind !== "diagnostics";
}

/** Whether it is the timers, or stands above them: Esc puts the window away there, and leads back from elsewhere. */
export function isAtTimers(view: View): boolean {
  return isAboutTimers(view) && view.kind !== "review" && view.kind !== "day";
}
