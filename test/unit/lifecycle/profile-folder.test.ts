import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { whyNotWritable } from "../../../app/lifecycle/profile-folder.ts";

let folder = "";
beforeEach(() => void (folder = mkdtempSync(path.join(tmpdir(), "profile-"))));
afterEach(() => rmSync(folder, { recursive: true }));

test("a folder that is missing is made, for its owner alone, and nothing is left in it", () => {
  const profile = path.join(folder, "deep", "profile");
  expect(whyNotWritable(profile)).toBeNull();
  expect(readdirSync(profile)).toEqual([]);
  if (process.platform !== "win32") expect(statSync(profile).mode & 0o777).toBe(0o700);
});

test("a folder below a file has a reason", () => {
  writeFileSync(path.join(folder, "file"), "");
  expect(whyNotWritable(path.join(folder, "file", "profile"))).toMatch(/^E[A-Z]+$/);
});

test.each(["ENOSPC", "EROFS", "EACCES", "EDQUOT"])("%s is the reason, and what was begun is removed", (code) => {
  const refusing: typeof writeFileSync = (file) => {
    writeFileSync(file, "a beginning");
    throw Object.assign(new Error("refused"), { code });
  };
  expect(whyNotWritable(folder, refusing)).toBe(code);
  expect(readdirSync(folder)).toEqual([]);
});
