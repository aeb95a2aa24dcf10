import { timersTexts } from "../../app/texts/timers.ts";
import { descriptionParts } from "../../app/model/hashtags.ts";

/** A description with its hashtags as chips. Markup is shown as text. */
export function Description({ text }: { readonly text: string }) {
  if (text.trim() === "") return <>{timersTexts.noDescription}</>;
  return descriptionParts(text).map((part) =>
    part.kind === "tag" ? (
      <span key={part.at} className="tag">
        {part.text}
      </span>
    ) : (
      part.text
    ),
  );
}
