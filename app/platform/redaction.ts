/** Takes secrets out of texts on their way to a log. */
export interface Redaction {
  /** From now on this value, and what it looks like inside a URL, is replaced wherever it turns up. */
  register(secret: string): void;
  redact(text: string): string;
}

const replacement = "[redacted]";
/** Shorter values would tear holes into ordinary words; no real secret is that short. */
const shortestSecret = 6;

/** Remembers secrets for as long as the app runs: one that was signed out of may still be under way to a log. */
export function createRedaction(): Redaction {
  const spellings = new Set<string>();
  return {
    register(secret) {
      for (const value of [secret, ...valuesWithin(secret)]) {
        if (value.length < shortestSecret) continue;
        spellings.add(value);
        spellings.add(encodeURIComponent(value));
        spellings.add(JSON.stringify(value).slice(1, -1));
      }
    },
    redact(text) {
      let clean = text;
      for (const spelling of spellings) clean = clean.replaceAll(spelling, replacement);
      return clean;
    },
  };
}

/** A secret may be kept as JSON, one value per account: each of those is a secret too; the addresses beside them are not. */
function valuesWithin(secret: string): readonly string[] {
  if (!/^[[{]/.test(secret)) return [];
  const values: string[] = [];
  try {
    JSON.parse(secret, (_key, value: unknown) => {
      if (typeof value === "string" && !/^https?:/.test(value)) values.push(value);
      return value;
    });
  } catch {
    return [];
  }
  return values;
}
