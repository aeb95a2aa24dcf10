import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { layOutRepository } from "../../../../scripts/package/apt-repository.ts";
import { debName, type BuilderRequest } from "../../../../scripts/package/builder-configuration.ts";
import { writeChecksums } from "../../../../scripts/package/checksums.ts";
import { debArchitecture, debControl, type DebRequest, makeDeb } from "../../../../scripts/package/deb.ts";
import { desktopEntryFile } from "../../../../scripts/package/desktop-entry.ts";

const run = promisify(execFile);
let directory: string;
let request: DebRequest;

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "tallylight-deb-test-"));
  const unpacked = path.join(directory, "linux-unpacked");
  await mkdir(path.join(unpacked, "resources"), { recursive: true, mode: 0o700 });
  await writeFile(path.join(unpacked, "tallylight"), "program", { mode: 0o700 });
  await writeFile(path.join(unpacked, "chrome-sandbox"), "helper", { mode: 0o755 });
  await writeFile(path.join(unpacked, "resources", "app.asar"), "archive", { mode: 0o600 });
  await chmod(unpacked, 0o700);
  request = {
    unpacked,
    output: path.join(directory, "tallylight.deb"),
    version: "1.2.3",
    architecture: "amd64",
    maintainer: "Somebody <somebody@example.org>",
    homepage: "https://example.org/tallylight",
    release: false,
  };
});

afterEach(() => rm(directory, { recursive: true, force: true }));

describe.runIf(process.platform === "linux")("the Debian package", () => {
  test("belongs to root, can be read by everybody and has no script of its own", async () => {
    await makeDeb(request);
    const { stdout } = await run("dpkg-deb", ["--contents", request.output]);
    const modes = new Map(
      stdout
        .trim()
        .split("\n")
        .map((line) => {
          const [mode = "", owner = "", , , , name = ""] = line.split(/\s+/);
          return [name.replace("./", "/"), `${mode} ${owner}`];
        }),
    );
    expect(Object.fromEntries([...modes].filter(([name]) => !name.includes("hicolor")))).toMatchObject({
      "/opt/Tallylight/": "drwxr-xr-x root/root",
      "/opt/Tallylight/tallylight": "-rwxr-xr-x root/root",
      "/opt/Tallylight/chrome-sandbox": "-rwsr-xr-x root/root",
      "/opt/Tallylight/resources/app.asar": "-rw-r--r-- root/root",
      "/usr/bin/tallylight": "lrwxrwxrwx root/root",
      "/usr/share/applications/tallylight.desktop": "-rw-r--r-- root/root",
      "/usr/share/doc/tallylight/copyright": "-rw-r--r-- root/root",
    });
    expect(modes.get("/usr/share/icons/hicolor/48x48/apps/tallylight.png")).toBe("-rw-r--r-- root/root");
    const control = path.join(directory, "control");
    await run("dpkg-deb", ["--control", request.output, control]);
    expect((await run("ls", [control])).stdout.trim().split("\n")).toEqual(["control", "md5sums"]);
  });

  test("can be read by apt from a folder: its index says where it is, how long and of which sum", async () => {
    await makeDeb(request);
    const apt = path.join(directory, "apt");
    await layOutRepository(apt, { file: request.output, architecture: "amd64" }, new Date(0));
    const index = await readFile(path.join(apt, "dists/stable/main/binary-amd64/Packages"), "utf8");
    const named = path.join(apt, /^Filename: (.*)$/m.exec(index)?.[1] ?? "");
    const [sum] = (await run("sha256sum", [named])).stdout.split(" ");
    expect(index).toContain(`SHA256: ${sum}\n`);
    expect(index).toContain(`Size: ${(await readFile(named)).length}\n`);
    expect(index).toContain("Version: 1.2.3\n");
    const release = await readFile(path.join(apt, "dists/stable/Release"), "utf8");
    expect(release).toContain("Date: Thu, 01 Jan 1970 00:00:00 GMT\n");
    expect(release).toMatch(new RegExp(`^ [0-9a-f]{64} ${Buffer.byteLength(index)} main/binary-amd64/Packages$`, "m"));
  });

  test("is checked by its sum, as people check a download", async () => {
    await writeFile(request.output, "a package");
    await writeChecksums(directory, [request.output]);
    const { stdout } = await run("sha256sum", ["--check", "SHA256SUMS"], { cwd: directory });
    expect(stdout).toBe("tallylight.deb: OK\n");
  });
});

test("its control file names what it needs, under the old and the new names", () => {
  const control = debControl(request, 230_000);
  expect(control).toMatch(/^Depends: .*\blibasound2 \| libasound2t64, .*\blibgbm1, /m);
  expect(control).toContain("Installed-Size: 230000\n");
  expect(control.endsWith("\n Mirrors the running timers of a Noko account in the tray, live.\n")).toBe(true);
});

test("its menu entry starts it and names its icon", () => {
  const lines = desktopEntryFile("/opt/Tallylight/tallylight").split("\n");
  expect(lines[0]).toBe("[Desktop Entry]");
  expect(lines).toContain("Exec=/opt/Tallylight/tallylight %U");
  expect(lines).toContain("Icon=tallylight");
  expect(lines).toContain("Categories=Office;ProjectManagement;");
});

test.each(["ia32", "riscv64"] as const)("there is none for %s", (architecture) =>
  expect(() => debArchitecture(architecture)).toThrow(`There is no Debian package for ${architecture}.`),
);

test("its name says what it is not for", () => {
  const release: BuilderRequest = {
    electron: { kind: "downloaded-by-builder" },
    inspectable: false,
    output: "dist",
    noticesFile: "/notices",
    repository: null,
  };
  expect(debName(release, "1.2.3", "amd64")).toBe("tallylight-1.2.3-linux-amd64.deb");
  expect(debName({ ...release, inspectable: true }, "1.2.3", "amd64")).toBe(
    "tallylight-1.2.3-not-for-distribution-linux-amd64.deb",
  );
});
