import { expect, test } from "vitest";
import { observeClocks, sawClockAdvance } from "../../../../scripts/lib/ticking.ts";

test.each([
  { text: "Website 1:02:03 running, today 0:45", clocks: [3723, 45] },
  { text: "no clock, 12 % done, version 1.2.3", clocks: [] },
])("observeClocks($text)", ({ text, clocks }) => {
  expect(observeClocks(text)).toEqual(clocks);
});

test.each([
  { title: "one clock goes forward", before: [10, 20], after: [10, 21], advanced: true },
  { title: "nothing moves", before: [10], after: [10], advanced: false },
  { title: "a clock goes back", before: [10], after: [9], advanced: false },
  { title: "a clock jumps", before: [10], after: [70], advanced: false },
  { title: "another clock appears", before: [], after: [1], advanced: false },
])("sawClockAdvance: $title", ({ before, after, advanced }) => {
  expect(sawClockAdvance(before, after)).toBe(advanced);
});
