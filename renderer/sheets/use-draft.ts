import { useState } from "react";
import type { Timer } from "../../app/model/timer.ts";
import { type DraftText, type SheetPlace, untouched } from "./drafts.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";

export interface DraftOfSheet {
  readonly text: DraftText;
  readonly write: (change: Partial<DraftText>) => void;
}

/** The text of a sheet: what was written into it before, if something took its place meanwhile. */
export function useDraft(place: SheetPlace, opened: Timer): DraftOfSheet {
  const { drafts } = useWindowPorts();
  const [text, setText] = useState(() => drafts.of(place)?.text ?? untouched);
  return {
    text,
    write: (change) => {
      const next = { ...text, ...change };
      setText(next);
      drafts.keep(place, { opened, text: next });
    },
  };
}
