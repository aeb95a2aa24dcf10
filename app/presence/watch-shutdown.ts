import type { Application } from "../contract/application.ts";
import type { Capabilities } from "../contract/settings.ts";
import type { Lifecycle } from "../lifecycle/lifecycle.ts";

/** The part of Electron's `powerMonitor` that is used. It hands an event over, which its types leave out. */
export interface ShutdownSource {
  on(event: "shutdown", listener: (event?: PreventableEvent) => void): unknown;
  off(event: "shutdown", listener: (event?: PreventableEvent) => void): unknown;
}

interface PreventableEvent {
  readonly preventDefault?: () => void;
}

/** The part of a window that is used: on Windows only windows are told of the session's end. */
export interface SessionWindow {
  on(event: "query-session-end" | "session-end", listener: () => void): unknown;
  destroy(): void;
}

export interface WatchShutdownOptions {
  readonly platform: Capabilities["platform"];
  readonly powerMonitor: ShutdownSource;
  /** One that is never shown. */
  readonly createWindow: () => SessionWindow;
  readonly application: Pick<Application, "leave" | "back">;
  readonly lifecycle: Pick<Lifecycle, "quit">;
}

/** In milliseconds. Windows has ended the programs that it asked by then, unless the shutdown was called off. */
const stillThereAfter = 60_000;

/**
 * Hears of the computer's shutdown in time to note it and to pause. Returns a function that ends the watch.
 *
 * - Linux, macOS: the system waits for us as long as it is asked to; the pause is given its chance, then we quit.
 * - Windows: it waits only for the answer to its question, so the instant is noted and a pause may come too late. The
 *   question is not answered with "no": that would show the person a screen that blames us. Windows
 *   does not say that a shutdown was called off: an app that still runs a minute later was not left.
 */
export function watchShutdown({
  platform,
  powerMonitor,
  createWindow,
  application,
  lifecycle,
}: WatchShutdownOptions): () => void {
  if (platform === "win32") {
    const window = createWindow();
    let calledOff: NodeJS.Timeout | undefined;
    window.on("query-session-end", () => {
      void application.leave("shutdown");
      clearTimeout(calledOff);
      calledOff = setTimeout(() => application.back("shutdown"), stillThereAfter);
    });
    // Windows ends the process soon after this: what is done until then is done.
    window.on("session-end", () => lifecycle.quit("system"));
    return () => {
      clearTimeout(calledOff);
      window.destroy();
    };
  }
  const onShutdown = (event?: PreventableEvent): void => {
    event?.preventDefault?.();
    void leaveWithin(application, 2_000).finally(() => lifecycle.quit("system"));
  };
  powerMonitor.on("shutdown", onShutdown);
  return () => void powerMonitor.off("shutdown", onShutdown);
}

async function leaveWithin(application: Pick<Application, "leave">, milliseconds: number): Promise<void> {
  let timeout: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timeout = setTimeout(resolve, milliseconds)));
  await Promise.race([application.leave("shutdown"), patience]);
  clearTimeout(timeout);
}
