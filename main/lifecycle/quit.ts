import { app } from "electron";
import { shutdownDeadline } from "../../app/platform/deadline.ts";

/** Whatever hangs, the process is gone by then. */
const patienceMilliseconds = 3_000;

/**
 * However the app is asked to end (menu, SIGTERM, SIGINT, end of the session), the account is told first, briefly;
 * then it exits with code 0. Asking again changes nothing.
 */
export function quitCleanly(
  stop: (budgetMilliseconds: number, ended: "by-person" | "by-system") => Promise<void>,
): void {
  let leaving = false;
  let ended: "by-person" | "by-system" = "by-person";
  app.on("before-quit", (event) => {
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    setTimeout(() => app.exit(0), patienceMilliseconds);
    void stop(shutdownDeadline, ended).finally(() => app.exit(0));
  });
  process.on("SIGTERM", () => {
    ended = "by-system";
    app.quit();
  });
  process.on("SIGINT", () => app.quit());
  // The window is only a view: without one the app goes on in the tray.
  app.on("window-all-closed", () => undefined);
}
