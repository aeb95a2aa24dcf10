/** `TALLYLIGHT_RELAY`, from the environment to a choice: to the last character, or one sentence. */
import { describe, expect, it } from "vitest";
import { configurationTexts } from "../../../app/texts/startup.ts";
import { srvUs } from "../../../app/relay/registry.ts";
import { decodeConfiguration } from "../../../main/config.ts";

const texts = configurationTexts;

function decode(environment: Readonly<Record<string, string>>) {
  const decoded = decodeConfiguration({ environment, commandLine: [], packaged: false, executable: "" });
  return decoded.kind === "valid" ? decoded.configuration.application.relay : decoded.sentence;
}

function relay(value: string, more: Readonly<Record<string, string>> = {}) {
  return decode({ TALLYLIGHT_RELAY: value, ...more });
}

describe("TALLYLIGHT_RELAY", () => {
  it("not set: nobody said", () => {
    expect(decode({})).toBeNull();
    expect(relay("  ")).toBeNull();
  });

  it("one of the registry, by its name", () => {
    expect(relay("srv.us")).toEqual({ kind: "srv.us" });
  });

  it("fixed: with the port beside it", () => {
    expect(relay("fixed:https://relay.example/in/", { TALLYLIGHT_LISTEN_PORT: "8123" })).toEqual({
      kind: "fixed-url",
      publicUrl: "https://relay.example/in",
      listenPort: 8_123,
    });
    expect(relay("fixed:http://127.0.0.1:8123", { TALLYLIGHT_LISTEN_PORT: "8123" })).toMatchObject({
      kind: "fixed-url",
    });
  });

  it("an own server: port, name, key, and the address that is known", () => {
    expect(relay("ssh://me@my.example:2222?remote=8080&url=https://hooks.my.example&key=/home/me/.ssh/id")).toEqual({
      kind: "own-server",
      server: {
        name: "own-server",
        host: "my.example",
        port: 2_222,
        user: "me",
        authentication: { kind: "key-file", path: "/home/me/.ssh/id" },
        trust: { kind: "first-use" },
        remote: { kind: "port", address: "localhost", port: 8_080 },
        session: { kind: "none" },
        address: { kind: "fixed", publicUrl: "https://hooks.my.example" },
      },
    });
  });

  it.each([
    ["remote=name:80", { remote: { kind: "port", address: "name", port: 80 } }],
    ["remote=/run/tally.sock", { remote: { kind: "socket", path: "/run/tally.sock" } }],
    ["remote=80", { port: 22, authentication: { kind: "install-key" } }],
    ["remote=tally:80&key=none", { authentication: { kind: "none-or-install-key" } }],
    ["remote=80&key=agent", { authentication: { kind: "agent", socket: "/run/agent" } }],
    [
      `remote=80&hostkey=SHA256:${"a+/".repeat(14)}A`,
      { trust: { kind: "published", fingerprints: [`SHA256:${"a+/".repeat(14)}A`] } },
    ],
  ])("an own server with %s", (rest, expected) => {
    const chosen = relay(`ssh://me@my.example?url=https://hooks.my.example&${rest}`, { SSH_AUTH_SOCK: "/run/agent" });
    expect(chosen).toMatchObject({ kind: "own-server", server: expected });
  });

  it("an own server of srv.us's kind", () => {
    const chosen = relay("ssh://nomatch@tunnels.example?dialect=srv.us&url=https://*.tunnels.example");
    expect(chosen).toMatchObject({
      kind: "own-server",
      server: {
        ...srvUs,
        name: "own-server",
        host: "tunnels.example",
        address: { kind: "announced", patterns: ["https://*.tunnels.example"], boundToKey: true },
      },
    });
  });

  it.each([
    "on",
    "SRV.US",
    "srv.us ,localhost.run",
    "fixed:",
    "fixed:http://relay.example",
    "fixed:https://user@relay.example",
    "ssh://my.example?remote=80&url=https://a.example",
    "ssh://me:secret@my.example?remote=80&url=https://a.example",
    "ssh://me@my.example?remote=0&url=https://a.example",
    "ssh://me@my.example?remote=65536&url=https://a.example",
    "ssh://me@my.example?remote=80&url=http://a.example",
    "ssh://me@my.example?remote=80&url=https://*.a.example",
    "ssh://me@my.example?remote=80&url=https://a.example&key=id_ed25519",
    "ssh://me@my.example?remote=80&url=https://a.example&key=agent",
    "ssh://me@my.example?remote=80&url=https://a.example&hostkey=MD5:00",
    "ssh://me@my.example?remote=80&remote=81&url=https://a.example",
    "ssh://me@my.example?remote=80&url=https://a.example&other=1",
    "ssh://me@my.example?remote=80&url=https://a.example&dialect=ngrok",
    "ssh://me@my.example/path?remote=80&url=https://a.example",
    "ssh://me@my.example?remote=80&url=https://a.example#x",
    "ssh://",
  ])("%s is refused with one sentence that does not repeat it", (value) => {
    const port = value.startsWith("fixed:") ? { TALLYLIGHT_LISTEN_PORT: "8123" } : {};
    expect(relay(value, port)).toBe(texts.relay["not-understood"]);
    expect(texts.relay["not-understood"]).toMatch(/^TALLYLIGHT_RELAY [^.]*(?:\.(?:us|run)[^.]*)*\.$/);
  });

  it.each([
    ["no-remote", "ssh://me@my.example?url=https://a.example"],
    ["no-url", "ssh://me@my.example?remote=80"],
    ["dialect-url", "ssh://me@my.example?dialect=srv.us&url=https://a.example"],
    ["dialect-url", "ssh://me@my.example?dialect=srv.us&url=http://*.a.example"],
    ["dialect-url", "ssh://me@my.example?dialect=srv.us"],
    ["dialect-and-remote", "ssh://me@my.example?dialect=srv.us&remote=1&url=https://*.a.example"],
    ["dialect-and-key", "ssh://me@my.example?dialect=srv.us&key=/home/me/key&url=https://*.a.example"],
    ["dialect-and-key", "ssh://me@my.example?dialect=srv.us&key=none&url=https://*.a.example"],
  ] as const)("parts that exclude or need each other are named: %s", (fault, value) => {
    expect(relay(value)).toBe(texts.relay[fault]);
    expect(texts.relay[fault]).toMatch(/^TALLYLIGHT_RELAY [^\n]+\.$/);
  });

  it("fixed: without its port, a port without an address, and two ways at once are refused", () => {
    expect(relay("fixed:https://relay.example")).toBe(texts.relay["not-understood"]);
    expect(relay("srv.us", { TALLYLIGHT_LISTEN_PORT: "8123" })).toBe(texts.listenPortAlone);
    const both = { TALLYLIGHT_PUBLIC_URL: "https://relay.example", TALLYLIGHT_LISTEN_PORT: "8123" };
    expect(relay("off", both)).toBe(texts.relayTwice);
  });

  it("no setting of this app is passed on to other programs", () => {
    const environment = {
      PATH: "/bin",
      TALLYLIGHT_TOKEN: "secret",
      tallylight_token: "secret",
      TALLYLIGHT_RELAY: "off",
    };
    const decoded = decodeConfiguration({ environment, commandLine: [], packaged: false, executable: "" });
    expect(decoded).toMatchObject({ kind: "valid" });
    expect(decoded.kind === "valid" ? decoded.configuration.application.programEnvironment : null).toEqual({
      PATH: "/bin",
    });
  });
});
