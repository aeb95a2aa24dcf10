import type { TimerCommand } from "../contract/command.ts";
import type { NokoTimer } from "../noko/resources.ts";
import { middleOf } from "../mirror/exchange-middle.ts";
import type { CheckedTimer } from "./guard.ts";
import { ApiError } from "../noko/errors.ts";
import type { MirrorSync } from "../mirror/mirror-sync.ts";
import type { MirrorEvent, MirrorState } from "../mirror/reducer.ts";

/** Time that was added to a timer, or taken away where negative, and can be given back. */
export interface Adjustment {
  readonly timer: NokoTimer;
  readonly seconds: number;
}

/** Seconds cut on both sides and the travel of two answers may come to this. */
const measuringError = 2;

/**
 * What an adjustment by `asked` seconds did. The account may do less than was asked (a timer does not go below
 * zero), and to give back more than was taken would invent time. Null where nothing was done.
 */
export function adjustmentMade(asked: number, before: CheckedTimer, after: MirrorEvent): Adjustment | null {
  if (after.kind !== "timer") return null;
  const running = before.timer.state === "running";
  const passed = running ? (middleOf(after.exchanged) - middleOf(before)) / 1000 : 0;
  const measured = Math.round(after.timer.seconds - before.timer.seconds - passed);
  const seconds = Math.abs(measured - asked) <= measuringError ? asked : measured;
  return seconds === 0 ? null : { timer: after.timer, seconds };
}

/** The last adjustment, as long as it can be given back. */
export class LastAdjustment {
  #last: Adjustment | null = null;

  get(): Adjustment | null {
    return this.#last;
  }

  forget(): void {
    this.#last = null;
  }

  /** One whose timer is gone, or another one by now, can't be given back. */
  noteMirror(state: MirrorState): void {
    const adjusted = this.#last?.timer;
    if (adjusted === undefined) return;
    if (state.timers.get(adjusted.project.id)?.resource.id !== adjusted.id) this.#last = null;
  }

  /** Sends one. An undo is none that could be undone, and after a failure in doubt nobody knows what to give back. */
  async make(
    command: Extract<TimerCommand, { kind: "adjust" }>,
    before: CheckedTimer,
    isUndo: boolean,
    mirror: Pick<MirrorSync, "run">,
  ): Promise<void> {
    try {
      const after = await mirror.run(command);
      this.#last = isUndo ? null : adjustmentMade(command.seconds, before, after);
    } catch (error) {
      if (!(error instanceof ApiError && error.surelyNotCarriedOut)) this.#last = null;
      throw error;
    }
  }
}
