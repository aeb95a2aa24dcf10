import { readFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";
import { projectRoot } from "../lib/project.ts";
import { layOutRepository } from "./apt-repository.ts";
import { type BuilderRequest, debName, homepage, maintainer } from "./builder-configuration.ts";
import { debArchitecture, makeDeb } from "./deb.ts";

const manifest = v.object({ version: v.string() });

/** Makes the Debian package from the folder of this run, and beside it the files that apt reads. Returns its path. */
export async function packageDeb(request: BuilderRequest, release: boolean): Promise<string> {
  const { output, repository } = request;
  const { version } = v.parse(manifest, JSON.parse(await readFile(path.join(projectRoot, "package.json"), "utf8")));
  const architecture = debArchitecture(process.arch);
  const file = path.join(output, debName(request, version, architecture));
  await makeDeb({
    unpacked: path.join(output, process.arch === "x64" ? "linux-unpacked" : `linux-${process.arch}-unpacked`),
    output: file,
    version,
    architecture,
    maintainer: maintainer(repository),
    homepage: repository === null ? null : homepage(repository),
    release,
  });
  await layOutRepository(path.join(output, "apt"), { file, architecture }, new Date());
  return file;
}
