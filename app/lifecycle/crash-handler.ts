import type { Logger } from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";
import type { Lifecycle } from "./lifecycle.ts";

/** In milliseconds. What fails again so soon after a start would go on failing. */
const shortRun = 60_000;

export interface CrashHandlerPorts {
  readonly lifecycle: Pick<Lifecycle, "isQuitting" | "relaunch" | "quit">;
  readonly logger: Logger;
  /** How long this process has been running. */
  readonly upMilliseconds: () => number;
  /** Says that the app ends. Returns when that was read. */
  readonly showFailure: () => void;
}

/**
 * Ends the process after an error that nothing caught, since the state it left is unknown. A tray icon that was there all
 * day must not vanish silently, so the app starts once more; where it would only fail again, it says so.
 */
export function createCrashHandler({ lifecycle, logger, upMilliseconds, showFailure }: CrashHandlerPorts) {
  return (error: unknown): void => {
    logger.error("Something unexpected went wrong", errorFields(error));
    if (!lifecycle.isQuitting()) {
      if (upMilliseconds() > shortRun) {
        logger.info("Tallylight starts again");
        lifecycle.relaunch();
      } else {
        showFailure();
      }
    }
    lifecycle.quit("crash");
  };
}
