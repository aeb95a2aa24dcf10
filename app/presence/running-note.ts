/**
 * The note in the journal that says which timer runs, renewed every minute while nothing else is in there. Not every
 * end of a computer is announced: a battery runs empty, a system does not tell.
 */
import type { AbsenceRules } from "../contract/settings.ts";
import type { MirroredTimer } from "../mirror/reducer.ts";
import { instantNow } from "../model/instant.ts";
import type { CancelTimeout, Clock } from "../platform/ports.ts";
import { absenceFrom } from "./absence.ts";
import type { AbsenceJournal } from "./absence-journal.ts";

/** How much of a timer's last minutes may be counted as absence where the computer ended without a word. */
const beatMilliseconds = 60_000;

export interface RunningNotePorts {
  readonly clock: Clock;
  readonly journal: AbsenceJournal;
  readonly rules: () => AbsenceRules;
  /** The timer that this computer may judge; undefined where there is none. */
  readonly running: () => MirroredTimer | undefined;
  /** What `othersOf` tells of the account's other timers. */
  readonly others: (timer: MirroredTimer) => string;
  /** The account's clock minus ours in milliseconds; null while unknown. */
  readonly clockOffset: () => number | null;
}

export class RunningNote {
  readonly #ports: RunningNotePorts;
  #cancelBeat: CancelTimeout | null = null;

  constructor(ports: RunningNotePorts) {
    this.#ports = ports;
  }

  /**
   * To be called whenever a timer, the rules or the journal may be other ones. `isJournalFree`: it holds nothing that
   * somebody has to answer for.
   */
  keepUp(isJournalFree: boolean): void {
    const { journal, rules, running } = this.#ports;
    const wanted = isJournalFree && rules().shutdown !== "keep" && running() !== undefined;
    if (wanted === (this.#cancelBeat !== null)) return;
    this.stop();
    if (wanted) this.#beatLater();
    else if (isJournalFree) journal.clear();
  }

  /** Writes it now. */
  write(): void {
    const { clock, journal, rules, running, others, clockOffset } = this.#ports;
    const timer = running();
    const rule = rules().shutdown;
    if (timer === undefined || rule === "keep") return journal.clear();
    const absence = absenceFrom({
      leftAt: instantNow(clock),
      running: timer,
      reason: "shutdown",
      meantToPause: rule === "pause",
      clockOffset: clockOffset(),
      others: others(timer),
    });
    return journal.write({ absence, state: "running", seconds: 0 });
  }

  /** Renews it no more; what is written stays. */
  stop(): void {
    this.#cancelBeat?.();
    this.#cancelBeat = null;
  }

  #beatLater(): void {
    this.#cancelBeat = this.#ports.clock.setTimeout(() => {
      this.write();
      this.#beatLater();
    }, beatMilliseconds);
  }
}
