import * as v from "valibot";

const targetsSchema = v.array(v.object({ type: v.string(), webSocketDebuggerUrl: v.optional(v.string()) }));
const replySchema = v.object({
  id: v.optional(v.number()),
  error: v.optional(v.object({ message: v.string() })),
  result: v.optional(v.unknown()),
});
const evaluatedSchema = v.object({
  result: v.object({ value: v.optional(v.unknown()) }),
  exceptionDetails: v.optional(v.object({ text: v.string() })),
});

/** The argument that makes an app offer what this connects to. */
export const devtoolsArgument = "--remote-debugging-port=0";
/** What the app then writes, with the port. */
export const devtoolsAnnouncement = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//;

/** A page of a running app, over Chromium's own protocol: the main process is left alone. */
export class Devtools {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", (event) => this.#receive(String(event.data)));
    socket.addEventListener("close", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("The page is gone."));
      this.#waiting.clear();
    });
  }

  /** Connects to the app's first page, as soon as there is one. */
  static async connect(port: number, patience = 20_000): Promise<Devtools> {
    const deadline = performance.now() + patience;
    while (performance.now() < deadline) {
      const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
      const page = v.parse(targetsSchema, await answer.json()).find(({ type }) => type === "page");
      if (page?.webSocketDebuggerUrl !== undefined) return new Devtools(await open(page.webSocketDebuggerUrl));
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    throw new Error("The app opened no page.");
  }

  send(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const id = (this.#lastId += 1);
    const reply = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#socket.send(JSON.stringify({ id, method, params }));
    return reply;
  }

  /** The value of an expression in the page, awaited there. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    const { result, exceptionDetails } = v.parse(evaluatedSchema, answer);
    if (exceptionDetails !== undefined) throw new Error(`In the page: ${exceptionDetails.text}`);
    return result.value;
  }

  close(): void {
    this.#socket.close();
  }

  #receive(text: string): void {
    const { id, error, result } = v.parse(replySchema, JSON.parse(text));
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || waiting === undefined) return;
    this.#waiting.delete(id);
    if (error === undefined) waiting.resolve(result);
    else waiting.reject(new Error(error.message));
  }
}

function open(url: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.addEventListener("open", () => resolve(socket));
    socket.addEventListener("error", () => reject(new Error(`Cannot connect to ${url}`)));
  });
}
