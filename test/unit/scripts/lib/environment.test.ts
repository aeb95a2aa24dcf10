import { describe, expect, test } from "vitest";
import { extendEnvironment, prependPath } from "../../../../scripts/lib/environment.ts";

describe("extendEnvironment", () => {
  test("changes, adds and removes", () => {
    const environment = { HOME: "/home", DISPLAY: ":0", GONE: undefined, WAYLAND_DISPLAY: "wayland-0" };
    const changes = { DISPLAY: ":9", NEW: "1", WAYLAND_DISPLAY: undefined };
    expect(extendEnvironment(environment, changes, "linux")).toEqual({ HOME: "/home", DISPLAY: ":9", NEW: "1" });
  });

  test.each(["linux", "darwin"] as const)("on %s names differ by case", (platform) => {
    expect(extendEnvironment({ Temp: "a" }, { TEMP: "b" }, platform)).toEqual({ Temp: "a", TEMP: "b" });
  });

  test("on Windows they do not: the spelling that is there stays the only one", () => {
    expect(extendEnvironment({ Temp: "a", tmp: "b" }, { TEMP: "c", TMP: undefined }, "win32")).toEqual({ Temp: "c" });
    expect(extendEnvironment({ Temp: "a", TEMP: "b" }, { TEMP: "c" }, "win32")).toMatchObject({ TEMP: "c" });
  });
});

test.each([
  { platform: "linux", environment: { PATH: "/bin:/sbin" }, extended: { PATH: "/tools:/bin:/sbin" } },
  { platform: "linux", environment: {}, extended: { PATH: "/tools" } },
  { platform: "linux", environment: { PATH: "" }, extended: { PATH: "/tools" } },
  { platform: "win32", environment: { Path: "C:\\Windows" }, extended: { Path: "/tools;C:\\Windows" } },
  { platform: "win32", environment: { PATH: "C:\\Windows" }, extended: { PATH: "/tools;C:\\Windows" } },
  { platform: "win32", environment: {}, extended: { PATH: "/tools" } },
] as const)("prependPath to $environment on $platform", ({ platform, environment, extended }) => {
  expect(prependPath(environment, "/tools", platform)).toEqual(extended);
});
