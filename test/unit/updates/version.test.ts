import { expect, test } from "vitest";
import { compareVersions, parseVersion, type Version } from "../../../app/updates/version.ts";

function version(text: string): Version {
  const parsed = parseVersion(text);
  if (parsed === null) throw new Error(`${text} is no version.`);
  return parsed;
}

test("each is older than the next", () => {
  const order =
    "0.9.10 0.10.0 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 2.0.0";
  const ascending = order.split(" ").map(version);
  for (const [index, older] of ascending.entries()) {
    for (const [other, newer] of ascending.entries()) {
      expect(Math.sign(compareVersions(older, newer))).toBe(Math.sign(index - other));
    }
  }
});

test.each(["", "1", "1.2", "v1.2.3", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3-a..b", " 1.2.3", "1.2.3+b", "1.2.-3"])(
  "%j is none",
  (text) => expect(parseVersion(text)).toBeNull(),
);
