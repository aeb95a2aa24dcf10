import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode, RefObject } from "react";

interface QuestionFrameProps {
  /** Esc: an answer too, or none. */
  readonly onEscape: () => void;
  /** The answer that takes nothing away. */
  readonly initialFocus: RefObject<HTMLElement | null>;
  /** Title, description and answers. */
  readonly children: ReactNode;
}

/** A question above everything, until it is answered: traps the focus, and gives it back. */
export function QuestionFrame({ onEscape, initialFocus, children }: QuestionFrameProps) {
  return (
    <AlertDialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onEscape();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup
          className="sheet sheet-question"
          data-overlay=""
          aria-modal="true"
          initialFocus={initialFocus}
        >
          {children}
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
