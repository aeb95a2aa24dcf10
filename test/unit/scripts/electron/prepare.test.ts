import path from "node:path";
import { describe, expect, test } from "vitest";
import { hasDisplay, hasSessionBus } from "../../../../scripts/electron/desktop-session.ts";
import { childEnvironment, parseDownloadPolicy, parseFallbackAllowed } from "../../../../scripts/electron/prepare.ts";
import { cacheDirectory } from "../../../../scripts/lib/project.ts";

describe("childEnvironment", () => {
  test("lets the preparation win, finds the project's tools, and never makes Electron a plain Node", () => {
    const merged = childEnvironment(
      { env: { DISPLAY: ":9" } },
      { PATH: "/bin", DISPLAY: ":0", ELECTRON_RUN_AS_NODE: "1", GONE: undefined },
    );
    expect(merged["PATH"]?.split(path.delimiter)).toEqual([expect.stringMatching(/node_modules[\\/]\.bin$/), "/bin"]);
    expect({ ...merged, PATH: "" }).toEqual({ PATH: "", DISPLAY: ":9" });
  });
});

test.each([
  [undefined, "auto"],
  ["", "auto"],
  ["auto", "auto"],
  ["retry", "retry"],
  ["never", "never"],
])("parseDownloadPolicy(%j) is %s", (value, policy) => {
  expect(parseDownloadPolicy(value)).toBe(policy);
});

test("settings that mean nothing are refused with the allowed values", () => {
  expect(() => parseDownloadPolicy("yes")).toThrow(
    'TALLYLIGHT_ELECTRON_DOWNLOAD is "yes", but it may be auto, retry or never',
  );
  expect(() => parseFallbackAllowed("no")).toThrow('TALLYLIGHT_ELECTRON_FALLBACK is "no", but it may be auto or never');
  expect([undefined, "", "auto", "never"].map(parseFallbackAllowed)).toEqual([true, true, true, false]);
});

test.each([
  { environment: {}, display: false, bus: false },
  { environment: { DISPLAY: "", WAYLAND_DISPLAY: "", DBUS_SESSION_BUS_ADDRESS: "" }, display: false, bus: false },
  { environment: { DISPLAY: ":0" }, display: true, bus: false },
  {
    environment: { WAYLAND_DISPLAY: "wayland-0", DBUS_SESSION_BUS_ADDRESS: "unix:path=/run/bus" },
    display: true,
    bus: true,
  },
])("a desktop in $environment", ({ environment, display, bus }) => {
  expect([hasDisplay(environment), hasSessionBus(environment)]).toEqual([display, bus]);
});

test.each([
  { environment: {}, expected: "/home/someone/.cache/tallylight" },
  { environment: { XDG_CACHE_HOME: "/caches" }, expected: "/caches/tallylight" },
  { environment: { XDG_CACHE_HOME: "" }, expected: "/home/someone/.cache/tallylight" },
  { environment: { XDG_CACHE_HOME: "relative" }, expected: "/home/someone/.cache/tallylight" },
])("the cache of $environment", ({ environment, expected }) => {
  expect(cacheDirectory(environment, "/home/someone")).toBe(expected);
});
