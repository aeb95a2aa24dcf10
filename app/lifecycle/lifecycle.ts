import type { Clock, Logger } from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";

/**
 * Why the app ends: a person wants it to; the system does (signal, end of the session); an update is to be installed;
 * an error that nothing caught.
 */
export type QuitReason = "person" | "system" | "update" | "crash";

export interface LifecyclePorts {
  readonly clock: Pick<Clock, "setTimeout">;
  readonly logger: Logger;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
  /** Closes the windows and ends the process as an installer expects it, with every event on the way. */
  readonly close: () => void;
  /** Starts the app once more when this process has ended. */
  readonly relaunch: () => void;
}

/** What is to be done before the process ends. Should never take longer than the deadline of a shutdown. */
export type Shutdown = (reason: QuitReason) => Promise<void>;

/**
 * How the app ends, whatever asks for it:
 *
 *     running ── quit(reason) ──> quitting: shutdown ── done, failed, or 3 s ──> ended
 *
 * The first reason counts, and asking again changes nothing.
 */
export interface Lifecycle {
  quit(reason: QuitReason): void;
  /** From the first `quit` on. */
  isQuitting(): boolean;
  /** The shutdown is over: nothing may hold up the end of the process. */
  isEnding(): boolean;
  /** There is one shutdown: a later one replaces it. */
  onQuit(shutdown: Shutdown): void;
  /** The app starts once more when it has ended. */
  relaunch(): void;
}

/** In milliseconds. Whatever hangs, the process is gone by then. */
const longestShutdown = 3_000;

export function createLifecycle({ clock, logger, exit, close, relaunch }: LifecyclePorts): Lifecycle {
  let reason: QuitReason | null = null;
  let isEnding = false;
  let isRelaunched = false;
  let shutdown: Shutdown | null = null;

  async function end(why: QuitReason): Promise<void> {
    const code = why === "crash" ? 1 : 0;
    clock.setTimeout(() => exit(code), longestShutdown);
    try {
      await shutdown?.(why);
    } catch (error) {
      logger.error("The shutdown failed", errorFields(error));
    }
    isEnding = true;
    if (why === "update") close();
    else exit(code);
  }

  return {
    quit(why) {
      if (reason !== null) return;
      reason = why;
      logger.info("Tallylight quits", { reason });
      void end(why);
    },
    isQuitting: () => reason !== null,
    isEnding: () => isEnding,
    onQuit: (next) => void (shutdown = next),
    relaunch() {
      if (!isRelaunched) relaunch();
      isRelaunched = true;
    },
  };
}
