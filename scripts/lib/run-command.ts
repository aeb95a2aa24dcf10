import { LaunchError } from "./launch-error.ts";
import { endWithNpm } from "./orphan.ts";

/** Runs a command's body, and turns what it throws into output and an exit code. */
export async function runCommand(body: () => Promise<number>): Promise<void> {
  endWithNpm();
  try {
    process.exitCode = await body();
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${error instanceof LaunchError ? error.message : formatUnexpected(error)}\n`);
  }
}

function formatUnexpected(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
