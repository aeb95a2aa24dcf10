import { parsePublicUrl } from "./public-url.ts";

/** One label of a host name, as a relay gives them out. */
const anyLabel = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

/**
 * A relay may only announce addresses of its own: `https://*.lhr.life`, where `*` stands for one label, or for
 * exactly `label` where it is known beforehand. Answers the address without a trailing slash, or null where the
 * text is anything else: another scheme, host, port, a user, a path, a query, or a character that a parser would
 * quietly mend.
 */
export function acceptAnnounced(text: string, patterns: readonly string[], label: string | null = null): string | null {
  if (label === "") return null;
  const bare = text.endsWith("/") ? text.slice(0, -1) : text;
  if (!/^[\x21-\x7e]{1,300}$/.test(bare) || parsePublicUrl(bare) !== bare) return null;
  return patterns.some((pattern) => matches(bare, pattern, label)) ? bare : null;
}

/** A pattern that may be set by a person: an address that can be used, with one `*` in it. */
export function isAddressPattern(text: string): boolean {
  const pieces = text.split("*");
  if (pieces.length !== 2) return false;
  const sample = text.replace("*", "sample");
  return parsePublicUrl(sample) === sample && /(?:^https?:\/\/|\/)$/.test(pieces[0] ?? "");
}

function matches(text: string, pattern: string, label: string | null): boolean {
  const pieces = pattern.split("*").map(escaped);
  return new RegExp(`^${pieces.join(label === null ? anyLabel : escaped(label))}$`).test(text);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
