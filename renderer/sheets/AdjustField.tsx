import type { RefObject } from "react";
import { assertNever } from "../../app/model/assert-never.ts";
import { adjustTexts } from "../../app/texts/sheets.ts";
import { Field } from "../ui/Field.tsx";
import { useDuration } from "../ui/use-duration.ts";
import type { WrittenAdjustment } from "./adjustment.ts";

interface AdjustFieldProps {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly adjustment: WrittenAdjustment;
  /** It was sent once. */
  readonly asked: boolean;
  readonly onChange: (text: string) => void;
}

/** The new time or the change, with what it would do. */
export function AdjustField({ fieldRef, text, adjustment, asked, onChange }: AdjustFieldProps) {
  const duration = useDuration();
  return (
    <Field
      label={adjustTexts.time}
      problem={problemOf(adjustment, asked)}
      hint={
        adjustment.kind === "change"
          ? adjustTexts.from(duration(adjustment.before), duration(adjustment.after))
          : adjustTexts.hint
      }
      renderControl={(attributes) => (
        <input
          {...attributes}
          ref={fieldRef}
          type="text"
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    />
  );
}

/** Only what can't become right by typing on is called wrong before it was sent. */
function problemOf(adjustment: WrittenAdjustment, asked: boolean): string | null {
  if (adjustment.kind === "change") return null;
  const { problem } = adjustment;
  switch (problem) {
    case "below-zero":
      return adjustTexts.belowZero;
    case "too-long":
      return adjustTexts.tooLong;
    case "same":
      return asked ? adjustTexts.same : null;
    case "empty":
    case "unreadable":
    case "past-sixty":
    case "signed":
      return asked ? adjustTexts.badTime : null;
    default:
      return assertNever(problem, "problem of an adjustment");
  }
}
