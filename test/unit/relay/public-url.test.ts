import { describe, expect, it } from "vitest";
import { parsePublicUrl } from "../../../app/relay/public-url.ts";

describe("parsePublicUrl", () => {
  it.each([
    ["https://relay.example", "https://relay.example"],
    ["https://relay.example/", "https://relay.example"],
    [" https://RELAY.example:8443/way/in// ", "https://relay.example:8443/way/in"],
    ["https://relay.example:443", "https://relay.example"],
    ["https://203.0.113.7:8443", "https://203.0.113.7:8443"],
    ["https://[2001:db8::1]/x", "https://[2001:db8::1]/x"],
    ["http://127.0.0.1:4000", "http://127.0.0.1:4000"],
    ["http://localhost:4000/x", "http://localhost:4000/x"],
    ["http://[::1]:4000", "http://[::1]:4000"],
  ])("accepts %s", (text, expected) => {
    expect(parsePublicUrl(text)).toBe(expected);
  });

  it.each([
    "",
    "relay.example",
    "//relay.example",
    "https:relay.example",
    "https:///relay.example",
    "https://",
    "https://relay.example.",
    "http://relay.example",
    "http://127.0.0.1.evil.example",
    "http://localhost.evil.example",
    "http://0.0.0.0:4000",
    "ftp://relay.example",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://user@relay.example",
    "https://user:word@relay.example",
    "https://@relay.example",
    "https://relay.example?x=1",
    "https://relay.example/?",
    "https://relay.example/#x",
    "https://relay.example/#",
    "https://relay.example\\@evil.example",
    "https://relay.exa\nmple",
    "https://relay example",
    "https://relay.example:99999",
  ])("refuses %j", (text) => {
    expect(parsePublicUrl(text)).toBeNull();
  });
});
