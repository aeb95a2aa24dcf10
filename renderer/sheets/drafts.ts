import type { CommandResult } from "../../app/contract/requests.ts";
import type { Timer } from "../../app/model/timer.ts";
import type { View } from "../navigation/view.ts";

export type SheetView = Extract<View, { projectId: number }>;

/** What the user wrote into a sheet; null for a field that was left as it was. */
export interface DraftText {
  readonly time: string | null;
  readonly date: string | null;
  readonly description: string | null;
}

export interface Draft {
  /** The timer as it was when the sheet was opened. */
  readonly opened: Timer;
  readonly text: DraftText;
}

export const untouched: DraftText = { time: null, date: null, description: null };

/** Whether something is written that would be lost. */
export function isTouched(text: DraftText): boolean {
  return Object.values(text).some((value) => value !== null);
}

/** Whether that answer closes the sheet. What was written stays until a question is answered: to leave it leads back to it. */
export function hasDoneItsPart(result: CommandResult | null, text: DraftText): boolean {
  return result?.kind === "done" || (result?.kind === "asked" && !isTouched(text));
}

/**
 * What was written into sheets and neither sent nor given up. A question, a shortcut or the tray menu may take the
 * sheet at any moment: its text is there when the user comes back.
 */
export interface Drafts {
  of(view: SheetView): Draft | undefined;
  keep(view: SheetView, draft: Draft): void;
  drop(view: Pick<SheetView, "projectId"> & { readonly kind: string }): void;
  dropAll(): void;
}

/** `onHeld` is called when there begins to be something to lose, and when there is nothing any more. */
export function createDrafts(onHeld: (held: boolean) => void): Drafts {
  const drafts = new Map<string, Draft>();
  const keyOf = ({ kind, projectId }: Parameters<Drafts["drop"]>[0]): string => `${kind} ${projectId}`;

  function change(doIt: () => void): void {
    const before = drafts.size > 0;
    doIt();
    const after = drafts.size > 0;
    if (before !== after) onHeld(after);
  }

  return {
    of: (view) => drafts.get(keyOf(view)),
    keep: (view, draft) =>
      change(() => {
        if (isTouched(draft.text)) drafts.set(keyOf(view), draft);
        else drafts.delete(keyOf(view));
      }),
    drop: (view) => change(() => drafts.delete(keyOf(view))),
    dropAll: () => change(() => drafts.clear()),
  };
}
