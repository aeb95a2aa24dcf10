import { readFileSync } from "node:fs";
import { PNG } from "pngjs";
import { describe, expect, test } from "vitest";
import { applicationId } from "../../../../app/platform/operating-system.ts";
import { parsePackageArguments } from "../../../../scripts/package/arguments.ts";
import { builderConfiguration } from "../../../../scripts/package/builder-configuration.ts";
import { wantedFuses } from "../../../../scripts/package/fuses.ts";
import { icnsFile, icoFile, pngIcon } from "../../../../scripts/package/icon-files.ts";
import { packageFolder } from "../../../../scripts/package/third-parties.ts";

describe("arguments", () => {
  test("nothing said: the folder and a tar.gz, sealed", () => {
    expect(parsePackageArguments([])).toEqual({
      targets: ["dir", "tar.gz"],
      release: false,
      inspectable: false,
      output: "dist",
    });
  });

  test("a release takes every format that the configuration names", () => {
    expect(parsePackageArguments(["--release"])).toMatchObject({ targets: [], release: true });
  });

  test("everything said", () => {
    expect(parsePackageArguments(["--targets", "deb,dir", "--output", "elsewhere", "--inspectable"])).toEqual({
      targets: ["deb", "dir"],
      release: false,
      inspectable: true,
      output: "elsewhere",
    });
  });

  test.each([
    [["--frobnicate"], "Unknown option '--frobnicate'; run `npm run package"],
    [["--targets"], "Option '--targets <value>' argument missing; run"],
    [["--output", "--release"], "Option '--output' argument is ambiguous; run"],
    [["--output="], "Option '--output' needs a value; run"],
    [["--", "dir"], "`dir` is not an option of this command; run"],
    [["--release", "--inspectable"], "A release is never inspectable"],
  ])("%j is refused", (args, sentence) => expect(() => parsePackageArguments(args)).toThrow(sentence));
});

test("the app calls itself as the installer does", () => {
  const configuration = readFileSync("electron-builder.yml", "utf8");
  expect(/^appId: (.*)$/m.exec(configuration)?.[1]).toBe(applicationId);
});

describe("names of the files", () => {
  const builder = readFileSync("electron-builder.yml", "utf8");

  test("an AppImage's has no version, since a start at login names the file", () => {
    expect(/^appImage:\n(?: .*\n)* {2}artifactName: (.*)$/m.exec(builder)?.[1]).toBe("tallylight-${os}-${arch}.${ext}");
    expect(/^artifactName: (.*)$/m.exec(builder)?.[1]).toContain("${version}");
  });

  test.each([
    { title: "with the fallback runtime", forTestsOnly: true, inspectable: false },
    { title: "with the inspector", forTestsOnly: false, inspectable: true },
  ])("a package $title is called unfit in every format", ({ forTestsOnly, inspectable }) => {
    const electron = { kind: "local", distribution: "/electron", version: "33.2.1", forTestsOnly } as const;
    const request = { electron, inspectable, output: "dist", noticesFile: "/notices", repository: null };
    expect(builderConfiguration(request)).toMatchObject({
      artifactName: "tallylight-${version}-not-for-distribution-${os}-${arch}.${ext}",
      appImage: { artifactName: "tallylight-not-for-distribution-${os}-${arch}.${ext}" },
    });
  });

  test("a package for other people keeps the names of the configuration", () => {
    const electron = { kind: "downloaded-by-builder" } as const;
    const request = { electron, inspectable: false, output: "dist", noticesFile: "/notices", repository: null };
    const configuration = builderConfiguration(request);
    expect([configuration.artifactName, configuration.appImage]).toEqual([undefined, undefined]);
  });
});

describe("fuses", () => {
  test("what people get differs from what is tested by the inspector alone", () => {
    const [sealed, tested] = [wantedFuses({ inspectable: false }), wantedFuses({ inspectable: true })];
    const different = [...sealed.keys()].filter((index) => sealed.get(index) !== tested.get(index));
    expect(different).toEqual([3]);
    expect([...sealed.values()]).toEqual([false, true, false, false, true, true, false, false, true]);
  });
});

describe("whose code a module is", () => {
  test.each([
    ["/home/me/app/main/index.ts", null],
    ["\0vite/preload-helper.js", null],
    ["/home/me/app/node_modules/react/index.js", "node_modules/react"],
    ["/home/me/app/node_modules/@base-ui/react/esm/index.js", "node_modules/@base-ui/react"],
    ["\0/home/me/app/node_modules/ssh2/lib/index.js?commonjs-exports", "node_modules/ssh2"],
    ["/app/node_modules/conf/node_modules/env-paths/index.js", "node_modules/conf/node_modules/env-paths"],
  ])("%j", (id, folder) => expect(packageFolder(id)).toBe(folder));
});

describe("icons", () => {
  test.each([16, 48, 256])("a PNG of %i pixels: clear corners, a red middle", (size) => {
    const { width, height, data } = PNG.sync.read(pngIcon(size));
    const at = (x: number, y: number): readonly number[] => [...data.subarray((y * size + x) * 4).subarray(0, 4)];
    expect([width, height]).toEqual([size, size]);
    expect(at(0, 0)[3]).toBe(0);
    const [red = 0, green = 0, , alpha] = at(size / 2, size / 2);
    expect(alpha).toBe(255);
    expect(red).toBeGreaterThan(green + 100);
  });

  test("an .ico that leads to each of its pictures", () => {
    const file = icoFile([16, 256]);
    expect([file.readUInt16LE(2), file.readUInt16LE(4)]).toEqual([1, 2]);
    for (const [index, size] of [16, 256].entries()) {
      const entry = 6 + index * 16;
      const [length, offset] = [file.readUInt32LE(entry + 8), file.readUInt32LE(entry + 12)];
      expect(PNG.sync.read(file.subarray(offset, offset + length)).width).toBe(size);
    }
  });

  test("an .icns whose parts fill it", () => {
    const file = icnsFile();
    expect(file.subarray(0, 4).toString()).toBe("icns");
    expect(file.readUInt32BE(4)).toBe(file.length);
    const widths: number[] = [];
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      widths.push(PNG.sync.read(file.subarray(at + 8, at + file.readUInt32BE(at + 4))).width);
    }
    expect(widths).toEqual([16, 32, 128, 256, 512, 1024, 32, 64, 256, 512]);
  });
});
