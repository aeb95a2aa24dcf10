import { describe, expect, it } from "vitest";
import { createUrlGate } from "../../../app/noko/own-url.ts";

const gate = createUrlGate("https://api.nokotime.com/v2");

describe("URLs that may be asked with our token", () => {
  it.each([
    "https://api.nokotime.com/v2/timers",
    "https://api.nokotime.com/v2/projects/37396/timer",
    "https://api.nokotime.com/v2/x/8d2f0c",
    "https://api.nokotime.com/v2/broadcast_receivers/",
    "https://api.nokotime.com/v2/caf%C3%A9",
  ])("accepts %s", (url) => {
    expect(gate.isOwnResource(url)).toBe(true);
    expect(gate.isOwnPage(url)).toBe(true);
  });

  it.each([
    "https://api.nokotime.com@evil.example/v2/timers",
    "https://user@api.nokotime.com/v2/timers",
    "https://user:secret@api.nokotime.com/v2/timers",
    "https://:secret@api.nokotime.com/v2/timers",
    "https://@api.nokotime.com/v2/timers",
    "https://api.nokotime.com.evil.example/v2/timers",
    "https://evil.example/api.nokotime.com/v2/timers",
    "https://api.nokotime.com:8443/v2/timers",
    "https://api.nokotime.com:443/v2/timers",
    "https://api.nokotime.com./v2/timers",
    "https://API.nokotime.com/v2/timers",
    "https://\u0430pi.nokotime.com/v2/timers",
    "https://\uff41pi.nokotime.com/v2/timers",
    "https://api.nokotime.com/v2/%2e%2e/admin",
    "https://api.nokotime.com/v2/../admin",
    "https://api.nokotime.com/v2\\timers",
    "https:\\\\api.nokotime.com/v2/timers",
    "https://api.nokotime.com/v2/ti\tmers",
    "https://api.nokotime.com/v2/timers\n",
    " https://api.nokotime.com/v2/timers",
    "http://api.nokotime.com/v2/timers",
    "file:///v2/timers",
    "//api.nokotime.com/v2/timers",
    "/v2/timers",
    "https://127.0.0.1/v2/timers",
    "https://api.nokotime.com/v1/timers",
    "https://api.nokotime.com/v2",
    "https://api.nokotime.com/v20/timers",
    "https://api.nokotime.com/v2/timers#",
    "https://api.nokotime.com/v2/timers#x",
    "javascript:alert(1)",
    "",
  ])("refuses %j, as a resource and as a page", (url) => {
    expect(gate.isOwnResource(url)).toBe(false);
    expect(gate.isOwnPage(url)).toBe(false);
  });

  it.each(["https://api.nokotime.com/v2/timers?page=2", "https://api.nokotime.com/v2/timers?"])(
    "accepts %s as a page alone",
    (url) => {
      expect(gate.isOwnResource(url)).toBe(false);
      expect(gate.isOwnPage(url)).toBe(true);
    },
  );
});

describe("the base", () => {
  it.each([
    "https://api.nokotime.com/v2",
    "https://api.nokotime.com/v2/",
    "http://127.0.0.1:4321/v2",
    "http://[::1]:4321/v2",
    "http://localhost:4321/v2",
  ])("may be %s", (base) => expect(createUrlGate(base).isOwnResource(`${base.replace(/\/$/, "")}/timers`)).toBe(true));

  it.each([
    "http://api.nokotime.com/v2",
    "http://127.0.0.1.evil.example/v2",
    "ftp://127.0.0.1/v2",
    "https://user@api.nokotime.com/v2",
    "https://:secret@api.nokotime.com/v2",
    "https://api.nokotime.com/v2?x=1",
    "https://api.nokotime.com/v2#x",
    "v2",
  ])("may not be %s, and the error does not repeat it", (base) => {
    expect(() => createUrlGate(base)).toThrow(/^The API's base/);
    expect(() => createUrlGate(base)).not.toThrow(base);
  });
});

describe("composed URLs", () => {
  it("joins lists with commas, escapes values and leaves out blanks", () => {
    const url = gate.compose("timers", {
      description: "a&b=ü #x",
      projects: [1, 2],
      billable: false,
      name: undefined,
      subjects: [],
    });
    expect(url).toBe(
      "https://api.nokotime.com/v2/timers?description=a%26b%3D%C3%BC+%23x&projects=1%2C2&billable=false",
    );
    expect(gate.isOwnPage(url)).toBe(true);
  });
});

describe("references that lead elsewhere", () => {
  const from = "https://api.nokotime.com/v2/timers?page=1";
  it.each([
    ["/v2/other", "https://api.nokotime.com/v2/other"],
    ["?page=2", "https://api.nokotime.com/v2/timers?page=2"],
    ["https://api.nokotime.com:443/v3/timers#part", "https://api.nokotime.com/v3/timers"],
    ["//evil.example/v2/timers", null],
    ["https://api.nokotime.com:8443/v2/timers", null],
    ["http://api.nokotime.com/v2/timers", null],
    ["https://user@api.nokotime.com/v2/timers", null],
    ["https://:secret@api.nokotime.com/v2/timers", null],
    ["https://[", null],
  ])("%s resolves to %s", (reference, target) => {
    expect(gate.resolveWithinOrigin(reference, from)).toBe(target);
  });
});
