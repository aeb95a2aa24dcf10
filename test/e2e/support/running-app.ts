import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright";
import { appEnvironment, electronArguments, electronExecutable } from "./electron.ts";

export interface LaunchSettings {
  readonly profile: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Where the app's output goes. */
  readonly logFile: string;
}

/**
 * An answer that is there at once waits in V8's inspector for the main process' next turn, and the garbage collector can
 * take it before ("Resulting promise was garbage collected"). One that comes a turn later is handed over as it comes.
 */
function keepAnswers(electron: ElectronApplication): ElectronApplication {
  const evaluate = electron.evaluate.bind(electron) as (body: () => void, argument: unknown) => Promise<unknown>;
  const evaluateLater = (body: unknown, argument: unknown): Promise<unknown> => {
    const source = `async (electron, argument) => {
      const answer = await (${String(body)})(electron, argument);
      await new Promise((resolve) => setImmediate(resolve));
      return answer;
    }`;
    // Playwright sends a function as its text.
    return evaluate(
      Object.assign(() => undefined, { toString: () => source }),
      argument,
    );
  };
  return Object.assign(electron, { evaluate: evaluateLater as ElectronApplication["evaluate"] });
}

/** The real app, as it runs on a desk. */
export class RunningApp {
  readonly electron: ElectronApplication;
  readonly profile: string;
  #output = "";
  readonly #child: ChildProcess;
  readonly #exited: Promise<number | null>;
  readonly #closed: Promise<unknown>;

  private constructor(electron: ElectronApplication, profile: string, log: WriteStream) {
    this.electron = keepAnswers(electron);
    this.profile = profile;
    // Playwright forgets the process once it has ended.
    this.#child = electron.process();
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.#output += chunk.toString();
        log.write(chunk);
      });
    }
    this.#exited = once(this.#child, "exit").then(([code]: readonly unknown[]) =>
      typeof code === "number" ? code : null,
    );
    // What it wrote last may be read only after it is gone.
    this.#closed = once(this.#child, "close").then(() => log.end());
  }

  static async launch({ profile, environment = {}, args = [], logFile }: LaunchSettings): Promise<RunningApp> {
    await mkdir(path.dirname(logFile), { recursive: true });
    const electron = await _electron.launch({
      executablePath: electronExecutable(),
      args: [...electronArguments(), `--user-data-dir=${profile}`, ...args],
      env: appEnvironment(environment),
    });
    return new RunningApp(electron, profile, createWriteStream(logFile, { flags: "a" }));
  }

  /** What it wrote to its standard streams so far, but for what it may have written before Playwright had it. */
  output(): string {
    return this.#output;
  }

  /** Everything it wrote to its log so far, from the first line. */
  async log(): Promise<string> {
    try {
      return await readFile(path.join(this.profile, "logs", "tallylight.log"), "utf8");
    } catch {
      return "";
    }
  }

  /**
   * Asks the main process for something, changing nothing. V8's inspector can lose an answer to the garbage collector
   * before it is sent; since nothing was changed, the question is put again.
   */
  async read<R>(question: (electron: typeof Electron.CrossProcessExports) => R | Promise<R>): Promise<R> {
    for (;;) {
      try {
        return await this.electron.evaluate(question);
      } catch (error) {
        if (!String(error).includes("Resulting promise was garbage collected")) throw error;
      }
    }
  }

  windowCount(): Promise<number> {
    return this.read(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  }

  isWindowVisible(): Promise<boolean> {
    return this.read(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((each) => each.isVisible()));
  }

  /** Whether keys that are pressed on the display reach the window. */
  isWindowFocused(): Promise<boolean> {
    return this.read(({ BrowserWindow }) => BrowserWindow.getFocusedWindow() !== null);
  }

  /** The window, once our page is in it. */
  async window(): Promise<Page> {
    return ownPage(await this.electron.firstWindow());
  }

  /** Sends the signal that ends a session; answers exit code and milliseconds. All of its output is there then. */
  async terminate(
    signal: "SIGTERM" | "SIGINT" | "SIGHUP" = "SIGTERM",
  ): Promise<{ code: number | null; milliseconds: number }> {
    const began = performance.now();
    this.#child.kill(signal);
    const code = await this.#exited;
    const milliseconds = performance.now() - began;
    await this.#closed;
    return { code, milliseconds };
  }

  isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  exited(): Promise<number | null> {
    return this.#exited;
  }

  /** Ends it if it still runs. */
  async dispose(): Promise<void> {
    if (this.isRunning()) await this.terminate();
  }
}

/** The same page, once it is ours: a window begins with an empty one, which has no bridge. */
export async function ownPage(page: Page): Promise<Page> {
  await page.waitForURL("tallylight://app/**", { waitUntil: "domcontentloaded" });
  return page;
}
