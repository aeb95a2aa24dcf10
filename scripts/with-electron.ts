/**
 * Runs any command where Electron can start:
 *
 *   tsx scripts/with-electron.ts [--private] [--build] -- COMMAND [ARGUMENTS]
 *
 * --private  always on a virtual display and a session bus of its own (Linux)
 * --build    first builds the app, if its sources are newer than the build
 */
import { childEnvironment, prepareElectron } from "./electron/prepare.ts";
import { parseWithElectronArguments } from "./lib/arguments.ts";
import { buildIfNeeded } from "./lib/build.ts";
import { runCommand } from "./lib/run-command.ts";
import { runTool } from "./lib/run.ts";

await runCommand(async () => {
  const options = parseWithElectronArguments(process.argv.slice(2));
  const prepared = await prepareElectron({ desktop: options.isPrivate ? "private" : "reuse" });
  try {
    const env = childEnvironment(prepared);
    if (options.build) {
      await buildIfNeeded(env);
    }
    return await runTool(options.command, options.args, { env });
  } finally {
    await prepared.dispose();
  }
});
