import { describe, expect, test } from "vitest";
import { contentPolicy, developmentContentPolicy } from "../../../app/page/content-policy.ts";
import { rendererFile } from "../../../app/page/renderer-files.ts";

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
