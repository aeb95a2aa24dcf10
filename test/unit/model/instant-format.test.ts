import { describe, expect, test } from "vitest";
import { createInstantFormat } from "../../../app/model/instant-format.ts";

describe("instants", () => {
  const noon = new Date(2025, 10, 23, 12, 5).getTime();
  // Which kind of space stands before "PM" depends on the version of the language data.
  test.each([
    ["de-DE", noon, /^12:05$/],
    ["en-US", noon, /^12:05\sPM$/],
    ["de-DE", noon - 86_400_000, /^22\. Nov\.,? 12:05$/],
    ["C", noon, /^12:05\sPM$/],
    ["", noon, /^12:05\sPM$/],
    ["C.UTF-8", noon, /^12:05\sPM$/],
  ])("%j", (locale, at, expected) => expect(createInstantFormat(locale)(at, noon)).toMatch(expected));
});
