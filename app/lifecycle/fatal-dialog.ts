import { strings } from "../texts/strings.ts";
import type { Logger } from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";

export type Failure = keyof typeof strings.failure.title;

export interface FatalDialogPorts {
  /** Run from source there is a terminal, or nobody who would press a button. */
  readonly packaged: boolean;
  /** Electron's: stands until somebody has read it. */
  readonly showErrorBox: (title: string, content: string) => void;
  readonly logFile: string;
  readonly logger: Logger;
}

/** Tells a person that the app ends, once and in one sentence; what went wrong is in the log alone. Never throws. */
export function createFatalDialog({ packaged, showErrorBox, logFile, logger }: FatalDialogPorts) {
  let told = false;
  return (failure: Failure): void => {
    if (!packaged || told) return;
    told = true;
    try {
      showErrorBox(strings.failure.title[failure], strings.failure.seeLog(logFile));
    } catch (error) {
      logger.warn("What went wrong could not be shown", errorFields(error));
    }
  };
}
