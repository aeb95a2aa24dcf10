import type { DemoServer } from "../../../app/demo/server.ts";

/**
 * Changes something behind the app's back, and acts on what the app still shows: nothing is announced any more, and
 * whatever the app looks at of its own accord waits until `act` is done.
 */
export async function unnoticed(demo: DemoServer, change: () => void, act: () => Promise<void>): Promise<void> {
  demo.faults.broadcasts.dropRate = 1;
  const release = demo.faults.hold();
  change();
  await act();
  release();
}
