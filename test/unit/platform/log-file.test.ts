import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLogFile } from "../../../app/platform/log-file.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "tallylight-unit-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("goes on where its folder was cleared away meanwhile", () => {
  const file = path.join(directory, "logs", "app.log");
  const write = openLogFile(file);
  write("before");
  rmSync(path.join(directory, "logs"), { recursive: true });
  write("lost");
  write("after");
  expect(readFileSync(file, "utf8")).toContain("after\n");
});

test("goes on once a disk that refused takes something again, and keeps within its limit", () => {
  const folder = path.join(directory, "logs");
  writeFileSync(folder, "");
  const file = path.join(folder, "app.log");
  const write = openLogFile(file, 20);
  write("lost");
  rmSync(folder);
  mkdirSync(folder);
  writeFileSync(file, "of an earlier run\n");
  write("after");
  expect(readFileSync(file, "utf8")).toBe("after\n");
  expect(readFileSync(`${file}.1`, "utf8")).toBe("of an earlier run\n");
});
