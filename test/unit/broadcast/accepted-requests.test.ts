import { describe, expect, it } from "vitest";
import {
  acceptedAt,
  acceptedRequests,
  previousAcceptedFor,
  withPublicUrl,
  withSecret,
} from "../../../app/broadcast/accepted-requests.ts";

const empty = acceptedRequests("/b/path", "key");

describe("withSecret", () => {
  it("keeps the one before for a minute", () => {
    const rotated = withSecret(withSecret(empty, "one", 0), "two", 10_000);
    expect(previousAcceptedFor).toBe(60_000);
    expect(rotated.secrets).toEqual([
      { secret: "two", acceptedUntil: null },
      { secret: "one", acceptedUntil: 70_000 },
    ]);
    expect(acceptedAt(rotated.secrets, 69_999)).toHaveLength(2);
    expect(acceptedAt(rotated.secrets, 70_000)).toEqual([{ secret: "two", acceptedUntil: null }]);
  });

  it("does not prolong an older one when it rotates again, and drops what is over", () => {
    const twice = withSecret(withSecret(withSecret(empty, "one", 0), "two", 10_000), "three", 20_000);
    expect(twice.secrets.map(({ acceptedUntil }) => acceptedUntil)).toEqual([null, 80_000, 70_000]);
    expect(withSecret(twice, "four", 75_000).secrets.map(({ secret }) => secret)).toEqual(["four", "three", "two"]);
  });

  it("changes nothing for the same secret, and takes one back that was retired", () => {
    const one = withSecret(empty, "one", 0);
    expect(withSecret(one, "one", 5_000)).toBe(one);
    const back = withSecret(withSecret(one, "two", 1_000), "one", 2_000);
    expect(back.secrets).toEqual([
      { secret: "one", acceptedUntil: null },
      { secret: "two", acceptedUntil: 62_000 },
    ]);
  });
});

describe("withPublicUrl", () => {
  it("splits host, port and prefix, and keeps the one before for a minute", () => {
    const first = withPublicUrl(empty, "https://ONE.example:8443/way/in", 0);
    expect(first.hosts).toEqual([
      { host: "one.example:8443", defaultPort: 443, pathPrefix: "/way/in", acceptedUntil: null },
    ]);
    const moved = withPublicUrl(first, "https://two.example", 5_000);
    expect(moved.hosts).toEqual([
      { host: "two.example", defaultPort: 443, pathPrefix: "", acceptedUntil: null },
      { host: "one.example:8443", defaultPort: 443, pathPrefix: "/way/in", acceptedUntil: 65_000 },
    ]);
    expect(withPublicUrl(moved, "https://two.example:443/", 6_000)).toBe(moved);
  });
});
