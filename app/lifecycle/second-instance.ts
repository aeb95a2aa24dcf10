import { atLoginFlag } from "../settings/autostart-entry.ts";
import { assertNever } from "../model/assert-never.ts";
import type { Lifecycle } from "./lifecycle.ts";

/** What a start asks of the app that is running already. */
export type SecondStart = { readonly kind: "show-window" } | { readonly kind: "nothing" };

/** Decodes the command line of a second start. The desktop's own start at the login asks for no window. */
export function decodeSecondStart(commandLine: readonly string[]): SecondStart {
  return commandLine.includes(atLoginFlag) ? { kind: "nothing" } : { kind: "show-window" };
}

export interface SecondInstance {
  /** The app was started while it runs. The second process ends by itself. */
  readonly started: (commandLine: readonly string[]) => void;
  /** Called for each window that is asked for; at once where one was asked for before. */
  readonly onShowWindow: (showWindow: () => void) => void;
}

/** Where the app is about to end as well when it is started again, neither would be left: then it starts once more. */
export function createSecondInstance({
  lifecycle,
}: {
  readonly lifecycle: Pick<Lifecycle, "isQuitting" | "relaunch">;
}): SecondInstance {
  let isWanted = false;
  let showWindow = (): void => void (isWanted = true);
  return {
    started(commandLine) {
      if (lifecycle.isQuitting()) return lifecycle.relaunch();
      const start = decodeSecondStart(commandLine);
      switch (start.kind) {
        case "show-window":
          return showWindow();
        case "nothing":
          return undefined;
        default:
          return assertNever(start, "second start");
      }
    },
    onShowWindow(listener) {
      showWindow = listener;
      if (isWanted) listener();
    },
  };
}
