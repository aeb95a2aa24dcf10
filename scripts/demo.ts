/**
 * Runs the app in its demo account, in a profile of its own that is removed afterwards:
 *
 *   npm run demo -- [--seconds N] [--screenshot FILE.png] [-- ARGUMENTS OF THE APP]
 */
import path from "node:path";
import { childEnvironment, prepareElectron } from "./electron/prepare.ts";
import type { PreparedElectron } from "./electron/prepare.ts";
import { parseDemoArguments } from "./lib/arguments.ts";
import type { DemoArguments } from "./lib/arguments.ts";
import { buildIfNeeded } from "./lib/build.ts";
import { projectRoot } from "./lib/project.ts";
import { runCommand } from "./lib/run-command.ts";
import { runForeground } from "./lib/run.ts";
import { createTemporaryProfile } from "./lib/temporary-profile.ts";

await runCommand(async () => {
  const demo = parseDemoArguments(process.argv.slice(2));
  const prepared = await prepareElectron();
  try {
    await buildIfNeeded(childEnvironment(prepared));
    return await runDemo(demo, prepared);
  } finally {
    await prepared.dispose();
  }
});

async function runDemo(demo: DemoArguments, prepared: PreparedElectron): Promise<number> {
  const profile = await createTemporaryProfile();
  const env = childEnvironment(prepared);
  const args = [...prepared.args, projectRoot, "--demo", `--user-data-dir=${profile.directory}`, ...demo.passThrough];
  try {
    if (demo.screenshot !== undefined && demo.seconds !== undefined) {
      // Playwright is loaded for pictures only: it takes a noticeable part of a second.
      const { photographApp } = await import("./lib/photograph-app.ts");
      return await photographApp({
        executable: prepared.executable,
        args: [...args, "--show"],
        env,
        seconds: demo.seconds,
        // npm changes to the repository's folder, and tells where it was called.
        picture: path.resolve(process.env["INIT_CWD"] ?? process.cwd(), demo.screenshot),
      });
    }
    const quitAfterMs = demo.seconds === undefined ? {} : { quitAfterMs: demo.seconds * 1000 };
    return await runForeground(prepared.executable, args, { env, ...quitAfterMs });
  } finally {
    await profile.remove();
  }
}
