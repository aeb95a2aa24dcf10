import type { PendingCommand } from "../../app/contract/snapshot.ts";

/** True while that verb is under way for that project, from whatever surface. */
export function isPending(
  pending: readonly PendingCommand[],
  projectId: number,
  kind: PendingCommand["kind"],
): boolean {
  return pending.some((command) => command.projectId === projectId && command.kind === kind);
}
