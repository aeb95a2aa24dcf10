import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { descriptionParts } from "../../../app/model/hashtags.ts";

describe("descriptionParts", () => {
  test.each([
    { description: "Draft #design #unbillable", tags: ["#design", "#unbillable"] },
    { description: "#größe, (#café) #日本", tags: ["#größe", "#café", "#日本"] },
    { description: "#تصميم مكالمة", tags: ["#تصميم"] },
    { description: "C# and https://example.com/#anchor", tags: [] },
    { description: "# alone, a#b, ##", tags: [] },
    { description: "", tags: [] },
  ])("$description: $tags", ({ description, tags }) => {
    const found = descriptionParts(description).filter((part) => part.kind === "tag");
    expect(found.map((part) => part.text)).toEqual(tags);
  });

  test("loses nothing", () => {
    const text = fc
      .array(fc.oneof(fc.string(), fc.constant("#tag"), fc.constant(" ")))
      .map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (description) => {
        const parts = descriptionParts(description);
        expect(parts.map((part) => part.text).join("")).toBe(description);
      }),
    );
  });
});
