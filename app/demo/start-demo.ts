import type { RunningDemo } from "../application/application-ports.ts";

/** Starts the demo account's server. It is loaded when somebody wants it: most runs never do. */
export async function startDemo(): Promise<RunningDemo> {
  const { startDemoServer } = await import("./server.ts");
  const server = await startDemoServer({ cast: "lively" });
  return { url: server.url, token: server.token, stop: () => server.stop() };
}
