import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signBody, verifySignature } from "../../../app/broadcast/signature.ts";

const body = Buffer.from('{"subject":{"type":"timer"}}');
const good = signBody("secret", body);

describe("signBody", () => {
  it("is HMAC-SHA-256 in lower-case hex (RFC 4231, test case 2)", () => {
    expect(signBody("Jefe", Buffer.from("what do ya want for nothing?"))).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });

  it("signs bytes, not text", () => {
    const invalidText = Buffer.from([0x7b, 0xff, 0xfe, 0x7d]);
    const replaced = Buffer.from(invalidText.toString("utf8"));
    expect(signBody("secret", invalidText)).not.toBe(signBody("secret", replaced));
    expect(verifySignature(["secret"], invalidText, signBody("secret", invalidText))).toBe(true);
    expect(verifySignature(["secret"], replaced, signBody("secret", invalidText))).toBe(false);
  });
});

describe("verifySignature", () => {
  it("accepts the present secret and, during a rotation, the one before", () => {
    expect(verifySignature(["secret"], body, good)).toBe(true);
    expect(verifySignature(["new", "secret"], body, good)).toBe(true);
    expect(verifySignature(["secret", "new"], body, good)).toBe(true);
  });

  it.each([
    ["no secret", [], good],
    ["another secret", ["other"], good],
    ["an empty secret, rightly signed", [""], signBody("", body)],
    ["an empty secret among others", ["", "other"], signBody("", body)],
    ["nothing", ["secret"], ""],
    ["one digit less", ["secret"], good.slice(1)],
    ["one digit more", ["secret"], `${good}0`],
    ["upper case", ["secret"], good.toUpperCase()],
    ["a prefix", ["secret"], `sha256=${good}`],
    ["white space", ["secret"], ` ${good}`],
    ["a line end", ["secret"], `${good}\n`],
    ["two of them", ["secret"], `${good}, ${good}`],
    ["letters that are no hex", ["secret"], `${good.slice(0, 63)}g`],
  ])("refuses %s", (_name, secrets, header) => {
    expect(verifySignature(secrets, body, header)).toBe(false);
  });

  it("refuses every single flipped bit of body or signature", () => {
    const everyAlterationIsRefused = fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 600 }),
      fc.nat(),
      fc.nat({ max: 255 }),
      (bytes, at, bit) => {
        const signature = signBody("secret", bytes);
        const altered = Uint8Array.from(bytes);
        const index = at % bytes.length;
        altered[index] = (altered[index] ?? 0) ^ (1 << (at % 8));
        const raw = Buffer.from(signature, "hex");
        raw[bit >> 3] = (raw[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return (
          verifySignature(["secret"], bytes, signature) &&
          !verifySignature(["secret"], altered, signature) &&
          !verifySignature(["secret"], bytes, raw.toString("hex"))
        );
      },
    );
    const { failed } = fc.check(everyAlterationIsRefused, { seed: 20_260_105, numRuns: 500 });
    expect(failed).toBe(false);
  });
});
