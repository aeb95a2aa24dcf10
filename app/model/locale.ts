/** The reader's locale: how dates, times and numbers are written. The language of the texts is another thing. */

const posixLocale = /^([a-z]{2,3})(?:_([A-Z]{2}|\d{3}))?(?:\.[^@]*)?(?:@(\w+))?$/;
const scripts: Readonly<Record<string, string>> = { latin: "Latn", cyrillic: "Cyrl", devanagari: "Deva" };

/**
 * How a POSIX environment wants dates written; empty where it says nothing, or only "C". Chromium reads the locale of
 * messages, which is another one wherever the user chose English texts with the formats of their own region.
 */
export function environmentLocale(environment: {
  readonly LC_ALL?: string | undefined;
  readonly LC_TIME?: string | undefined;
  readonly LANG?: string | undefined;
}): string {
  const name = environment.LC_ALL ?? environment.LC_TIME ?? environment.LANG ?? "";
  const [, language, region, modifier = ""] = posixLocale.exec(name) ?? [];
  if (language === undefined) return "";
  return [language, scripts[modifier], region].filter((part) => part !== undefined).join("-");
}

/** A system without a language setting calls its locale "C" or nothing, which `Intl` refuses. */
export function usableLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? "en-US";
  } catch {
    return "en-US";
  }
}
