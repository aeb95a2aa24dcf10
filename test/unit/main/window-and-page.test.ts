import { describe, expect, test } from "vitest";
import { contentPolicy, developmentContentPolicy } from "../../../app/page/content-policy.ts";
import { createInstantFormat } from "../../../app/model/instant-format.ts";
import { rendererFile } from "../../../app/page/renderer-files.ts";
import { windowPosition } from "../../../app/model/window-position.ts";

const screen = { x: 0, y: 25, width: 1440, height: 875 };
const size = { width: 380, height: 560 };

describe("window position", () => {
  test.each([
    ["no tray position: the middle", { x: 0, y: 0, width: 0, height: 0 }, { x: 530, y: 183 }],
    ["tray at the top: below it", { x: 1000, y: 0, width: 24, height: 24 }, { x: 822, y: 33 }],
    ["tray at the bottom: above it", { x: 1000, y: 876, width: 24, height: 24 }, { x: 822, y: 308 }],
    ["in the corner: wholly on the screen", { x: 1420, y: 876, width: 16, height: 24 }, { x: 1052, y: 308 }],
  ])("%s", (_name, tray, expected) => expect(windowPosition(tray, screen, size)).toEqual(expected));

  test("on a screen smaller than the window its upper left corner is seen", () => {
    const small = { x: 100, y: 50, width: 300, height: 200 };
    expect(windowPosition({ x: 390, y: 240, width: 10, height: 10 }, small, size)).toEqual({ x: 108, y: 58 });
  });
});

describe("files of the page", () => {
  test.each([
    ["tallylight://app/index.html", "index.html", "text/html; charset=utf-8"],
    ["tallylight://app/assets/index-H0lX2Gix.css", "assets/index-H0lX2Gix.css", "text/css; charset=utf-8"],
    ["tallylight://app/assets/a.js?v=1#x", "assets/a.js", "text/javascript; charset=utf-8"],
  ])("%s", (url, path, contentType) => expect(rendererFile(url)).toEqual({ path, contentType }));

  test.each([
    "tallylight://app",
    "tallylight://app/",
    "tallylight://other/index.html",
    "tallylight://app.example/index.html",
    "file:///etc/passwd",
    "tallylight://app/../package.json",
    "tallylight://app/assets/../../main/index.js",
    "tallylight://app/%2e%2e/main/index.js",
    "tallylight://app/assets//a.js",
    "tallylight://app//etc/passwd.js",
    "tallylight://app/a\\..\\b.js",
    "tallylight://app/.hidden.js",
    "tallylight://app/main/index.cjs",
    "tallylight://app/a.js/..",
    "tallylight://app/a.html\u0000.js",
  ])("%j is not one", (url) => expect(rendererFile(url)).toBeNull());
});

test("the policy allows the page's own files and no connection at all", () => {
  expect(contentPolicy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  );
  const development = developmentContentPolicy("http://localhost:5173/");
  expect(development).toContain("connect-src http://localhost:5173 ws://localhost:5173");
  expect(development).not.toContain("unsafe-eval");
});

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
