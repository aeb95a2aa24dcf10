/** Blank fields are documented to be `null`. */
export function blankAsNull(text: string | null): string | null {
  return text === null || text.trim() === "" ? null : text;
}
