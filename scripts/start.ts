/**
 * Builds the app if its sources are newer than the build, and runs it:
 *
 *   npm start -- [ARGUMENTS OF THE APP]
 */
import { childEnvironment, prepareElectron } from "./electron/prepare.ts";
import { buildIfNeeded } from "./lib/build.ts";
import { projectRoot } from "./lib/project.ts";
import { runCommand } from "./lib/run-command.ts";
import { runForeground } from "./lib/run.ts";

await runCommand(async () => {
  const prepared = await prepareElectron();
  try {
    const env = childEnvironment(prepared);
    await buildIfNeeded(env);
    return await runForeground(prepared.executable, [...prepared.args, projectRoot, ...process.argv.slice(2)], { env });
  } finally {
    await prepared.dispose();
  }
});
