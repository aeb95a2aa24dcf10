import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, type InlineConfig } from "vite";
import { completions, manPage } from "../../app/cli/help.ts";
import { shells } from "../../app/cli/commands.ts";
import { version } from "../../package.json";
import { listThirdParties } from "../package/third-parties.ts";
import { projectRoot } from "./project.ts";

const assistant = "tallylight-mcp.cjs";
const serveAssistant = /[\\/]mcp[\\/]serve\.ts$/u;

/**
 * Bundles the command line: one file that needs Node alone, and beside it what only `mcp` loads. Completions and man page
 * lie beside them.
 */
export async function buildCommandLine(folder = path.join(projectRoot, "out", "cli")): Promise<void> {
  await mkdir(folder, { recursive: true });
  await bundle(folder, "app/cli/main.ts", "tallylight.cjs");
  // Its list of third parties holds those of the other one.
  await bundle(folder, "app/cli/mcp/serve.ts", assistant);
  await chmod(path.join(folder, "tallylight.cjs"), 0o755);
  await writeFile(path.join(folder, "tallylight.1"), manPage(version));
  for (const shell of shells) await writeFile(path.join(folder, `tallylight.${shell}`), completions(shell));
}

async function bundle(folder: string, entry: string, file: string): Promise<void> {
  const isAssistant = file === assistant;
  const configuration: InlineConfig = {
    configFile: false,
    root: projectRoot,
    logLevel: "warn",
    plugins: [listThirdParties()],
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: entry,
      target: "node20",
      outDir: folder,
      emptyOutDir: false,
      minify: true,
      rollupOptions: {
        ...(isAssistant ? {} : { external: serveAssistant }),
        output: {
          format: "cjs",
          entryFileNames: file,
          codeSplitting: false,
          ...(isAssistant ? {} : { banner: "#!/usr/bin/env node", paths: { [mcpSource]: `./${assistant}` } }),
        },
      },
    },
  };
  await build(configuration);
}

const mcpSource = path.join(projectRoot, "app/cli/mcp/serve.ts");
