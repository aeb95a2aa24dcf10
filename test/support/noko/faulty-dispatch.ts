import type { OutgoingBroadcast } from "../../../app/demo/broadcaster.ts";
import type { Clock } from "../../../app/platform/ports.ts";
import { sendingOf, type BroadcastFaults } from "./broadcast-faults.ts";

/** Sends each broadcast of a batch as often, as late and in the order that the faults say. */
export function createFaultyDispatch(
  faults: BroadcastFaults,
  clock: Clock,
  stopped: AbortSignal,
): (batch: readonly OutgoingBroadcast[]) => void {
  return (batch) => {
    for (const { receiver, message, send } of faults.ordered(batch)) {
      const { copies, delay } = sendingOf(
        faults.fateOf({ receiverUrlId: receiver.urlId, payloadUri: receiver.payloadUri, ...message }),
      );
      for (let copy = 0; copy < copies; copy += 1) {
        if (delay === 0) send();
        else stopped.addEventListener("abort", clock.setTimeout(send, delay), { once: true });
      }
    }
  };
}
