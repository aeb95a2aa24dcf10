import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../../../renderer/ui/theme.css", import.meta.url), "utf8");
const [lightCss = "", darkCss = "", chosenDarkCss = ""] = css.split(/@media|:root\[data-theme="dark"\]/u);
const themes = { light: customColors(lightCss), dark: customColors(darkCss) };

function customColors(block: string): ReadonlyMap<string, string> {
  return new Map([...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));
}

function declarations(block: string): readonly string[] {
  return [...block.matchAll(/^\s+([\w-]+: .*;)$/gmu)].map((match) => match[1] ?? "");
}

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

test("dark by choice is dark by the system", () => {
  expect(customColors(chosenDarkCss)).toEqual(themes.dark);
  expect(declarations(chosenDarkCss)).toEqual(declarations(darkCss));
  expect(themes.dark.size).toBeGreaterThan(10);
});

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  test.each(pairs)("$color on $on reaches $least:1", ({ on, color, least }) => {
    const colors = themes[theme];
    const [front, back] = [colors.get(color), colors.get(on)];
    if (front === undefined || back === undefined) throw new Error(`theme.css names no --${color} or --${on}`);
    expect(contrast(front, back)).toBeGreaterThanOrEqual(least);
  });
});
