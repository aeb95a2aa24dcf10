/**
 * The Debian package, made by `dpkg-deb` from the folder that electron-builder lays out. It has no script of its own: root
 * runs nothing of ours when it is installed.
 */
import { createHash } from "node:crypto";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { LaunchError } from "../lib/launch-error.ts";
import { projectRoot } from "../lib/project.ts";
import { runForeground } from "../lib/run.ts";
import { description, desktopEntryFile, synopsis } from "./desktop-entry.ts";

export interface DebRequest {
  /** The app's folder, as it is installed. */
  readonly unpacked: string;
  /** The file to be written. */
  readonly output: string;
  readonly version: string;
  readonly architecture: DebArchitecture;
  readonly maintainer: string;
  readonly homepage: string | null;
  /** What people get is packed tightly, which takes a minute. */
  readonly release: boolean;
}

export type DebArchitecture = "amd64" | "arm64";

export function debArchitecture(architecture: NodeJS.Architecture): DebArchitecture {
  if (architecture === "x64") return "amd64";
  if (architecture === "arm64") return "arm64";
  throw new LaunchError(`There is no Debian package for ${architecture}.`);
}

const installedAt = "opt/Tallylight";
const executable = `/${installedAt}/tallylight`;

/**
 * Every library that the binary names, and those that it loads by name while it runs. Where Debian and Ubuntu have renamed
 * a package for 64-bit time, both names stand: `libasound2` alone is provided by an incompatible package there, too.
 */
export const debDepends = [
  "libasound2 | libasound2t64",
  "libatk-bridge2.0-0 | libatk-bridge2.0-0t64",
  "libatk1.0-0 | libatk1.0-0t64",
  "libatspi2.0-0 | libatspi2.0-0t64",
  "libc6",
  "libcairo2",
  "libcups2 | libcups2t64",
  "libdbus-1-3",
  "libdrm2",
  "libexpat1",
  "libgbm1",
  "libglib2.0-0 | libglib2.0-0t64",
  "libgtk-3-0 | libgtk-3-0t64",
  "libnotify4",
  "libnspr4",
  "libnss3",
  "libpango-1.0-0",
  "libsecret-1-0",
  "libudev1",
  "libx11-6",
  "libxcb1",
  "libxcomposite1",
  "libxdamage1",
  "libxext6",
  "libxfixes3",
  "libxkbcommon0",
  "libxrandr2",
  "xdg-utils",
] as const;

const debRecommends = ["ca-certificates", "libayatana-appindicator3-1", "openssh-client"] as const;

export function debControl(request: DebRequest, installedKilobytes: number): string {
  const fields = {
    Package: "tallylight",
    Version: request.version,
    Architecture: request.architecture,
    Maintainer: request.maintainer,
    "Installed-Size": String(installedKilobytes),
    Depends: debDepends.join(", "),
    Recommends: debRecommends.join(", "),
    Section: "utils",
    Priority: "optional",
    ...(request.homepage === null ? {} : { Homepage: request.homepage }),
    Description: `${synopsis}\n ${description}`,
  };
  return `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")}\n`;
}

export async function makeDeb(request: DebRequest): Promise<void> {
  const root = await mkdtemp(path.join(tmpdir(), "tallylight-deb-"));
  try {
    await chmod(root, 0o755);
    await layOut(root, request.unpacked);
    const files = await filesIn(root);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    await mkdir(path.join(root, "DEBIAN"));
    await writeFile(path.join(root, "DEBIAN/control"), debControl(request, Math.ceil(bytes / 1024)));
    const sums = await Promise.all(files.map(async ({ name }) => `${await md5(path.join(root, name))}  ${name}\n`));
    await writeFile(path.join(root, "DEBIAN/md5sums"), sums.join(""));
    const packing = request.release ? ["-Zxz"] : ["-Zgzip", "-z1"];
    const args = ["--root-owner-group", ...packing, "--build", root, request.output];
    const code = await runForeground("dpkg-deb", args, { missingAdvice: "install the package dpkg" });
    if (code !== 0) throw new LaunchError("dpkg-deb could not make the Debian package; is `dpkg` installed?");
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function layOut(root: string, unpacked: string): Promise<void> {
  const app = path.join(root, installedAt);
  await cp(unpacked, app, { recursive: true, verbatimSymlinks: true });
  await makeReadable(app);
  // Where the system forbids user namespaces, Chromium's sandbox needs this helper, which may become root.
  await chmod(path.join(app, "chrome-sandbox"), 0o4755);
  await mkdir(path.join(root, "usr/bin"), { recursive: true });
  await symlink(executable, path.join(root, "usr/bin/tallylight"));
  await write(path.join(root, "usr/share/applications/tallylight.desktop"), desktopEntryFile(executable));
  await write(
    path.join(root, "usr/share/doc/tallylight/copyright"),
    await readFile(path.join(projectRoot, "LICENSE"), "utf8"),
  );
  const icons = path.join(projectRoot, "main/assets/icons");
  for (const name of await readdir(icons)) {
    const size = path.basename(name, ".png");
    const directory = path.join(root, "usr/share/icons/hicolor", size, "apps");
    await mkdir(directory, { recursive: true });
    await cp(path.join(icons, name), path.join(directory, "tallylight.png"));
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text, { mode: 0o644 });
}

/** Whatever the umask was here: everybody may read, only root may write. */
async function makeReadable(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) await makeReadable(file);
    else if (entry.isFile()) await chmod(file, ((await stat(file)).mode & 0o111) === 0 ? 0o644 : 0o755);
  }
}

interface PackedFile {
  readonly name: string;
  readonly bytes: number;
}

async function filesIn(root: string): Promise<readonly PackedFile[]> {
  const files: PackedFile[] = [];
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.push({ name: path.relative(root, file), bytes: (await stat(file)).size });
  }
  return files.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

async function md5(file: string): Promise<string> {
  return createHash("md5")
    .update(await readFile(file))
    .digest("hex");
}
