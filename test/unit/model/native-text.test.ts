import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elide, foreignText, nativeText } from "../../../app/model/native-text.ts";

const noncharacters = [
  ...Array.from({ length: 32 }, (_, index) => 0xfdd0 + index),
  ...Array.from({ length: 17 }, (_, plane) => [plane * 0x10000 + 0xfffe, plane * 0x10000 + 0xffff]).flat(),
];

describe("nativeText", () => {
  test("each of the 66 noncharacters becomes U+FFFD", () => {
    expect(noncharacters).toHaveLength(66);
    for (const code of noncharacters) {
      expect(nativeText(`abc${String.fromCodePoint(code)} def`)).toBe("abc\ufffd def");
    }
  });

  test.each([
    ["a high surrogate alone", "a\ud83d b", "a\ufffd b"],
    ["a low surrogate alone", "a\ude80 b", "a\ufffd b"],
    ["a pair", "a\ud83d\ude80 b", "a🚀 b"],
    ["NUL, which ends a C text", "a\u0000b", "a b"],
    ["escape, carriage return, delete and C1", "a\u001bb\rc\u007fd\u0085e", "a b c d e"],
    ["separators of lines and paragraphs", "a\u2028b\u2029c", "a b c"],
    ["line feed and tab", "a\nb\tc", "a\nb\tc"],
    ["the neighbours of noncharacters", "\ufdcf\ufdf0\ufffd", "\ufdcf\ufdf0\ufffd"],
  ])("%s", (_name, text, expected) => {
    expect(nativeText(text)).toBe(expected);
  });

  test("whatever the text: well-formed, without noncharacters, and unchanged the second time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary-ascii" }), (one, other) => {
        const clean = nativeText(one + other);
        expect(() => encodeURIComponent(clean)).not.toThrow();
        const codes = Array.from(clean, (character) => character.codePointAt(0) ?? 0);
        expect(codes.filter((code) => noncharacters.includes(code))).toEqual([]);
        expect(nativeText(clean)).toBe(clean);
      }),
    );
  });
});

describe("foreignText", () => {
  test.each([
    ["plain", "Gear GmbH", "Gear GmbH"],
    ["several lines", "one\r\n two\u2028three", "one two three"],
    ["Hebrew is set apart", "\u05d0\u05d1", "\u2068\u05d0\u05d1\u2069"],
    ["an override that would turn our words", "\u202eGear", "Gear"],
    ["the end of an isolate that it did not begin", "\u2069\u2069Gear", "Gear"],
    ["isolates and embeddings that it does not end", "\u2066\u2067\u2068\u202a\u202b\u202dGear", "Gear"],
    ["marks of direction stay", "\u200f1\u200e", "\u2068\u200f1\u200e\u2069"],
  ])("%s", (_name, text, expected) => {
    expect(foreignText(text, 40)).toBe(expected);
  });

  test("whatever the text: one line within the limit, and its isolates are balanced", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", "\u05d0", "\u2066", "\u2069", "\u202e", "\n", "\uffff", "🚀"),
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 12 }), (name, limit) => {
        const shown = foreignText(name, limit);
        expect(shown.length).toBeLessThanOrEqual(limit);
        expect(shown).toMatch(/^(?:\u2068[^\u202a-\u202e\u2066-\u2069\n]*\u2069|[^\u202a-\u202e\u2066-\u2069\n]*)$/u);
        expect(() => encodeURIComponent(shown)).not.toThrow();
      }),
    );
  });
});

describe("elide", () => {
  test.each([
    { text: "short", limit: 5, cut: "short" },
    { text: "longer", limit: 5, cut: "long…" },
    { text: "longer", limit: 1, cut: "…" },
    { text: "longer", limit: 0, cut: "" },
    { text: "longer", limit: -3, cut: "" },
    { text: "ab🚀cd", limit: 4, cut: "ab…" },
    { text: "ab🚀cd", limit: 5, cut: "ab🚀…" },
    // A family of three, eight units: whole or not at all.
    { text: "a👨‍👩‍👧bc", limit: 9, cut: "a…" },
    { text: "a👨‍👩‍👧bc", limit: 10, cut: "a👨‍👩‍👧…" },
    // An accent of its own stays on its letter.
    { text: "caf\u0065\u0301s", limit: 5, cut: "caf…" },
    { text: "caf\u0065\u0301s!", limit: 6, cut: "cafe\u0301…" },
    { text: "🇩🇪🇫🇷🇮🇹", limit: 6, cut: "🇩🇪…" },
    { text: "👍🏽👍🏽", limit: 4, cut: "…" },
  ])("$text to $limit: $cut", ({ text, limit, cut }) => {
    expect(elide(text, limit)).toBe(cut);
  });

  test("keeps to the limit and never breaks a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 0, max: 20 }), (text, limit) => {
        const cut = elide(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        // Refuses half of a surrogate pair.
        expect(() => encodeURIComponent(cut)).not.toThrow();
        const graphemes = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
        const kept = cut === text ? text : cut.slice(0, -1);
        const starts = graphemes.map((_, index) => graphemes.slice(0, index).join(""));
        expect([...starts, text]).toContain(kept);
      }),
    );
  });
});
