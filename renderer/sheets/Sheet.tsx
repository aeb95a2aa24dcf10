import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode, RefObject } from "react";
import { windowTexts } from "../../app/texts/window.ts";
import { useFocusAfterSheet } from "../focus/kept-focus.ts";

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  /** Something is written that closing gives up: a press beside the sheet, which may be a slip, then does not close it. */
  readonly written: boolean;
  /** Where the keyboard begins; otherwise at the first control. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** A task of its own above the main screen: traps the focus, closes with Esc, and gives the focus back. */
export function Sheet({ title, onClose, written, initialFocus, children }: SheetProps) {
  useFocusAfterSheet();
  return (
    <Dialog.Root
      open
      disablePointerDismissal={written}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="sheet" data-overlay="" initialFocus={initialFocus}>
          <Dialog.Title className="sheet-title" dir="auto" title={title}>
            {title}
          </Dialog.Title>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface SheetEndProps {
  readonly onCancel: () => void;
  readonly busy: boolean;
  readonly disabled?: boolean;
  /** The verb with its result, such as "Log 1:30". */
  readonly submit: string;
}

/** The last line of a sheet's form. */
export function SheetEnd({ onCancel, busy, disabled = false, submit }: SheetEndProps) {
  return (
    <div className="sheet-end">
      <button type="button" className="button button-plain" onClick={onCancel}>
        {windowTexts.cancel}
      </button>
      <button
        type="submit"
        className="button button-primary"
        aria-busy={busy}
        // Not the attribute: a form answers Enter all the same and says what is missing.
        aria-disabled={busy || disabled}
      >
        {submit}
      </button>
    </div>
  );
}
