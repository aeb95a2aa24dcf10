export interface DescriptionPart {
  readonly kind: "text" | "tag";
  readonly text: string;
  /** Where it begins in the description: its identity among its siblings. */
  readonly at: number;
}

/** A hash sign that begins a word, and what follows it: `#design`, `#größe`; not `C#`, nor the anchor of an address. */
const hashtag = /(?<=^|[\s([{,;.!?"'“„])#[\p{L}\p{N}_][\p{L}\p{M}\p{N}_:/-]*\*?/gu;

/** Splits a description into plain text and hashtags, in the order of writing; together they are the whole text. */
export function descriptionParts(description: string): readonly DescriptionPart[] {
  const parts: DescriptionPart[] = [];
  let end = 0;
  for (const match of description.matchAll(hashtag)) {
    if (match.index > end) parts.push({ kind: "text", text: description.slice(end, match.index), at: end });
    parts.push({ kind: "tag", text: match[0], at: match.index });
    end = match.index + match[0].length;
  }
  if (end < description.length) parts.push({ kind: "text", text: description.slice(end), at: end });
  return parts;
}
