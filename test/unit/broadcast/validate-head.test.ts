import { describe, expect, it } from "vitest";
import { bodyLimit, type RequestHead, validateHead } from "../../../app/broadcast/validate-head.ts";
import { acceptedRequests, withPublicUrl } from "../../../app/broadcast/accepted-requests.ts";
import { sampleAccess } from "./support/intake-bench.ts";
import { sampleHost, samplePath, sampleRequest } from "./support/sample-broadcast.ts";

const good = sampleRequest(Buffer.from("{}"));

function reasonOf(head: RequestHead, access: ReturnType<typeof sampleAccess> | null = sampleAccess()): string {
  const decided = validateHead(head, access, 0);
  return decided.kind === "decided" ? decided.verdict.reason : "read-body";
}

function withHeaders(headers: Readonly<Record<string, string | null>>): RequestHead {
  return sampleRequest(Buffer.from("{}"), { headers });
}

interface Fault {
  readonly reason: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly target?: string;
  readonly method?: string;
}

describe("the order of the checks", () => {
  /** Each step spoils one more thing, in reverse order: the answer must always be that of the first check that fails. */
  const faults: readonly Fault[] = [
    { reason: "no-host", headers: { Host: null } },
    { reason: "wrong-host", headers: { Host: "stranger.example" } },
    { reason: "wrong-path", target: "/b/other" },
    { reason: "wrong-method", method: "DELETE" },
    { reason: "from-browser", headers: { Origin: "https://page.example" } },
    { reason: "wrong-type", headers: { "Content-Type": "text/plain" } },
    { reason: "wrong-encoding", headers: { "Content-Encoding": "gzip" } },
    { reason: "malformed-signature", headers: { "X-Noko-Signature": "abc" } },
    { reason: "too-long", headers: { "Content-Length": "20000000" } },
  ];

  it.each(faults.map(({ reason }, index) => [reason, index] as const))(
    "%s comes before all that follow",
    (reason, index) => {
      const headers: Record<string, string | null> = {};
      const spoilt = { headers };
      for (const fault of faults.slice(index).toReversed()) {
        Object.assign(spoilt, fault, { headers: Object.assign(headers, fault.headers) });
      }
      expect(reasonOf(sampleRequest(Buffer.from("{}"), spoilt))).toBe(reason);
    },
  );

  it("lets a good head pass on to its body", () => {
    expect(reasonOf(good)).toBe("read-body");
  });
});

describe("host", () => {
  it.each([
    ["https://relay.example", "relay.example:443", true],
    ["https://relay.example", "relay.example:", true],
    ["https://relay.example", "RELAY.example:0443", true],
    ["https://relay.example:8443", "relay.example:8443", true],
    ["https://relay.example:443", "relay.example", true],
    ["http://127.0.0.1", "127.0.0.1:80", true],
    ["https://[2001:db8::1]", "[2001:db8::1]:443", true],
    ["https://relay.example", "relay.example:80", false],
    ["https://relay.example:8443", "relay.example", false],
    ["https://relay.example:8443", "relay.example:443", false],
    ["https://relay.example", "relay.example:443:443", false],
    ["https://relay.example", ":443", false],
  ])("at %s takes %s: %s", (publicUrl, host, isOurs) => {
    const access = withPublicUrl(acceptedRequests(samplePath, null), publicUrl, 0);
    const { rawHeaders } = sampleRequest(Buffer.alloc(0), { host });
    const decided = validateHead({ method: "POST", target: samplePath, rawHeaders }, access, 0);
    expect(decided.kind).toBe(isOurs ? "read-body" : "decided");
    if (decided.kind === "decided") expect(decided.verdict.reason).toBe("wrong-host");
  });

  it.each([
    ["another port", `${sampleHost}:8443`],
    ["a trailing dot", `${sampleHost}.`],
    ["a prefix", `x.${sampleHost}`],
    ["a suffix", `${sampleHost}.evil.example`],
    ["this machine", "127.0.0.1"],
    ["by its name", "localhost"],
    ["a list", `${sampleHost}, ${sampleHost}`],
    ["nothing", ""],
  ])("refuses %s", (_name, host) => {
    expect(reasonOf(withHeaders({ Host: host }))).toBe("wrong-host");
  });

  it("refuses two, even of the same", () => {
    expect(reasonOf({ ...good, rawHeaders: [...good.rawHeaders, "host", sampleHost] })).toBe("no-host");
  });

  it("refuses all while nothing is configured", () => {
    expect(reasonOf(good, null)).toBe("wrong-host");
  });
});

