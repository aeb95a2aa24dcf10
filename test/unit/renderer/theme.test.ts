import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../../renderer/ui/theme.css", import.meta.url), "utf8");
const colors = [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\);/gu)];
const themes = {
  light: new Map(colors.map(([, name = "", light = ""]) => [name, light])),
  dark: new Map(colors.map(([, name = "", , dark = ""]) => [name, dark])),
};

/** Relative luminance as WCAG 2 defines it. */
function luminance(color: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const text = 4.5;
const mark = 3;

/** Every pair that the stylesheets put on each other. */
const pairs = [
  { on: "bg", color: "ink", least: text },
  { on: "bg", color: "soft", least: text },
  { on: "bg", color: "faint", least: text },
  { on: "bg", color: "lamp-text", least: text },
  { on: "ink", color: "bg", least: text },
  { on: "raised", color: "ink", least: text },
  { on: "raised", color: "soft", least: text },
  { on: "raised", color: "faint", least: text },
  { on: "panel", color: "ink", least: text },
  { on: "panel", color: "soft", least: text },
  { on: "warn-bg", color: "ink", least: text },
  { on: "hit", color: "ink", least: text },
  { on: "bg", color: "lamp", least: mark },
  { on: "bg", color: "ok", least: mark },
  { on: "bg", color: "warn", least: mark },
  { on: "bg", color: "focus", least: mark },
  { on: "raised", color: "focus", least: mark },
  { on: "panel", color: "focus", least: mark },
  { on: "warn-bg", color: "focus", least: mark },
  { on: "bg", color: "control-line", least: mark },
  { on: "panel", color: "ok", least: mark },
  { on: "panel", color: "warn", least: mark },
  { on: "warn-bg", color: "warn", least: mark },
  { on: "ok", color: "bg", least: mark },
] as const;

test("every color has a light and a dark value, so that the theme that is chosen is the system's", () => {
  const declared = [...css.matchAll(/--[\w-]+: (.*);/gu)].map(([, value = ""]) => value);
  expect(declared.length).toBeGreaterThan(10);
  expect(declared.filter((value) => !value.includes("light-dark("))).toEqual([]);
  expect(css).toMatch(/:root \{\s*color-scheme: light dark;/u);
  for (const theme of ["light", "dark"]) {
    expect(css).toMatch(new RegExp(`\\[data-theme="${theme}"\\] \\{\\s*color-scheme: ${theme};`, "u"));
  }
});

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  test.each(pairs)("$color on $on reaches $least:1", ({ on, color, least }) => {
    const [front, back] = [themes[theme].get(color), themes[theme].get(on)];
    if (front === undefined || back === undefined) throw new Error(`theme.css names no --${color} or --${on}`);
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least);
  });
});
