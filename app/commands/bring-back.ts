import { type HeldTimer, isAsHeld } from "./discards.ts";
import { NoSuchTimer } from "./carry-out.ts";
import { middleOf } from "../mirror/exchange-middle.ts";
import type { MirrorSync } from "../mirror/mirror-sync.ts";

/**
 * Starts a held timer again and adds the time for which it was held, as if it had never stopped. One that changed
 * elsewhere meanwhile is left as it is there. Throws `NoSuchTimer` where it is gone, or as the mirror does.
 */
export async function bringBack(held: HeldTimer, mirror: Pick<MirrorSync, "run" | "fetchTimer">): Promise<void> {
  const projectId = held.resource.project.id;
  const { value: now } = await mirror.fetchTimer(projectId);
  if (now === null) throw new NoSuchTimer("The timer was logged or discarded elsewhere");
  if (held.pausedAt === null || !isAsHeld(held, now)) return;
  const started = await mirror.run({ kind: "start", projectId });
  if (started.kind !== "timer") return;
  const seconds = Math.round((middleOf(started.exchanged) - held.pausedAt) / 1000);
  if (seconds > 0) await mirror.run({ kind: "adjust", projectId, seconds });
}
