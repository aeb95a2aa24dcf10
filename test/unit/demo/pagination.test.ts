import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { paginate } from "../../../app/demo/pagination.ts";

const items = Array.from({ length: 75 }, (_, index) => index);

function page(query: string, count = 75) {
  return paginate(items.slice(0, count), "/v2/things", new URLSearchParams(query), (target) => target);
}

describe("pagination", () => {
  it.each([
    { query: "", first: 0, length: 30, link: "next 2, last 3" },
    { query: "page=2", first: 30, length: 30, link: "next 3, prev 1, first 1, last 3" },
    { query: "page=3", first: 60, length: 15, link: "prev 2, first 1" },
    { query: "page=9", first: undefined, length: 0, link: "prev 3, first 1" },
    { query: "page=0", first: 0, length: 30, link: "next 2, last 3" },
    { query: "page=-1", first: 0, length: 30, link: "next 2, last 3" },
    { query: "page=x", first: 0, length: 30, link: "next 2, last 3" },
    { query: "per_page=1000", first: 0, length: 75, link: "" },
    { query: "per_page=5000", first: 0, length: 75, link: "" },
    { query: "per_page=0", first: 0, length: 30, link: "next 2, last 3" },
    { query: "per_page=50&page=2", first: 50, length: 25, link: "prev 1, first 1" },
  ])("$query", ({ query, first, length, link }) => {
    const { items: shown, link: header } = page(query);
    expect([shown[0], shown.length]).toEqual([first, length]);
    const spoken = [...(header ?? "").matchAll(/[?&]page=(\d+)>; rel="(\w+)"/g)].map(
      (match) => `${match[2]} ${match[1]}`,
    );
    expect(spoken.join(", ")).toBe(link);
  });

  it("keeps the filters in its links, and the token out of them", () => {
    expect(page("name=a%26b&noko_token=secret").link).toBe(
      '</v2/things?name=a%26b&page=2>; rel="next", </v2/things?name=a%26b&page=3>; rel="last"',
    );
  });

  it("has no link where everything fits on one page", () => {
    expect(page("", 30).link).toBeNull();
    expect(page("", 0)).toEqual({ items: [], link: null });
  });

  it("shows every item exactly once over the links, whatever the sizes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 75 }), fc.integer({ min: 1, max: 40 }), (count, size) => {
        const expected: number[] = [];
        let query: string | null = `per_page=${size}`;
        while (query !== null) {
          const { items: shown, link } = page(query, count);
          expected.push(...shown);
          query = /\?([^>]*)>; rel="next"/.exec(link ?? "")?.[1] ?? null;
        }
        expect(expected).toEqual(items.slice(0, count));
      }),
    );
  });
});
