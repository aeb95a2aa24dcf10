import { createDemo } from "./demo.ts";
import { listenOnLoopback } from "./http.ts";
import type { DemoOptions } from "./options.ts";

/** The demo account on a loopback port. */
export interface DemoServer {
  /** `http://127.0.0.1:PORT/v2` */
  readonly url: string;
  readonly token: string;
  /** Ends every connection. */
  stop(): Promise<void>;
}

/** Starts the account's server on a free port of 127.0.0.1. */
export async function startDemoServer(options: DemoOptions = {}): Promise<DemoServer> {
  const listener = await listenOnLoopback(0);
  const demo = createDemo(listener.origin, options);
  listener.serve(demo.handle);
  return {
    url: demo.baseUrl,
    token: demo.token,
    stop: () => {
      demo.end();
      return listener.close();
    },
  };
}
