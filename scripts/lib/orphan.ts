import type { Environment } from "./project.ts";

const CHECK_EVERY_MS = 500;

/**
 * npm runs a script through a shell, and hands signals to that shell alone, which dies of them
 * without a word to us. So when npm's shell is gone, take it for the SIGTERM that was meant for us.
 * Only under npm: a script that was started by itself may have to outlive the terminal.
 */
export function endWithNpm(environment: Environment = process.env): void {
  if (environment["npm_lifecycle_event"] === undefined || process.platform === "win32") {
    return;
  }
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(timer);
      process.kill(process.pid, "SIGTERM");
    }
  }, CHECK_EVERY_MS);
  timer.unref();
}
