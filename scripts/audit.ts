/**
 * Known vulnerabilities in what people get. Everything is bundled, so to npm every package is one for developers, and
 * `npm audit --omit=dev` covers nothing; this asks about exactly the packages whose code is in the build.
 */
import { childEnvironment } from "./electron/prepare.ts";
import { buildIfNeeded } from "./lib/build.ts";
import { captureTool } from "./lib/capture.ts";
import { projectRoot } from "./lib/project.ts";
import { report } from "./lib/report.ts";
import { runCommand } from "./lib/run-command.ts";
import { shippedVulnerabilities } from "./package/audit-report.ts";
import { bundledPackageFolders } from "./package/notices.ts";

await runCommand(async () => {
  const env = childEnvironment({ env: {} });
  await buildIfNeeded(env);
  const folders = await bundledPackageFolders();
  const { output } = await captureTool("npm", ["audit", "--json", "--loglevel=silent"], {
    cwd: projectRoot,
    env,
    timeoutMs: 120_000,
  });
  const found = shippedVulnerabilities(output, folders);
  for (const line of found) report(line);
  report(`${folders.length} bundled packages and Electron: ${found.length} with known vulnerabilities.`);
  return found.length === 0 ? 0 : 1;
});
