import { listenOnLoopback } from "../../../app/demo/http.ts";
import type { Fetch } from "../../../app/platform/ports.ts";
import { Demo } from "./demo.ts";
import type { DemoServerOptions } from "./options.ts";

const memoryOrigin = "https://demo.invalid";
const memoryAddress = "127.0.0.1";

/** The demo account in memory: everything of `Demo`, and a `fetch` that reaches it. */
export interface MemoryDemoServer extends Demo {
  readonly fetch: Fetch;
  stop(): void;
}

/** The demo account on a loopback port: everything of `Demo`, and where it is. */
export interface DemoServer extends Demo {
  /** `http://127.0.0.1:PORT/v2` */
  readonly url: string;
  /** Ends every connection. */
  stop(): Promise<void>;
}

export interface StartOptions extends DemoServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
}

export interface MemoryOptions extends DemoServerOptions {
  /** Default: `https://demo.invalid`. */
  readonly origin?: string;
}

/** Makes a server without sockets; on a fake clock whole days pass in no time. Its `baseUrl` is `https://demo.invalid/v2`. */
export function createDemoServer({ origin = memoryOrigin, ...options }: MemoryOptions = {}): MemoryDemoServer {
  const demo = new Demo(origin, options);
  return Object.assign(demo, { fetch: demo.fetchFrom(memoryAddress), stop: () => demo.end() });
}

/** Starts a server on 127.0.0.1. Rejects with the system's error where the port is taken. */
export async function startDemoServer(options: StartOptions = {}): Promise<DemoServer> {
  const listener = await listenOnLoopback(options.port ?? 0);
  const demo = new Demo(listener.origin, options);
  listener.serve((request) => demo.handle(request));
  const stop = (): Promise<void> => {
    demo.end();
    return listener.close();
  };
  return Object.assign(demo, { url: demo.baseUrl, stop });
}
