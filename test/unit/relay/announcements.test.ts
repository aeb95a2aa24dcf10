import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { acceptAnnounced, isAddressPattern } from "../../../app/relay/address-pattern.ts";
import {
  localhostRunAnnouncements,
  pinggyAnnouncements,
  srvUsAnnouncements,
} from "../../../app/relay/announcement-parsers.ts";
import { keyBoundLabel } from "../../../app/relay/key-bound-label.ts";
import { createLineSplitter } from "../../../app/relay/line-splitter.ts";

describe("acceptAnnounced", () => {
  const patterns = ["https://*.relay.example"];

  it.each(["https://a.relay.example", "https://a-1.relay.example/", `https://${"a".repeat(63)}.relay.example`])(
    "takes %s, without a slash at its end",
    (text) => {
      expect(acceptAnnounced(text, patterns)).toBe(text.replace(/\/$/, ""));
    },
  );

  it.each([
    "",
    "https://relay.example",
    "https://.relay.example",
    "https://a.b.relay.example",
    "https://-a.relay.example",
    "https://a-.relay.example",
    "https://A.relay.example",
    "https://a.relay.example//",
    "https://a.relay.example:443",
    "https://axrelay.example",
    "https://a.relayxexample",
    "https://a.relay.example.com",
    " https://a.relay.example",
    "https://a.relay.example\n",
    `https://${"a".repeat(64)}.relay.example`,
    `https://a.relay.example/${"a".repeat(400)}`,
  ])("refuses %j", (text) => {
    expect(acceptAnnounced(text, patterns)).toBeNull();
  });

  it("takes exactly the label that is known beforehand", () => {
    expect(acceptAnnounced("https://mine.relay.example", patterns, "mine")).toBe("https://mine.relay.example");
    expect(acceptAnnounced("https://other.relay.example", patterns, "mine")).toBeNull();
    expect(acceptAnnounced("https://.relay.example", patterns, "")).toBeNull();
  });

  it("takes http from this computer alone", () => {
    expect(acceptAnnounced("http://127.0.0.1:80a", ["http://127.0.0.1:80*"])).toBeNull();
    expect(acceptAnnounced("http://127.0.0.1:8080/abc", ["http://127.0.0.1:8080/*"])).toBe("http://127.0.0.1:8080/abc");
    expect(acceptAnnounced("http://10.0.0.1/abc", ["http://10.0.0.1/*"])).toBeNull();
  });
});

describe("isAddressPattern", () => {
  it.each([
    ["https://*.relay.example", true],
    ["https://*.relay.example:8443", true],
    ["http://127.0.0.1:4000/*", true],
    ["https://relay.example/in/*", true],
    ["https://relay.example", false],
    ["https://*.*.example", false],
    ["https://a*.relay.example", false],
    ["http://*.relay.example", false],
    ["https://*.relay.example/", false],
    ["*", false],
  ])("%s: %s", (text, expected) => {
    expect(isAddressPattern(text)).toBe(expected);
  });
});

describe("dialects", () => {
  it("srv.us: the first tunnel's addresses, all of them", () => {
    expect(srvUsAnnouncements("1: https://abc.srv.us/, https://me.gh.srv.us/")).toEqual([
      "https://abc.srv.us/",
      "https://me.gh.srv.us/",
    ]);
    expect(srvUsAnnouncements("2: https://abc.srv.us/")).toEqual([]);
    expect(srvUsAnnouncements("11: https://abc.srv.us/")).toEqual([]);
  });

  it("localhost.run: two forms of JSON and a text", () => {
    const plain = { event: "tcpip-forward", address: "abc.lhr.life", authz_code: "OK", message: "x" };
    expect(localhostRunAnnouncements(JSON.stringify(plain))).toEqual(["https://abc.lhr.life"]);
    const cloud = { specversion: "1.0", type: "v1.tcpip_forward.register.accepted", id: "localhost/abc.lhr.life" };
    expect(localhostRunAnnouncements(JSON.stringify(cloud))).toEqual(["https://abc.lhr.life"]);
    expect(localhostRunAnnouncements("abc.lhr.life tunneled with tls termination, https://abc.lhr.life")).toEqual([
      "https://abc.lhr.life",
    ]);
    expect(localhostRunAnnouncements("** your connection id is 1, see https://localhost.run/docs **")).toEqual([]);
    expect(localhostRunAnnouncements(JSON.stringify({ ...cloud, id: "a/b/abc.lhr.life" }))).toEqual([]);
    expect(localhostRunAnnouncements(JSON.stringify({ ...plain, authz_code: "NO" }))).toEqual([]);
    expect(localhostRunAnnouncements("{")).toEqual([]);
  });

  it("pinggy: lines that are an https address and nothing else", () => {
    expect(pinggyAnnouncements("https://abc.a.free.pinggy.link")).toEqual(["https://abc.a.free.pinggy.link"]);
    expect(pinggyAnnouncements("http://abc.a.free.pinggy.link")).toEqual([]);
    expect(pinggyAnnouncements("Upgrade at https://dashboard.pinggy.io")).toEqual([]);
  });
});

function lines(chunks: readonly (string | Uint8Array)[]): readonly string[] {
  const expected: string[] = [];
  const split = createLineSplitter((line) => void expected.push(line));
  for (const chunk of chunks) split(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
  return expected;
}

describe("createLineSplitter", () => {
  it("joins pieces, drops line ends and empty lines", () => {
    expect(lines(["a", "b\r", "\n\n\r\nc\nd"])).toEqual(["ab", "c"]);
  });

  it("joins a character that was cut in two", () => {
    const bytes = Buffer.from("é\n");
    expect(lines([bytes.subarray(0, 1), bytes.subarray(1)])).toEqual(["é"]);
  });

  it("forgets what is too long, and goes on after it", () => {
    expect(
      lines([
        ..."x"
          .repeat(20)
          .split("")
          .map(() => "a".repeat(1_000)),
        "\nb\n",
      ]),
    ).toEqual(["b"]);
    expect(lines([`${"a".repeat(1_048_576)}\nb\n`])).toEqual(["b"]);
    expect(lines([`${"a".repeat(8_192)}\n`])).toHaveLength(1);
    expect(lines([`${"a".repeat(8_193)}\n`])).toHaveLength(0);
  });
});

describe("keyBoundLabel", () => {
  it("is base32 of the hash that srv.us computes", () => {
    const key = Buffer.from("a public key as it travels in the protocol");
    const digest = createHash("sha256")
      .update(Buffer.concat([key, Buffer.of(0), Buffer.from("1")]))
      .digest();
    const bits = [...digest.subarray(0, 16)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
    const expected = (bits.match(/.{1,5}/g) ?? [])
      .map((five) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(five.padEnd(5, "0"), 2)])
      .join("");
    expect(keyBoundLabel(key)).toBe(expected);
    expect(keyBoundLabel(key)).toMatch(/^[a-z2-7]{26}$/);
    expect(keyBoundLabel(Buffer.from("another"))).not.toBe(expected);
  });
});
