/** `npm run build:cli` bundles the command line into out/cli. */
import { buildCommandLine } from "./lib/build-command-line.ts";

await buildCommandLine();
