/**
 * A failure that the reader can do something about. Its message is one sentence for people, with
 * the command to run; commands print it without a stack trace.
 */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
}
