import type { DemoServer } from "../../support/noko/server.ts";

/**
 * What was asked of the account since this was called, as `METHOD path`. Without webhooks: they are set up some time
 * after the start, whatever a person does.
 */
export function requestsFromNow(demo: DemoServer): () => readonly string[] {
  const before = demo.requests.length;
  return () =>
    demo.requests
      .slice(before)
      .filter(({ path }) => !path.startsWith("/v2/webhooks"))
      .map(({ method, path }) => `${method} ${path}`);
}
