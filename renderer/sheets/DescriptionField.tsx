import type { KeyboardEvent, RefObject } from "react";
import { longestDescription } from "../../app/contract/command.ts";
import { logTexts } from "../../app/texts/sheets.ts";
import { descriptionParts } from "../../app/model/hashtags.ts";
import { Field } from "../ui/Field.tsx";

interface DescriptionFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fieldRef?: RefObject<HTMLTextAreaElement | null>;
  readonly problem?: string | null;
}

/** Free text in which hashtags become tags: those are shown beneath as they will be understood. Enter sends the form. */
export function DescriptionField({ value, onChange, fieldRef, problem = null }: DescriptionFieldProps) {
  const tags = uniqueTags(value);
  return (
    <Field
      label={logTexts.description}
      problem={problem}
      announced
      renderControl={(attributes) => (
        <textarea
          {...attributes}
          ref={fieldRef}
          rows={2}
          dir="auto"
          maxLength={longestDescription}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={submitOnEnter}
        />
      )}
    >
      {tags.length > 0 && (
        <ul className="tags" aria-label={logTexts.tags}>
          {tags.map((tag) => (
            <li key={tag} className="tag" dir="auto" title={tag}>
              {tag}
            </li>
          ))}
        </ul>
      )}
    </Field>
  );
}

function uniqueTags(description: string): readonly string[] {
  const tags = descriptionParts(description).filter((part) => part.kind === "tag");
  return [...new Set(tags.map((part) => part.text))];
}

/** A description is one line to the server, however many it is shown on. */
function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
