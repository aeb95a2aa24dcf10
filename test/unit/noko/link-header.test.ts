import { describe, expect, it } from "vitest";
import { nextLink } from "../../../app/noko/link-header.ts";

describe("the next page in a Link header", () => {
  it.each<[string | null, string | null]>([
    [null, null],
    ["", null],
    ["nonsense", null],
    ['<https://a/v2/x?page=2>; rel="next"', "https://a/v2/x?page=2"],
    [
      '<https://a/v2/x?page=1>; rel="prev", <https://a/v2/x?page=3>; rel="next", <https://a/v2/x?page=9>; rel="last"',
      "https://a/v2/x?page=3",
    ],
    ['<https://a/v2/x?ids=1,2,3&page=2>; rel="next"', "https://a/v2/x?ids=1,2,3&page=2"],
    ["<https://a/v2/x?page=2>;rel=next", "https://a/v2/x?page=2"],
    ['<https://a/v2/x?page=2>; title="a, b; rel=prev"; rel="next"', "https://a/v2/x?page=2"],
    ['<https://a/v2/x?page=2>; REL="Last NEXT"', "https://a/v2/x?page=2"],
    ['</v2/x?page=2>; rel="next"', "/v2/x?page=2"],
    ['<https://a/v2/x?page=2>; rel="nextish"', null],
    ['<https://a/v2/x?page=2>; rel="last"', null],
    ["<https://a/v2/x", null],
  ])("%j is %j", (header, next) => {
    expect(nextLink(header)).toBe(next);
  });

  it("takes no more than a moment over a hostile header", () => {
    expect(nextLink(`<a>${';"'.repeat(20_000)}`)).toBeNull();
    expect(nextLink("<".repeat(20_000))).toBeNull();
  });
});
