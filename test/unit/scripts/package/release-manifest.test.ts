import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { judgeRelease } from "../../../../app/updates/judge-release.ts";
import { releaseKeyOf, signManifest } from "../../../../app/updates/signature.ts";
import { releaseManifest } from "../../../../scripts/package/release-manifest.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tallylight-release-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const release = { version: "0.3.0", notes: "Lighter.", date: 5 };

test("what is signed from a folder of packages is what the app believes", async () => {
  const names = [
    "tallylight-0.3.0-linux-amd64.deb",
    "tallylight-linux-x86_64.AppImage",
    "tallylight-0.3.0-mac-universal.dmg",
  ];
  for (const name of names) await writeFile(path.join(folder, name), name);
  await writeFile(path.join(folder, "SHA256SUMS"), "no package");
  const manifest = await releaseManifest({ folder, ...release });
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const signature = signManifest(manifest, privateKey);
  const known = { keys: [releaseKeyOf(publicKey)], running: "0.2.0", newestDate: 0 };
  for (const [kind, os, file] of [
    ["deb", "linux", names[0]],
    ["appimage", "linux", names[1]],
    ["dmg", "darwin", names[2]],
  ] as const) {
    const sha512 = createHash("sha512").update(String(file)).digest("hex");
    expect(judgeRelease({ manifest, signature }, { ...known, wanted: { os, arch: "x64", kind } })).toMatchObject({
      kind: "available",
      artefact: { file, sha512, size: String(file).length },
    });
  }
});

test("a package that is for tests alone is never signed", async () => {
  await writeFile(path.join(folder, "tallylight-0.3.0-not-for-distribution-linux-amd64.deb"), "old");
  await expect(releaseManifest({ folder, ...release })).rejects.toThrow("is not for other people");
});

test("a folder without packages makes no release", async () => {
  await expect(releaseManifest({ folder, ...release })).rejects.toThrow("make no release");
});
