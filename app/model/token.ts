/** What was pasted as an access token: the token in it, or why there can be none. */
export type PastedToken =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "empty" }
  /** A character that no token can hold, and that is not left out silently since it may stand for another one. */
  | { readonly kind: "foreign-character"; readonly character: string };

/** What comes along with a token from a page, a document, a terminal or a settings file, and never belongs to one. */
const beside = /[\s\p{Cf}\p{Cc}\p{Z}\p{M}"'`\u2018-\u201f\u2032\u2033\u00ab\u00bb\u2039\u203a]/gu;
const headerName = /^(?:x-nokotoken|authorization|bearer|token)[:=]/i;
const foreign = /[^\x21-\x7e]/u;

/**
 * Reads a pasted token: without white space, invisible characters (U+200B, U+2060, U+00AD, …), quotes, backticks, a
 * header's name before it and a separator after it. Full-width letters are read as plain ones.
 */
export function readToken(pasted: string): PastedToken {
  const bare = pasted.normalize("NFKC").replace(beside, "");
  const token = bare.replace(headerName, "").replace(/[,;]+$/, "");
  if (token === "") return { kind: "empty" };
  const character = foreign.exec(token)?.[0];
  return character === undefined ? { kind: "token", token } : { kind: "foreign-character", character };
}
