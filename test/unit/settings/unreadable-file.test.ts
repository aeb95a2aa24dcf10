import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { prepareFile, removeTemporaryCopies } from "../../../app/settings/unreadable-file.ts";

let directory = "";
let file = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "tallylight-unit-"));
  file = path.join(directory, "settings.json");
});
afterEach(() => rmSync(directory, { recursive: true }));

const usable = { kind: "usable" };
const settings = '{"appearance":"dark","name":"Zürich ł"}';

describe("a settings file", () => {
  test("that can be read, or is not there, stays as it is", () => {
    expect(prepareFile(file)).toEqual(usable);
    writeFileSync(file, settings);
    expect(prepareFile(file)).toEqual(usable);
    expect(readFileSync(file, "utf8")).toBe(settings);
    expect(readdirSync(directory)).toEqual(["settings.json"]);
  });

  test.each<[string, Buffer]>([
    ["UTF-8", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(settings)])],
    ["UTF-16, little end first", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(settings, "utf16le")])],
    ["UTF-16, big end first", Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(settings, "utf16le").swap16()])],
  ])("that an editor saved with the byte order mark of %s is read, and written without", (_name, bytes) => {
    writeFileSync(file, bytes);
    expect(prepareFile(file)).toEqual(usable);
    expect(readFileSync(file, "utf8")).toBe(settings);
    expect(readdirSync(directory)).toEqual(["settings.json"]);
  });

  test.each(["{", "", "[1]", "null", '"text"', "\u0000", "\ufeff"])("that holds %j is kept aside", (content) => {
    writeFileSync(file, content);
    expect(prepareFile(file)).toEqual({ kind: "set-aside", keptAs: `${file}.unreadable` });
    expect(readFileSync(`${file}.unreadable`, "utf8")).toBe(content);
    expect(existsSync(file)).toBe(false);
  });

  test("that is damaged again and again leaves each copy: none is overwritten", () => {
    const kept = ["first", "second", "third"].map((content) => {
      writeFileSync(file, content);
      return prepareFile(file);
    });
    const names = [`${file}.unreadable`, `${file}.unreadable-2`, `${file}.unreadable-3`];
    expect(kept).toEqual(names.map((keptAs) => ({ kind: "set-aside", keptAs })));
    expect(names.map((name) => readFileSync(name, "utf8"))).toEqual(["first", "second", "third"]);
  });

  test("that is a folder is kept aside as well", () => {
    mkdirSync(file);
    expect(prepareFile(file)).toEqual({ kind: "set-aside", keptAs: `${file}.unreadable` });
    expect(prepareFile(file)).toEqual(usable);
  });

  test("that the system does not let be read is left alone", () => {
    // A path through a file cannot be opened by any user.
    writeFileSync(file, settings);
    expect(prepareFile(path.join(file, "settings.json"))).toEqual({ kind: "unavailable", code: "ENOTDIR" });
    expect(readFileSync(file, "utf8")).toBe(settings);
  });
});

test("what interrupted writes left beside the file is removed, and nothing else", () => {
  for (const name of ["settings.json", "settings.json.tmp-1234567890abcdef", "settings.json.unreadable", "x.tmp-1"]) {
    writeFileSync(path.join(directory, name), "{}");
  }
  removeTemporaryCopies(file);
  expect(readdirSync(directory).toSorted()).toEqual(["settings.json", "settings.json.unreadable", "x.tmp-1"]);
  expect(() => removeTemporaryCopies(path.join(directory, "absent", "settings.json"))).not.toThrow();
});
