import { nativeText } from "../model/native-text.ts";
import { fatalTexts } from "../texts/startup.ts";
import type { Logger } from "../platform/ports.ts";
import { errorFields } from "../platform/logger.ts";

export type Failure = keyof typeof fatalTexts.title;

/** Shows why the app ends, the first time it is called. Never throws. By default it says where the log is. */
export type FatalDialog = (failure: Failure, detail?: string) => void;

export interface FatalDialogPorts {
  /** Run from source there is a terminal, or no person who would press a button. */
  readonly packaged: boolean;
  /** Electron's: stands until it was read. */
  readonly showErrorBox: (title: string, content: string) => void;
  readonly logFile: string;
  readonly logger: Logger;
}

export function createFatalDialog({ packaged, showErrorBox, logFile, logger }: FatalDialogPorts): FatalDialog {
  let isShown = false;
  return (failure, detail = fatalTexts.seeLog(logFile)) => {
    if (!packaged || isShown) return;
    isShown = true;
    try {
      showErrorBox(fatalTexts.title[failure], nativeText(detail));
    } catch (error) {
      logger.warn("What went wrong could not be shown", errorFields(error));
    }
  };
}
