import { describe, expect, test } from "vitest";
import { decodeConfiguration } from "../../../main/config.ts";

function decode(
  environment: Readonly<Record<string, string | undefined>>,
  commandLine: readonly string[] = [],
  packaged = false,
  executable = "/opt/Tallylight/tallylight",
) {
  return decodeConfiguration({ environment, commandLine, packaged, executable });
}

describe("configuration from outside", () => {
  test("nothing set", () => {
    expect(decode({})).toEqual({
      kind: "valid",
      configuration: {
        application: { apiUrl: "https://api.nokotime.com/v2", token: null, relay: null, programEnvironment: {} },
        demo: false,
        show: false,
        atLogin: false,
        developmentUrl: null,
        caCertificatesFile: null,
        desktop: "",
        wayland: false,
        appImage: "",
        sessionBus: "",
        waylandSocket: "",
        x11Display: null,
        environmentLocale: "",
        localApi: null,
        localApiEnvironment: {},
      },
    });
  });

  test("everything set", () => {
    const environment = {
      TALLYLIGHT_API_URL: "http://127.0.0.1:4000/v2/",
      TALLYLIGHT_TOKEN: " abc123 ",
      TALLYLIGHT_PUBLIC_URL: "https://relay.example/hooks/",
      TALLYLIGHT_LISTEN_PORT: "8123",
      ELECTRON_RENDERER_URL: "http://localhost:5173",
      SSL_CERT_FILE: "/etc/ssl/office.pem",
      XDG_CURRENT_DESKTOP: "ubuntu:GNOME",
    };
    expect(decode(environment, ["electron", ".", "--demo", "--show", "--at-login", "--user-data-dir=/tmp/x"])).toEqual({
      kind: "valid",
      configuration: {
        application: {
          apiUrl: "http://127.0.0.1:4000/v2",
          token: "abc123",
          relay: { kind: "fixed-url", publicUrl: "https://relay.example/hooks", listenPort: 8123 },
          programEnvironment: {
            ELECTRON_RENDERER_URL: "http://localhost:5173",
            SSL_CERT_FILE: "/etc/ssl/office.pem",
            XDG_CURRENT_DESKTOP: "ubuntu:GNOME",
          },
        },
        demo: true,
        show: true,
        atLogin: true,
        developmentUrl: "http://localhost:5173",
        caCertificatesFile: "/etc/ssl/office.pem",
        desktop: "ubuntu:GNOME",
        wayland: false,
        appImage: "",
        sessionBus: "",
        waylandSocket: "",
        x11Display: null,
        environmentLocale: "",
        localApi: null,
        localApiEnvironment: {},
      },
    });
  });

  test("programs of this computer", () => {
    const given = decode({
      TALLYLIGHT_LOCAL_API: "act",
      TALLYLIGHT_SOCKET: "/srv/t.sock",
      XDG_RUNTIME_DIR: "/run/user/7",
    });
    expect(given.kind === "valid" && given.configuration).toMatchObject({
      localApi: "act",
      localApiEnvironment: { TALLYLIGHT_SOCKET: "/srv/t.sock", XDG_RUNTIME_DIR: "/run/user/7" },
    });
    for (const bad of [{ TALLYLIGHT_LOCAL_API: "on" }, { TALLYLIGHT_SOCKET: "t.sock" }]) {
      const [name = ""] = Object.keys(bad);
      expect(decode(bad)).toEqual({ kind: "invalid", sentence: expect.stringContaining(name) });
    }
  });

  test.each([
    [
      { DISPLAY: ":0", HOME: "/home/ada" },
      { number: 0, authorityFile: "/home/ada/.Xauthority" },
    ],
    [
      { DISPLAY: "unix:12.0", XAUTHORITY: "/run/x" },
      { number: 12, authorityFile: "/run/x" },
    ],
    // Its icon would be on another screen than the first, or on another computer.
    [{ DISPLAY: ":0.1" }, null],
    [{ DISPLAY: "desk.example:0" }, null],
    [{ DISPLAY: ":0", XDG_SESSION_TYPE: "wayland" }, null],
  ])("%j has its display of the X Window System at %j", (environment, x11Display) => {
    expect(decode(environment)).toMatchObject({ configuration: { x11Display } });
  });

  test.each([
    ["/tmp/.mount_TallyX/tallylight", "/home/ada/Tallylight.AppImage"],
    // Whatever is started by a program in an AppImage, such as a terminal in an editor, inherits what names that one.
    ["/opt/Tallylight/tallylight", ""],
    ["/tmp/.mount_TallyXY/tallylight", ""],
  ])("run as %s from within an AppImage, its own one is %j", (executable, appImage) => {
    const environment = { APPIMAGE: "/home/ada/Tallylight.AppImage", APPDIR: "/tmp/.mount_TallyX" };
    expect(decode(environment, [], true, executable)).toMatchObject({ configuration: { appImage } });
  });

  test.each([
    [{ XDG_SESSION_TYPE: "wayland" }, true],
    [{ XDG_SESSION_TYPE: "x11", WAYLAND_DISPLAY: "wayland-0" }, false],
    [{ WAYLAND_DISPLAY: "wayland-0" }, true],
    [{ DISPLAY: ":0" }, false],
  ])("%j is Wayland: %s", (environment, wayland) => {
    expect(decode(environment)).toMatchObject({ configuration: { wayland } });
  });

  test.each([
    [
      { DBUS_SESSION_BUS_ADDRESS: "unix:path=/tmp/bus,guid=1", XDG_RUNTIME_DIR: "/run/user/7" },
      "unix:path=/tmp/bus,guid=1",
    ],
    [{ XDG_RUNTIME_DIR: "/run/user/7" }, "unix:path=/run/user/7/bus"],
    [{}, ""],
  ])("%j has its session bus at %j", (environment, sessionBus) => {
    expect(decode(environment)).toMatchObject({ configuration: { sessionBus } });
  });

  test.each([
    [{}, ""],
    [{ XDG_RUNTIME_DIR: "/run/user/1000" }, ""],
    [{ WAYLAND_DISPLAY: "wayland-1", XDG_RUNTIME_DIR: "/run/user/1000" }, "/run/user/1000/wayland-1"],
    [{ WAYLAND_DISPLAY: "/tmp/own" }, "/tmp/own"],
    [{ WAYLAND_DISPLAY: "wayland-1" }, ""],
  ])("%j has its compositor at %j", (environment, waylandSocket) => {
    expect(decode(environment)).toMatchObject({ configuration: { waylandSocket } });
  });

  test.each(["", "   "])("%j means not set", (value) => {
    const empty = {
      TALLYLIGHT_API_URL: value,
      TALLYLIGHT_TOKEN: value,
      TALLYLIGHT_PUBLIC_URL: value,
      TALLYLIGHT_LISTEN_PORT: value,
      TALLYLIGHT_RELAY: value,
    };
    expect(decode(empty)).toEqual(decode({}));
  });

  test.each(["https://api.nokotime.com/v2", "http://localhost:1/v2", "http://[::1]:1/v2", "https://noko.example"])(
    "TALLYLIGHT_API_URL=%s is accepted",
    (value) => expect(decode({ TALLYLIGHT_API_URL: value })).toMatchObject({ kind: "valid" }),
  );

  const refused: readonly (readonly [name: string, values: readonly string[]])[] = [
    [
      "TALLYLIGHT_API_URL",
      [
        "api.nokotime.com/v2",
        "http://api.nokotime.com/v2",
        "http://127.0.0.2/v2",
        "http://localhost.example/v2",
        "ftp://api.nokotime.com",
        "https://user:secret-word@api.nokotime.com/v2",
        "https://api.nokotime.com/v2?x=1",
        "https://api.nokotime.com/v2#x",
        "https://",
        "https:///v2",
        "javascript:alert(1)",
      ],
    ],
    ["TALLYLIGHT_TOKEN", ["two words", "tab\tinside", "ümlaut", "x".repeat(1001)]],
    [
      "TALLYLIGHT_PUBLIC_URL",
      ["relay.example", "http://relay.example", "https://relay.example/?a", "wss://relay.example"],
    ],
    ["TALLYLIGHT_LISTEN_PORT", ["0", "-1", "65536", "99999", "80.5", "0x50", "1e3", "http", "080"]],
  ];
  test.each(refused.flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
    "%s=%j stops the start with one sentence that names it and hides the value",
    (name, value) => {
      const both = { TALLYLIGHT_PUBLIC_URL: "https://relay.example", TALLYLIGHT_LISTEN_PORT: "8123", [name]: value };
      const result = decode(name === "TALLYLIGHT_API_URL" || name === "TALLYLIGHT_TOKEN" ? { [name]: value } : both);
      if (result.kind === "valid") throw new Error("It was accepted.");
      expect(result.sentence).toMatch(new RegExp(`^${name} [^.]*\\.$`));
      expect(result.sentence).not.toContain(value);
    },
  );

  test("public URL and port need each other", () => {
    expect(decode({ TALLYLIGHT_PUBLIC_URL: "https://relay.example" })).toEqual({
      kind: "invalid",
      sentence: expect.stringMatching(/^TALLYLIGHT_PUBLIC_URL needs TALLYLIGHT_LISTEN_PORT /),
    });
    expect(decode({ TALLYLIGHT_LISTEN_PORT: "8123" })).toEqual({
      kind: "invalid",
      sentence: expect.stringMatching(
        /^TALLYLIGHT_LISTEN_PORT needs an https address beside it, in TALLYLIGHT_PUBLIC_URL /,
      ),
    });
  });

  test("a desktop that Electron has renamed is known by its own name", () => {
    const renamed = { XDG_CURRENT_DESKTOP: "Unity", ORIGINAL_XDG_CURRENT_DESKTOP: "ubuntu:GNOME" };
    expect(decode(renamed)).toMatchObject({ configuration: { desktop: "ubuntu:GNOME" } });
    const nameless = { ORIGINAL_XDG_CURRENT_DESKTOP: "undefined" };
    expect(decode(nameless)).toMatchObject({ configuration: { desktop: "" } });
  });

  test.each(["--demo=yes", "--show=1", "--at-login=yes"])("%s is refused", (flag) => {
    expect(decode({}, [flag])).toEqual({
      kind: "invalid",
      sentence: expect.stringContaining(flag.split("=")[0] ?? ""),
    });
  });

  test("a packaged app never takes its page from a server; others only from this computer", () => {
    const local = { ELECTRON_RENDERER_URL: "http://localhost:5173" };
    expect(decode(local, [], true)).toMatchObject({ configuration: { developmentUrl: null } });
    expect(decode({ ELECTRON_RENDERER_URL: "http://[::1]:5173/" })).toMatchObject({
      configuration: { developmentUrl: "http://[::1]:5173/" },
    });
  });

  test.each([
    "http://example.com:5173",
    "http://localhost.example.com",
    "http://localhost:5173@example.com",
    "http://localhost:5173/elsewhere",
    "http://127.0.0.1:5173.example.com",
    "https://localhost:5173",
    "file:///http://localhost:5173",
  ])("nor from %s", (url) => {
    expect(decode({ ELECTRON_RENDERER_URL: url })).toMatchObject({ configuration: { developmentUrl: null } });
  });

  test("no environment names the CA certificates of a packaged app", () => {
    const environment = { SSL_CERT_FILE: "/home/anna/ca.pem" };
    expect(decode(environment)).toMatchObject({ configuration: { caCertificatesFile: "/home/anna/ca.pem" } });
    expect(decode(environment, [], true)).toMatchObject({ configuration: { caCertificatesFile: null } });
  });
});
