import { useState } from "react";
import type { Timer } from "../../app/model/timer.ts";
import { type DraftText, type SheetView, untouched } from "./drafts.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

export interface DraftOfSheet {
  readonly text: DraftText;
  readonly write: (change: Partial<DraftText>) => void;
}

/** The text of a sheet: what was written into it before, if another view replaced it meanwhile. */
export function useDraft(view: SheetView, opened: Timer): DraftOfSheet {
  const { drafts } = useWindowPorts();
  const [text, setText] = useState(() => drafts.of(view)?.text ?? untouched);
  return {
    text,
    write: (change) => {
      const next = { ...text, ...change };
      setText(next);
      drafts.keep(view, { opened, text: next });
    },
  };
}
