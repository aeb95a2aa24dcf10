import { expect } from "playwright/test";
import type { DemoServer } from "../../support/noko/server.ts";
import { requestsFromNow } from "./requests.ts";

/**
 * Changes something about a project's timer behind the app's back, and begins a verb on what the app still shows:
 * nothing is announced any more, and whatever the app fetches of its own accord waits until the verb's own fetch does.
 */
export async function unnoticed(
  demo: DemoServer,
  projectId: number,
  change: () => void,
  act: () => Promise<void>,
): Promise<void> {
  demo.faults.broadcasts.dropRate = 1;
  const release = demo.faults.hold();
  change();
  const requests = requestsFromNow(demo);
  await act();
  await expect.poll(requests).toContain(`GET /v2/projects/${projectId}/timer`);
  release();
}
