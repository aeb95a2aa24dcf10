/** The command `tallylight`: a plain Node program. */
import { homedir } from "node:os";
import { systemClock, systemRandom } from "../platform/system.ts";
import { runCommandLine } from "./command-line.ts";
import { version } from "../../package.json";

const ends = new Promise<void>((resolve) => {
  process.once("SIGINT", () => resolve());
  process.once("SIGTERM", () => resolve());
  // Who reads is gone, as with `| head`.
  process.stdout.on("error", () => process.exit(0));
  process.stderr.on("error", () => undefined);
});

void runCommandLine(process.argv.slice(2), {
  surroundings: { platform: process.platform, environment: process.env, home: homedir() },
  version,
  clock: systemClock,
  random: systemRandom,
  isTerminal: process.stdout.isTTY,
  out: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
  interrupted: ends,
  serveAssistant: async (connect, version) => {
    const { serveAssistant } = await import("./mcp/serve.ts");
    await serveAssistant({ connect, version, clock: systemClock });
  },
}).then((code) => (process.exitCode = code));
