/**
 * A failure that the reader can do something about. Its message is one sentence for people, with
 * the command to run; commands print it without a stack trace.
 */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
}

/** Runs a command's body, and turns what it throws into output and an exit code. */
export async function runCommand(body: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await body();
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(error instanceof LaunchError ? `${error.message}\n` : `${formatUnexpected(error)}\n`);
  }
}

function formatUnexpected(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
