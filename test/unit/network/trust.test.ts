/** Whom to trust: when the system is asked, and what becomes of its answer. */
import { describe, expect, test } from "vitest";
import type { SecureContext } from "node:tls";
import {
  builtInTrust,
  createTrust,
  type ReadCaCertificates,
  type Trust,
  whileTrusting,
} from "../../../app/network/trust.ts";
import { makeAuthority } from "../../support/certificate.ts";
import { createMemoryLogger, type MemoryLogger } from "../../support/memory-logger.ts";

const office = makeAuthority("Office Authority");
const unknownIssuer = Object.assign(new Error("planted"), { code: "UNABLE_TO_GET_ISSUER_CERT_LOCALLY" });

interface Bench {
  readonly trust: Trust;
  readonly logger: MemoryLogger;
  readonly reads: () => number;
}

function bench(read: ReadCaCertificates): Bench {
  const logger = createMemoryLogger();
  let reads = 0;
  const readSystem: ReadCaCertificates = () => {
    reads += 1;
    return read();
  };
  return { trust: createTrust({ readSystem, logger }), logger, reads: () => reads };
}

const withOffice: ReadCaCertificates = () => Promise.resolve([office.certificate]);

/** Fails until the system's authorities count. */
function needsSystem(error: Error): (context: SecureContext) => Promise<string> {
  return async (context) => {
    if (context === builtInTrust.context) throw error;
    return "opened";
  };
}

describe("the system", () => {
  test("is not asked while the runtime's list suffices", async () => {
    const { trust, reads } = bench(withOffice);
    expect(await whileTrusting(trust, () => Promise.resolve("opened"))).toBe("opened");
    expect([reads(), trust.kind, trust.context === builtInTrust.context]).toEqual([0, "built-in", true]);
  });

  test.each([
    "UNABLE_TO_GET_ISSUER_CERT",
    "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "SELF_SIGNED_CERT_IN_CHAIN",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
  ])("is asked when nobody knows the issuer (%s), and then it opens", async (code) => {
    const { trust, reads } = bench(withOffice);
    expect(await whileTrusting(trust, needsSystem(Object.assign(new Error("planted"), { code })))).toBe("opened");
    expect([reads(), trust.kind]).toEqual([1, "with-system"]);
  });

  test.each(["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID", "ERR_TLS_CERT_ALTNAME_INVALID", "CERT_REVOKED", "ECONNRESET"])(
    "is not asked for anything else (%s)",
    async (code) => {
      const { trust, reads } = bench(withOffice);
      const error = Object.assign(new Error("planted"), { code });
      await expect(whileTrusting(trust, needsSystem(error))).rejects.toBe(error);
      expect([reads(), trust.kind]).toEqual([0, "built-in"]);
    },
  );

  test("is asked once, by however many at the same time and later", async () => {
    const { trust, reads } = bench(withOffice);
    const open = needsSystem(unknownIssuer);
    expect(await Promise.all([whileTrusting(trust, open), whileTrusting(trust, open)])).toEqual(["opened", "opened"]);
    expect(await whileTrusting(trust, open)).toBe("opened");
    expect(reads()).toBe(1);
  });

  test("does not help against an issuer that it does not know either: tried twice, then with it at once", async () => {
    const { trust, reads } = bench(withOffice);
    const tried: boolean[] = [];
    const open = (context: SecureContext): Promise<never> => {
      tried.push(context !== builtInTrust.context);
      return Promise.reject(unknownIssuer);
    };
    await expect(whileTrusting(trust, open)).rejects.toBe(unknownIssuer);
    await expect(whileTrusting(trust, open)).rejects.toBe(unknownIssuer);
    expect([tried, reads()]).toEqual([[false, true, true], 1]);
  });
});

describe("a system that has nothing to say leaves things as they are", () => {
  const cases: readonly (readonly [name: string, read: ReadCaCertificates])[] = [
    ["it fails", () => Promise.reject(new Error("/home/anna/Library/Keychains can't be read"))],
    ["it is empty", () => Promise.resolve([])],
    ["it has no certificates", () => Promise.resolve(["# nothing\n", ""])],
    ["they are broken", () => Promise.resolve([office.certificate.replace(/[A-Z]{3}/g, "AAA")])],
    ["they are the runtime's own", async () => (await import("node:tls")).rootCertificates],
  ];

  test.each(cases)("%s: no second try, and it is logged once, in words without names", async (_name, read) => {
    const { trust, logger, reads } = bench(read);
    const tried: boolean[] = [];
    const open = (context: SecureContext): Promise<never> => {
      tried.push(context !== builtInTrust.context);
      return Promise.reject(unknownIssuer);
    };
    for (let count = 0; count < 3; count += 1) await expect(whileTrusting(trust, open)).rejects.toBe(unknownIssuer);
    expect([tried, reads(), trust.kind]).toEqual([[false, false, false], 1, "system-unavailable"]);
    expect(logger.lines).toEqual([expect.stringContaining("the system names no others")]);
    expect(logger.lines.join()).not.toMatch(/anna|Office/);
  });
});

test("one broken certificate does not cost the others, and only the count of those added is logged", async () => {
  const broken = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  const { trust, logger } = bench(() => Promise.resolve([`# Office\n${broken}${office.certificate}${broken}`]));
  await trust.widen();
  expect(trust.kind).toBe("with-system");
  expect(logger.lines).toEqual([expect.stringContaining('{"added":1}')]);
});
