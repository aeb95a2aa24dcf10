/** What of a key press tells which letter it is. */
export type LetterPress = Pick<KeyboardEvent, "key" | "keyCode">;

const comma = 188;

/**
 * The small letter, or comma, that a press with Ctrl or Cmd means. On a keyboard that writes another script, such as
 * Cyrillic, it is the Latin one of the same key, as in every other program.
 */
export function commandLetter(press: LetterPress): string {
  const written = press.key.toLowerCase();
  if (/^[\p{ASCII}]$/u.test(written)) return written;
  return press.keyCode === comma ? "," : (codeLetter(press)?.toLowerCase() ?? written);
}

/**
 * The large letter that is printed on the key, as the system numbers its keys; null for a key without one. No other
 * property tells: `code` is the key's position, and `key` what is written with the modifiers.
 */
export function codeLetter({ keyCode }: Pick<LetterPress, "keyCode">): string | null {
  return keyCode >= 65 && keyCode <= 90 ? String.fromCodePoint(keyCode) : null;
}
