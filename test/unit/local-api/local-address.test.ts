import { describe, expect, it } from "vitest";
import { localAddress } from "../../../app/local-api/local-address.ts";

const linux = {
  platform: "linux",
  environment: { XDG_RUNTIME_DIR: "/run/user/1000", TMPDIR: "/tmp" },
  profile: "/home/ada/.config/Tallylight",
  isDefaultProfile: true,
} as const;

describe("the local address", () => {
  it("lies in the user's own folder for sockets", () => {
    expect(localAddress(linux)).toStrictEqual({
      kind: "socket",
      path: "/run/user/1000/tallylight/tallylight.sock",
      folder: "/run/user/1000/tallylight",
      given: false,
    });
  });

  it("lies in the profile where the system has no such folder, or one that is no path", () => {
    for (const environment of [{}, { XDG_RUNTIME_DIR: "" }, { XDG_RUNTIME_DIR: "run" }]) {
      const address = localAddress({ ...linux, environment });
      expect(address).toMatchObject({ path: "/home/ada/.config/Tallylight/run/tallylight.sock" });
    }
  });

  it("lies in the user's own temporary folder on macOS", () => {
    const environment = { TMPDIR: "/var/folders/ab/T/", XDG_RUNTIME_DIR: "/run/user/1000" };
    const address = localAddress({ ...linux, platform: "darwin", environment });
    expect(address).toMatchObject({ path: "/var/folders/ab/T/app.tallylight/tallylight.sock" });
  });

  it("is another one for each other profile", () => {
    const named = ["/tmp/one", "/tmp/other"].map((profile) =>
      localAddress({ ...linux, profile, isDefaultProfile: false }),
    );
    const paths = named.map((address) => (address.kind === "socket" ? address.path : ""));
    expect(new Set([...paths, "/run/user/1000/tallylight/tallylight.sock"]).size).toBe(3);
    for (const each of paths) expect(each).toMatch(/^\/run\/user\/1000\/tallylight\/[0-9a-f]{12}\.sock$/);
  });

  it("can be given", () => {
    const environment = { ...linux.environment, TALLYLIGHT_SOCKET: "/srv/ada/t.sock" };
    const address = localAddress({ ...linux, environment });
    expect(address).toStrictEqual({ kind: "socket", path: "/srv/ada/t.sock", folder: "/srv/ada", given: true });
  });

  it("is told by a file of the user's on Windows", () => {
    const address = localAddress({
      ...linux,
      platform: "win32",
      environment: { LOCALAPPDATA: String.raw`C:\Users\ada\AppData\Local`, TALLYLIGHT_SOCKET: "/ignored" },
    });
    const announcement = String.raw`C:\Users\ada\AppData\Local\Tallylight\local-api-tallylight.json`;
    expect(address).toStrictEqual({ kind: "pipe", announcement });
  });
});
