import { describe, expect, test } from "vitest";
import { environmentLocale, usableLocale } from "../../../app/model/locale.ts";

describe("the environment's locale for dates", () => {
  test.each([
    [{ LANG: "de_AT.UTF-8" }, "de-AT"],
    // English texts with the formats of another region, as desktops let people choose.
    [{ LANG: "en_US.UTF-8", LC_TIME: "de_DE.UTF-8" }, "de-DE"],
    [{ LANG: "en_US.UTF-8", LC_TIME: "de_DE.UTF-8", LC_ALL: "fr_CH.UTF-8" }, "fr-CH"],
    [{ LANG: "de_DE@euro" }, "de-DE"],
    [{ LANG: "sr_RS.UTF-8@latin" }, "sr-Latn-RS"],
    [{ LANG: "sr_RS@cyrillic" }, "sr-Cyrl-RS"],
    [{ LANG: "eo" }, "eo"],
    [{ LANG: "de_DE.UTF-8", LC_TIME: "C.UTF-8" }, ""],
    [{ LC_ALL: "POSIX" }, ""],
    [{ LANG: "../etc" }, ""],
    [{}, ""],
  ])("of %j is %j", (environment, locale) => expect(environmentLocale(environment)).toBe(locale));
});

test.each([
  ["de-AT", "de-AT"],
  ["C", "en-US"],
  ["", "en-US"],
  ["xx-nonsense!", "en-US"],
])("%j is usable as %j", (locale, usable) => expect(usableLocale(locale)).toBe(usable));
