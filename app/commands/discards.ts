/**
 * What lies between "discard" and the deletion, for each discarded timer:
 *
 *   pausing ──paused──► held ──10 s, or another discard──► checking ──still the same──► deleting ──► (gone)
 *      │                 │                                    │                            │
 *      │ failed          │ undo, changed elsewhere            │ the same, or failed        │ failed
 *      ▼                 ▼                                    ▼                            ▼
 *      └──────────────► shown again, paused, with all its time ◄─────────────────────────────
 *
 * Until the deletion the timer lies paused in the account. So whatever ends the app meanwhile (quit, sign-out, a
 * crash, no network) leaves a paused timer there and takes no time away; nothing is deleted later on.
 */
import type { Timer } from "../model/timer.ts";
import type { NokoTimer } from "../noko/resources.ts";
import type { CancelTimeout, Clock } from "../platform/ports.ts";
import type { MirrorSync } from "../mirror/mirror-sync.ts";
import type { MirrorState } from "../mirror/reducer.ts";
import { middleOf } from "../mirror/exchange-middle.ts";

const holdMilliseconds = 10_000;

export interface HeldTimer {
  /** As it lies in the account during the hold. */
  readonly resource: NokoTimer;
  /** The monotonic instant when it was paused; null where it did not run. */
  readonly pausedAt: number | null;
  readonly endsAt: number;
}

type Hold =
  | { readonly kind: "pausing" }
  | { readonly kind: "held" | "checking" | "deleting"; readonly held: HeldTimer };

/** `kept`: it changed elsewhere, or was brought back meanwhile. */
export type DiscardEnd = "gone" | "kept";

export interface DiscardsPorts {
  readonly clock: Clock;
  readonly mirror: Pick<MirrorSync, "run" | "fetchTimer">;
  /** What is hidden or offered is different now. */
  readonly onChange: () => void;
  /** The timer changed elsewhere during its hold: it is shown again. */
  readonly onChangedElsewhere: (projectId: number) => void;
  /** The deletion at the end of the hold failed: the timer is shown again. */
  readonly onFailure: (projectId: number, error: unknown) => void;
}

export class Discards {
  readonly #ports: DiscardsPorts;
  readonly #holds = new Map<number, Hold>();
  readonly #ending = new Map<number, Promise<DiscardEnd>>();
  #offered: HeldTimer | null = null;
  #cancelEnd: CancelTimeout | null = null;
  #stopped = false;

  constructor(ports: DiscardsPorts) {
    this.#ports = ports;
  }

  /** The timer that `release` would bring back. */
  offered(): HeldTimer | null {
    return this.#offered;
  }

  /** True from the beginning of the hold to the deletion: to surfaces the project has no timer. */
  holds(projectId: number): boolean {
    const kind = this.#holds.get(projectId)?.kind;
    return kind !== undefined && kind !== "pausing";
  }

  hides(timer: Pick<Timer, "projectId" | "state">): boolean {
    if (this.holds(timer.projectId)) return true;
    // So that it is not drawn as paused for a moment between the answer to the pause and the hold.
    return this.#holds.has(timer.projectId) && timer.state !== "running";
  }

