import { createHash } from "node:crypto";
import type { MirroredTimer } from "../mirror/reducer.ts";

/**
 * The account's timers but one, as a short text that is another one when any of them was started, paused, described or
 * logged. A hash: what people write about their work is kept nowhere for this.
 */
export function othersOf(timers: Iterable<MirroredTimer>, except: number): string {
  const known = [...timers]
    .filter(({ resource }) => resource.id !== except)
    .map(({ resource, state }) => JSON.stringify([resource.id, state, resource.description ?? ""]))
    .toSorted();
  return createHash("sha256").update(known.join("\n")).digest("hex").slice(0, 16);
}
