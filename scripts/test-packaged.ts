/**
 * Packages the app twice and tests both: one that the end-to-end suite can drive, since its inspector is left on,
 * and one as people get it, which is tested from outside.
 *
 *   npm run test:packaged -- [ARGUMENTS OF PLAYWRIGHT]
 */
import path from "node:path";
import { childEnvironment, prepareElectron } from "./electron/prepare.ts";
import { LaunchError } from "./lib/launch-error.ts";
import { projectRoot } from "./lib/project.ts";
import { runCommand } from "./lib/run-command.ts";
import { runForeground, runTool } from "./lib/run.ts";

/** The soak tests would run the same code for minutes. */
const projects = ["--project=e2e", "--project=packaged"];
const output = path.join("dist", "tested");

await runCommand(async () => {
  if (process.platform !== "linux") throw new LaunchError("Packages are tested on Linux only, through its tray.");
  const prepared = await prepareElectron({ desktop: "private" });
  try {
    const environment = childEnvironment(prepared);
    const inspectable = await makePackage("inspectable", ["--inspectable"], environment);
    const sealed = await makePackage("sealed", [], environment);
    return await runTool(
      "playwright",
      ["test", "-c", "test/e2e/playwright.config.ts", ...projects, ...process.argv.slice(2)],
      {
        cwd: projectRoot,
        env: { ...environment, TALLYLIGHT_PACKAGED_APP: inspectable, TALLYLIGHT_SEALED_APP: sealed },
      },
    );
  } finally {
    await prepared.dispose();
  }
});

/** Answers the executable. */
async function makePackage(
  name: string,
  options: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const directory = path.join(output, name);
  const script = path.join(projectRoot, "scripts", "package.ts");
  const args = ["--import", "tsx", script, "--targets", "dir", "--output", directory, ...options];
  const code = await runForeground(process.execPath, args, { cwd: projectRoot, env });
  if (code !== 0) throw new LaunchError(`The ${name} package could not be made.`);
  return path.join(projectRoot, directory, "linux-unpacked", "tallylight");
}
