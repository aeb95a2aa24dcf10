import type { Logger } from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";

/** What fails again so soon after a start would go on failing. */
const steadyMilliseconds = 60_000;

export interface CrashHandlerPorts {
  readonly logger: Logger;
  /** How long this process has been running. */
  readonly upMilliseconds: () => number;
  /** Somebody has asked the app to end already. */
  readonly isQuitting: () => boolean;
  /** Tells a person that the app ends. Returns when that was read. */
  readonly tell: () => void;
  /** Has the app started again once this process has ended. */
  readonly relaunch: () => void;
  readonly quit: () => void;
}

/**
 * What becomes of an error that nobody caught. Nobody knows what it left half done, so the process ends; a tray icon
 * that was there all day must not be gone without a word, so another one begins; where it would only fail again, that
 * word is said.
 */
export function createCrashHandler({ logger, upMilliseconds, isQuitting, tell, relaunch, quit }: CrashHandlerPorts) {
  let again = false;
  return (error: unknown): void => {
    logger.error("Something unexpected went wrong", errorFields(error));
    if (!again && !isQuitting()) {
      if (upMilliseconds() > steadyMilliseconds) {
        again = true;
        logger.info("Tallylight starts again");
        relaunch();
      } else {
        tell();
      }
    }
    quit();
  };
}
