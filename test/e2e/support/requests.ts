import type { DemoServer } from "../../support/noko/server.ts";

/** Everything that was asked of the account since this was called, as `METHOD path`. */
export function requestsFromNow(demo: DemoServer): () => readonly string[] {
  const before = demo.requests.length;
  return () => demo.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
}
