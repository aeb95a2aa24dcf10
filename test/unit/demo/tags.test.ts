import { expect, it } from "vitest";
import { createAccountEvents } from "../../../app/demo/account-events.ts";
import { railsJson } from "../../../app/demo/rails-json.ts";
import { hashtagsIn, TagBook } from "../../../app/demo/tags.ts";

it.each([
  ["", []],
  ["plain text", []],
  ["#one and #Two, (#three)", ["one", "two", "three"]],
  ["#twice #TWICE", ["twice"]],
  ["C# page.html#top a#b ##c &#38; a/#b", []],
  ["#Zürich #日本 #multi-word #under_score", ["zürich", "日本", "multi-word", "under_score"]],
  ["# alone", []],
])("hashtags in %j: %j", (text, names) => {
  expect(hashtagsIn(text)).toEqual(names);
});

it("keeps one tag per name, whatever its case", () => {
  const tags = new TagBook(createAccountEvents());
  expect(tags.ensure("Lunch", false)).toBe(tags.ensure("lunch"));
  expect(tags.all()).toHaveLength(1);
});

it("escapes JSON as Rails does", () => {
  const text = railsJson({ a: "<b> & \u2028\u2029 ü \"'" });
  expect(text).toBe('{"a":"\\u003cb\\u003e \\u0026 \\u2028\\u2029 ü \\"\'"}');
  expect(JSON.parse(text)).toEqual({ a: "<b> & \u2028\u2029 ü \"'" });
});
