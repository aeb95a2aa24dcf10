import { cp, link, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createPackage } from "@electron/asar";

const projectRoot = path.resolve(import.meta.dirname, "../..");

/** The apps laid out as a package lays them out, each beside the very same Electron. */
export interface Stage {
  readonly app: string;
  readonly floor: string;
  /** An earlier build, where one was given. */
  readonly before: string | null;
  readonly asarBytes: { readonly app: number; readonly before?: number };
  remove(): Promise<void>;
}

/**
 * Copies what was built, so that a later build changes nothing under a running benchmark, and a distribution of
 * Electron, so that no other program shares its pages and spoils the sums of memory.
 */
export async function createStage(distribution: string, projectBefore: string | null): Promise<Stage> {
  const directory = await mkdtemp(path.join(tmpdir(), "tallylight-bench-"));
  const app = await layOut(path.join(directory, "app"), distribution, (contents) => stageApp(projectRoot, contents));
  const shared = path.dirname(app);
  const floor = await layOut(path.join(directory, "floor"), shared, (contents) =>
    cp(path.join(import.meta.dirname, "floor"), contents, { recursive: true }),
  );
  const before =
    projectBefore === null
      ? null
      : await layOut(path.join(directory, "before"), shared, (contents) => stageApp(projectBefore, contents));
  return {
    app,
    floor,
    before,
    asarBytes: {
      app: await asarBytes(app),
      ...(before === null ? {} : { before: await asarBytes(before) }),
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

async function stageApp(project: string, contents: string): Promise<void> {
  await mkdir(contents, { recursive: true });
  await cp(path.join(project, "out"), path.join(contents, "out"), { recursive: true });
  for (const name of ["package.json", "LICENSE"]) await cp(path.join(project, name), path.join(contents, name));
}

async function asarBytes(executable: string): Promise<number> {
  return (await stat(path.join(path.dirname(executable), "resources", "app.asar"))).size;
}

/** Answers the executable. */
async function layOut(
  target: string,
  distribution: string,
  fill: (contents: string) => Promise<void>,
): Promise<string> {
  await mkdir(target);
  for (const entry of await readdir(distribution, { withFileTypes: true })) {
    if (entry.name === "resources") continue;
    const source = path.join(distribution, entry.name);
    const copy = path.join(target, entry.name);
    // The first is a copy of its own; the others share the first one's files, as apps on one Electron would.
    if (entry.isFile() && distribution.startsWith(path.dirname(target))) await link(source, copy);
    else await cp(source, copy, { recursive: true });
  }
  const executable = path.join(target, "tallylight");
  await rename(path.join(target, "electron"), executable).catch(ignoreMissing);
  const contents = `${target}-contents`;
  await fill(contents);
  await mkdir(path.join(target, "resources"));
  await createPackage(contents, path.join(target, "resources", "app.asar"));
  return executable;
}

/** The other layouts are taken from the first, where it has its new name already. */
function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
}
