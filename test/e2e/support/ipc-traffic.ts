import type { ElectronApplication } from "playwright";

export interface Traffic {
  /** Answers and events, each as JSON with its channel. */
  readonly toPage: readonly string[];
  readonly fromPage: readonly string[];
}

/** Writes down everything that crosses the border to the page from now on; the result reads it. */
export async function recordTraffic(electron: ElectronApplication): Promise<() => Promise<Traffic>> {
  await electron.evaluate(({ BrowserWindow, ipcMain }) => {
    const toPage: string[] = [];
    const fromPage: string[] = [];
    Reflect.set(globalThis, "recordedTraffic", { toPage, fromPage });

    // Electron keeps the handlers in a map that is in no type.
    const handlers: unknown = Reflect.get(ipcMain, "_invokeHandlers");
    if (!(handlers instanceof Map)) throw new Error("This Electron keeps its handlers elsewhere.");
    for (const [channel, handler] of handlers) {
      handlers.set(channel, async (...parts: readonly unknown[]) => {
        fromPage.push(JSON.stringify([channel, ...parts.slice(1)]));
        const answer: unknown = await Reflect.apply(handler, ipcMain, parts);
        toPage.push(JSON.stringify([channel, answer]));
        return answer;
      });
    }
    for (const { webContents } of BrowserWindow.getAllWindows()) {
      const send: unknown = Reflect.get(webContents, "send");
      if (typeof send !== "function") throw new Error("A page cannot be sent anything.");
      Reflect.set(webContents, "send", (...parts: readonly unknown[]) => {
        toPage.push(JSON.stringify(parts));
        Reflect.apply(send, webContents, parts);
      });
    }
  });
  return () =>
    electron.evaluate((): Traffic => {
      const recorded: unknown = Reflect.get(globalThis, "recordedTraffic");
      const list = (name: string): readonly string[] => {
        const value: unknown = typeof recorded === "object" && recorded !== null ? Reflect.get(recorded, name) : [];
        return Array.isArray(value) ? value.map(String) : [];
      };
      return { toPage: list("toPage"), fromPage: list("fromPage") };
    });
}
