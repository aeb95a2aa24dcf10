import { describe, expect, test } from "vitest";
import { describeRoutes, directly, parseRoutes, type Route, type Routes } from "../../../app/network/route.ts";
import { isThisComputer } from "../../../app/network/this-computer.ts";

const direct: Route = { kind: "direct" };
const web = (host: string, port: number, secure = false): Route => ({ kind: "http-proxy", host, port, secure });
const socks = (host: string, port: number, version: 4 | 5): Route => ({ kind: "socks-proxy", host, port, version });

describe("the system's answer", () => {
  test.each<[answer: string, routes: Routes]>([
    ["DIRECT", [direct]],
    ["PROXY proxy.example:3128", [web("proxy.example", 3128)]],
    ["PROXY proxy.example:3128; DIRECT", [web("proxy.example", 3128), direct]],
    ["PROXY a.example:1;PROXY b.example:2;DIRECT", [web("a.example", 1), web("b.example", 2), direct]],
    ["  proxy   10.0.0.1:8080 ;; ", [web("10.0.0.1", 8080)]],
    ["HTTP Proxy.Example:8080", [web("proxy.example", 8080)]],
    ["HTTPS proxy.example:8443", [web("proxy.example", 8443, true)]],
    [
      "PROXY a.example; HTTPS b.example; SOCKS5 c.example",
      [web("a.example", 80), web("b.example", 443, true), socks("c.example", 1080, 5)],
    ],
    ["SOCKS s.example:1080", [socks("s.example", 1080, 4)]],
    ["SOCKS4 s.example:1080; SOCKS5 s.example:1080", [socks("s.example", 1080, 4), socks("s.example", 1080, 5)]],
    ["PROXY [2001:DB8::1]:3128", [web("2001:db8::1", 3128)]],
    ["PROXY a.example:1; PROXY a.example:1; DIRECT; DIRECT", [web("a.example", 1), direct]],
    ["QUIC q.example:443; PROXY a.example:1", [web("a.example", 1)]],
  ])("%s", (answer, routes) => {
    expect(parseRoutes(answer)).toEqual(routes);
  });

  test.each<[what: string, answer: unknown]>([
    ["nothing", ""],
    ["no text", undefined],
    ["a number", 7],
    ["an object", { proxy: "PROXY a.example:1" }],
    ["words", "no proxy, please"],
    ["a keyword without an address", "PROXY"],
    ["an address after DIRECT", "DIRECT a.example:1"],
    ["a name and a password", "PROXY user:secret@a.example:1"],
    ["a name alone", "PROXY user@a.example:1"],
    ["an address of the web", "PROXY http://a.example:1"],
    ["a path", "PROXY a.example:1/path"],
    ["port 0", "PROXY a.example:0"],
    ["a port too high", "PROXY a.example:65536"],
    ["a negative port", "PROXY a.example:-1"],
    ["a port of words", "PROXY a.example:http"],
    ["an open bracket", "PROXY [::1:80"],
    ["no address within brackets", "PROXY [1.2.3.4]:80"],
    ["a line end", "PROXY a.example:1\r\nHost: b.example"],
    ["a line end within a name", "PROXY a\n.example:1"],
    ["NUL", "PROXY a.example\0:1"],
    ["another script", "PROXY аpple.example:1"],
    ["a name without an end", `PROXY ${"a".repeat(300)}:1`],
    ["a comma", "PROXY a.example:1, DIRECT"],
  ])("hostile or not understood, so direct: %s", (_what, answer) => {
    expect(parseRoutes(answer)).toEqual(directly);
  });

  test("a list without end is cut, and read in no time", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `PROXY p${index}.example:1`).join(";");
    expect(parseRoutes(many)).toHaveLength(8);
    expect(parseRoutes(`${"PROXY ".repeat(100_000)};DIRECT`)).toEqual(directly);
    expect(parseRoutes(" \t".repeat(100_000))).toEqual(directly);
  });

  test("is written for people by host and port", () => {
    const answer = "PROXY a.example:1; SOCKS5 [2001:db8::1]:2; DIRECT";
    expect(describeRoutes(parseRoutes(answer))).toBe("a.example:1, else [2001:db8::1]:2 (SOCKS5), else direct");
  });
});

test.each<[host: string, is: boolean]>([
  ["localhost", true],
  ["LOCALHOST", true],
  ["127.0.0.1", true],
  ["127.9.9.9", true],
  ["::1", true],
  ["[::1]", true],
  ["localhost.example", false],
  ["127.0.0.1.example", false],
  ["128.0.0.1", false],
  ["10.0.0.1", false],
  ["0.0.0.0", false],
  ["[::2]", false],
  ["", false],
])("%s is this computer: %s", (host, is) => {
  expect(isThisComputer(host)).toBe(is);
});
