import type { RunningDemo } from "../application/application-ports.ts";

/** Starts the demo account's server. Its code is loaded at the first use: most runs never need it. */
export async function startDemo(): Promise<RunningDemo> {
  const { startDemoServer } = await import("./server.ts");
  return startDemoServer();
}
