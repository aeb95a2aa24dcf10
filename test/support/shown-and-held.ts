/** What is shown and what the account holds, in words that can be compared. */
import type { Snapshot } from "../../app/contract/snapshot.ts";
import type { Demo } from "./noko/demo.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import type { Clock } from "../../app/platform/ports.ts";

export interface ShownWorld {
  readonly clock: Pick<Clock, "monotonicNow">;
  readonly server: Pick<Demo, "account">;
  readonly snapshot: () => Pick<Snapshot, "timers">;
}

/**
 * The shown timers as the account itself would put them: `project state seconds description`, sorted. A running
 * clock that is up to `tolerance` seconds off counts as right: the account tells whole seconds, and answers travel.
 */
export function shownTimers({ snapshot, clock, server }: ShownWorld, tolerance = 2): readonly string[] {
  return snapshot()
    .timers.map((timer) => {
      const seconds = elapsedSeconds(timer, clock.monotonicNow());
      const actual = server.account.timer(timer.projectId);
      const actualSeconds = actual === null ? seconds : server.account.secondsOf(actual);
      const isRight = timer.state === "running" && Math.abs(actualSeconds - seconds) <= tolerance;
      return `${timer.projectId} ${timer.state} ${isRight ? actualSeconds : seconds} ${timer.description}`;
    })
    .toSorted();
}

/** What the account holds, in the same form. */
export function accountTimers({ server }: Pick<ShownWorld, "server">): readonly string[] {
  return server.account
    .timers()
    .filter((timer) => timer.run.kind !== "pending")
    .map(
      (timer) => `${timer.projectId} ${timer.run.kind} ${server.account.secondsOf(timer)} ${timer.description ?? ""}`,
    )
    .toSorted();
}