describe("path", () => {
  it.each([
    ["the root", "/"],
    ["a slash more", `${samplePath}/`],
    ["a query", `${samplePath}?x=1`],
    ["an empty query", `${samplePath}?`],
    ["a letter less", samplePath.slice(0, -1)],
    ["a letter more", `${samplePath}A`],
    ["another case", samplePath.toLowerCase()],
    ["a doubled slash", `/${samplePath}`],
    ["an encoded letter", samplePath.replace("A", "%41")],
    ["a way round", `/x/..${samplePath}`],
    ["the absolute form", `https://${sampleHost}${samplePath}`],
    ["an asterisk", "*"],
    ["a short nonce", `${samplePath}/probe/short`],
    ["a long nonce", `${samplePath}/probe/${"n".repeat(65)}`],
    ["an odd nonce", `${samplePath}/probe/${"n".repeat(30)}%00`],
    ["the probe of another path", `/b/${"B".repeat(43)}/probe/${"n".repeat(32)}`],
  ])("refuses %s", (_name, target) => {
    expect(reasonOf({ ...good, target })).toBe("wrong-path");
  });
});

describe("origin", () => {
  it.each([
    ["Origin", "https://page.example"],
    ["Origin", "null"],
    ["oRiGiN", ""],
    ["Sec-Fetch-Site", "none"],
    ["Sec-Fetch-Dest", "empty"],
    ["sec-fetch-user", "?1"],
  ])("refuses a broadcast with %s: %s", (name, value) => {
    expect(reasonOf(withHeaders({ [name]: value }))).toBe("from-browser");
  });

  it.each([
    ["nothing", [], "probed"],
    ["what our own fetch adds", ["sec-fetch-mode", "cors", "accept", "*/*"], "probed"],
    [
      "what Electron's fetch adds",
      ["Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "empty"],
      "probed",
    ],
    ["a page's origin", ["Origin", "https://page.example"], "from-browser"],
    ["a page's site", ["Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"], "from-browser"],
    ["the same site", ["Sec-Fetch-Site", "same-origin"], "from-browser"],
  ])("judges a probe with %s", (_name, headers, reason) => {
    const target = `${samplePath}/probe/${"n".repeat(32)}`;
    expect(reasonOf({ method: "GET", target, rawHeaders: ["Host", sampleHost, ...headers] })).toBe(reason);
  });
});

describe("type, encoding, signature, length", () => {
  it.each([
    ["Content-Type", "application/json; charset=utf-8"],
    ["Content-Type", "application/json; charset=utf8"],
    ["Content-Type", "application/json; charset=us-ascii"],
    ["Content-Type", 'application/json; charset="ASCII";'],
    ["Sec-Fetch-Mode", "cors"],
    ["Content-Type", 'Application/JSON;charset="UTF-8"'],
    ["Content-Encoding", "identity"],
    ["Transfer-Encoding", "chunked"],
    ["Content-Length", String(bodyLimit)],
    ["Content-Length", "0"],
  ])("accepts %s: %s", (name, value) => {
    expect(reasonOf(withHeaders({ [name]: value }))).toBe("read-body");
  });

  it.each([
    ["Content-Type", null, "wrong-type"],
    ["Content-Type", "", "wrong-type"],
    ["Content-Type", "text/json", "wrong-type"],
    ["Content-Type", "application/jsonp", "wrong-type"],
    ["Content-Type", "application/json; charset=latin1", "wrong-type"],
    ["Content-Type", "application/json, text/plain", "wrong-type"],
    ["content-TYPE", "application/json", "wrong-type"],
    ["Content-Encoding", "gzip", "wrong-encoding"],
    ["Content-Encoding", "identity, br", "wrong-encoding"],
    ["Transfer-Encoding", "gzip, chunked", "wrong-encoding"],
    ["X-Noko-Signature", null, "no-signature"],
    ["X-Noko-Signature", "", "malformed-signature"],
    ["X-Noko-Signature", "A".repeat(64), "malformed-signature"],
    ["x-noko-SIGNATURE", "a".repeat(64), "malformed-signature"],
    ["Content-Length", String(bodyLimit + 1), "too-long"],
    ["Content-Length", "many", "too-long"],
  ])("refuses %s: %s as %s", (name, value, reason) => {
    expect(reasonOf(withHeaders({ [name]: value }))).toBe(reason);
  });
});