  /** Throws as `mirror.run` does; then nothing is held. */
  async begin(timer: NokoTimer): Promise<void> {
    const projectId = timer.project.id;
    this.#holds.set(projectId, { kind: "pausing" });
    try {
      const paused = await this.#pause(timer);
      if (!this.#stopped) this.#hold({ ...paused, endsAt: this.#ports.clock.monotonicNow() + holdMilliseconds });
    } finally {
      if (this.#holds.get(projectId)?.kind === "pausing") this.#drop(projectId);
    }
  }

  /** Takes back what is offered; null when it is too late. The timer still lies paused in the account. */
  release(): HeldTimer | null {
    const held = this.#offered;
    if (held !== null) this.#drop(held.resource.project.id);
    return held;
  }

  /** Deletes a held timer now, if the account still has it as it was. Throws as the mirror does; then it is shown again. */
  finish(projectId: number): Promise<DiscardEnd> {
    const ending = this.#ending.get(projectId);
    if (ending !== undefined) return ending;
    const hold = this.#holds.get(projectId);
    if (hold?.kind !== "held") return Promise.resolve("kept");
    const beginning = this.#finish(projectId, hold.held);
    this.#ending.set(projectId, beginning);
    return beginning;
  }

  /** Ends each hold whose timer is not as it was left. */
  noteMirror(state: MirrorState): void {
    for (const [projectId, hold] of this.#holds) {
      if (hold.kind !== "held" && hold.kind !== "checking") continue;
      const timer = state.timers.get(projectId)?.resource;
      if (timer !== undefined && isAsHeld(hold.held, timer)) continue;
      // One that is gone was logged or discarded elsewhere: nothing is left to bring back.
      if (timer === undefined) this.#drop(projectId);
      else this.#changedElsewhere(projectId);
    }
  }

  /** Nothing is deleted any more. */
  stop(): void {
    this.#stopped = true;
    this.#cancelEnd?.();
    this.#holds.clear();
    this.#offered = null;
  }

  async #pause(timer: NokoTimer): Promise<Omit<HeldTimer, "endsAt">> {
    if (timer.state !== "running") return { resource: timer, pausedAt: null };
    const event = await this.#ports.mirror.run({ kind: "pause", projectId: timer.project.id });
    if (event.kind !== "timer") throw new Error("A pause answers with the timer");
    return { resource: event.timer, pausedAt: middleOf(event.exchanged) };
  }

  #hold(held: HeldTimer): void {
    const earlier = this.#offered;
    const projectId = held.resource.project.id;
    this.#holds.set(projectId, { kind: "held", held });
    this.#offered = held;
    this.#cancelEnd?.();
    this.#cancelEnd = this.#ports.clock.setTimeout(() => void this.#finishByItself(projectId), holdMilliseconds);
    if (earlier !== null) void this.#finishByItself(earlier.resource.project.id);
    this.#ports.onChange();
  }

  async #finishByItself(projectId: number): Promise<void> {
    try {
      await this.finish(projectId);
    } catch (error) {
      this.#ports.onFailure(projectId, error);
    }
  }

  async #finish(projectId: number, held: HeldTimer): Promise<DiscardEnd> {
    const isHeldAs = (kind: Hold["kind"]): boolean => {
      const hold = this.#holds.get(projectId);
      return hold !== undefined && hold.kind === kind && hold.kind !== "pausing" && hold.held === held;
    };
    this.#holds.set(projectId, { kind: "checking", held });
    try {
      const { value: timer } = await this.#ports.mirror.fetchTimer(projectId);
      if (timer === null) return "gone";
      // The mirror has seen the answer too, and ended the hold of a timer that does not look the same any more.
      if (this.#stopped || !isHeldAs("checking")) return "kept";
      // Another timer by now may look the same.
      if (!isAsHeld(held, timer)) {
        this.#changedElsewhere(projectId);
        return "kept";
      }
      this.#holds.set(projectId, { kind: "deleting", held });
      this.#withdraw(held);
      await this.#ports.mirror.run({ kind: "discard", projectId });
      return "gone";
    } finally {
      this.#ending.delete(projectId);
      if (isHeldAs("checking") || isHeldAs("deleting")) this.#drop(projectId);
    }
  }

  #changedElsewhere(projectId: number): void {
    this.#drop(projectId);
    this.#ports.onChangedElsewhere(projectId);
    this.#ports.onChange();
  }

  #drop(projectId: number): void {
    const hold = this.#holds.get(projectId);
    this.#holds.delete(projectId);
    if (hold !== undefined && hold.kind !== "pausing") this.#withdraw(hold.held);
    if (!this.#stopped) this.#ports.onChange();
  }

  #withdraw(held: HeldTimer): void {
    if (this.#offered !== held) return;
    this.#offered = null;
    this.#cancelEnd?.();
    this.#ports.onChange();
  }
}

export function isAsHeld({ resource }: HeldTimer, timer: NokoTimer): boolean {
  return (
    timer.id === resource.id &&
    timer.state === resource.state &&
    timer.seconds === resource.seconds &&
    (timer.description ?? "") === (resource.description ?? "")
  );
}
