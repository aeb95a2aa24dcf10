import { sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { UpdateRefusal } from "../../../app/contract/updates.ts";
import { type Answered, judgeRelease } from "../../../app/updates/judge-release.ts";
import { signManifest } from "../../../app/updates/signature.ts";
import { genuine, known, ourKey, ours, signed, text, theirs } from "./release.ts";

const good = signed(text());
const [id = "", value = ""] = good.signature.trim().split(" ");
const artefact = genuine.artefacts[0];
const withArtefact = (changes: Readonly<Record<string, unknown>>): Answered =>
  signed(text({ artefacts: [{ ...artefact, ...changes }] }));
const flipped = (base64: string, bit: number): string => {
  const bytes = Buffer.from(base64, "base64");
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return bytes.toString("base64");
};
/** Signed by us, under another heading than ours for updates. */
const otherContext = `${id} ${sign(null, Buffer.from(text()), ours.privateKey).toString("base64")}\n`;

/** What a server that somebody else has taken over could answer. */
const hostile: readonly (readonly [string, Answered, UpdateRefusal])[] = [
  ["no signature", { ...good, signature: "" }, "signature-unreadable"],
  ["a page instead of a signature", { ...good, signature: "<html>" }, "signature-unreadable"],
  ["a signature that was cut", { ...good, signature: good.signature.slice(0, -6) }, "signature-unreadable"],
  ["a signature with something after it", { ...good, signature: `${good.signature}x` }, "signature-unreadable"],
  ["two signatures", { ...good, signature: good.signature + good.signature }, "signature-unreadable"],
  ["a signature without a key", { ...good, signature: `${value}\n` }, "signature-unreadable"],
  ["the key in capitals", { ...good, signature: `${id.toUpperCase()}Z ${value}` }, "signature-unreadable"],
  ["a signature of nothing", { ...good, signature: `${id} ${"A".repeat(86)}==` }, "signature-wrong"],
  ["the first bit of the signature changed", { ...good, signature: `${id} ${flipped(value, 0)}` }, "signature-wrong"],
  ["its last bit changed", { ...good, signature: `${id} ${flipped(value, 511)}` }, "signature-wrong"],
  ["a bit of its middle changed", { ...good, signature: `${id} ${flipped(value, 256)}` }, "signature-wrong"],
  ["another key", { manifest: text(), signature: signManifest(text(), theirs.privateKey) }, "signed-by-another-key"],
  [
    "another key under our key's name",
    { manifest: text(), signature: signManifest(text(), theirs.privateKey).replace(/^\S+/, id) },
    "signature-wrong",
  ],
  ["our signature under something else", { ...good, signature: otherContext }, "signature-wrong"],
  ["a letter of the manifest changed", { ...good, manifest: text().replace("0.3.0", "0.4.0") }, "signature-wrong"],
  ["a space added", { ...good, manifest: `${text()} ` }, "signature-wrong"],
  ["a line end added", { ...good, manifest: `${text()}\n` }, "signature-wrong"],
  ["a byte order mark added", { ...good, manifest: `\u{feff}${text()}` }, "signature-wrong"],
  ["the same value written otherwise", { ...good, manifest: JSON.stringify(genuine, null, 1) }, "signature-wrong"],
  ["the packages' sums swapped for others", { ...good, manifest: text().replaceAll("aaa", "bbb") }, "signature-wrong"],
  ["another release's signature", { ...good, signature: signed(text({ date: 3_000 })).signature }, "signature-wrong"],
  ["an empty manifest", { ...good, manifest: "" }, "signature-wrong"],
  ["a manifest that was cut", { ...good, manifest: text().slice(0, -20) }, "signature-wrong"],
  ["a manifest of 64 KiB and a byte", signed("x".repeat(64 * 1024 + 1)), "too-long"],
  ["signed, and no JSON", signed("version 0.3.0"), "unreadable"],
  ["signed, of another product", signed(text({ product: "another" })), "unreadable"],
  ["signed, of another format", signed(text({ format: 2 })), "unreadable"],
  ["signed, without packages", signed(text({ artefacts: [] })), "unreadable"],
  ["signed, with a version that is none", signed(text({ version: "latest" })), "unreadable"],
  ["signed, without a date", signed(text({ date: null })), "unreadable"],
  ["signed, with notes without end", signed(text({ notes: "n".repeat(4_001) })), "unreadable"],
  ["a file in another folder", withArtefact({ file: "../tallylight.deb" }), "unreadable"],
  ["a file from the root", withArtefact({ file: "/etc/passwd" }), "unreadable"],
  ["a file that is an option", withArtefact({ file: "--purge" }), "unreadable"],
  ["a file that a shell would run", withArtefact({ file: "a;reboot" }), "unreadable"],
  ["a package of 10 GB", withArtefact({ size: 10_000_000_000 }), "unreadable"],
  ["a package of no bytes", withArtefact({ size: 0 }), "unreadable"],
  ["a sum that is too short", withArtefact({ sha512: "aa" }), "unreadable"],
  ["a genuine release of long ago", signed(text({ date: 999 })), "older-than-known"],
  ["an old one that offers more", signed(text({ date: 999, version: "9.0.0" })), "older-than-known"],
  ["a preview", signed(text({ version: "0.3.0-beta.1" })), "pre-release"],
  ["packages of another processor", withArtefact({ arch: "arm64" }), "nothing-for-this-computer"],
  ["packages of another system", withArtefact({ os: "win32" }), "nothing-for-this-computer"],
  ["packages of another kind", withArtefact({ kind: "appimage" }), "nothing-for-this-computer"],
];

describe("a release that is not to be believed", () => {
  test("there are at least forty of them", () => expect(hostile.length).toBeGreaterThanOrEqual(40));

  test.each(hostile)("%s", (_name, answered, reason) => {
    expect(judgeRelease(answered, known)).toEqual({ kind: "refused", reason });
  });

  test("one that a key signed which counts no longer", () => {
    const refused = { kind: "refused", reason: "signed-by-another-key" };
    expect(judgeRelease(good, { ...known, keys: [] })).toEqual(refused);
  });
});

describe("a genuine release", () => {
  test("that is newer is offered with the package of this computer", () => {
    expect(judgeRelease(good, known)).toMatchObject({
      kind: "available",
      date: 2_000,
      manifest: { version: "0.3.0", notes: "Lighter." },
      artefact: { file: "tallylight-0.3.0-linux-amd64.deb" },
    });
  });

  test.each(["0.3.0", "0.3.1", "1.0.0-beta"])("is none where %s runs", (running) => {
    expect(judgeRelease(good, { ...known, running })).toEqual({ kind: "none", date: 2_000 });
  });

  test("may be repeated: the same date is no older one", () => {
    expect(judgeRelease(good, { ...known, newestDate: 2_000 }).kind).toBe("available");
  });

  test("may have more in it than this version knows", () => {
    expect(judgeRelease(signed(text({ minimum: "0.1.0" })), known).kind).toBe("available");
  });

  test("counts when the next key signed it", () => {
    const next = { manifest: text(), signature: signManifest(text(), ours.privateKey) };
    const keys = [{ id: "0000000000000000", publicKey: "A".repeat(43) + "=" }, ourKey];
    expect(judgeRelease(next, { ...known, keys }).kind).toBe("available");
  });

  test("a universal package is for every processor", () => {
    const wanted = { os: "darwin", arch: "arm64", kind: "dmg" } as const;
    expect(judgeRelease(good, { ...known, wanted })).toMatchObject({ artefact: { file: "tallylight-0.3.0-mac.dmg" } });
  });
});
