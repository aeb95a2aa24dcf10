import type { ReviewedTimer } from "../../contract/command.ts";
import type { CommandResult } from "../../contract/requests.ts";
import type { ShownReview, UndoOffer } from "../../contract/snapshot.ts";
import type { NokoTimer } from "../../noko/resources.ts";
import type { LogCommand } from "../awaited-entries.ts";
import { LogMany, type LogManyPorts } from "./log-many.ts";
import { LogUndo, type LogUndoPorts } from "./log-undo.ts";

export type ReviewPorts = Omit<LogManyPorts, "onLogged" | "log" | "api"> &
  Omit<LogUndoPorts, "api"> & {
    readonly api: LogManyPorts["api"] & LogUndoPorts["api"];
    /** Carries out a Log by calling `run`. */
    readonly log: (command: LogCommand, run: () => Promise<unknown>) => Promise<void>;
  };

/** Logging, of one timer or of many, and taking that back. */
export class Review {
  readonly #ports: ReviewPorts;
  readonly #logMany: LogMany;
  readonly #undo: LogUndo;

  constructor(ports: ReviewPorts) {
    this.#ports = ports;
    this.#undo = new LogUndo(ports);
    this.#logMany = new LogMany({ ...ports, onLogged: (logged) => this.#undo.note(logged) });
  }

  view(): ShownReview | null {
    return this.#logMany.view();
  }

  undoOffer(): UndoOffer | null {
    return this.#undo.offer();
  }

  /** Carries out the log of one timer by `run`, and offers to take it back. */
  async logOne(command: LogCommand, timer: NokoTimer, run: () => Promise<unknown>): Promise<void> {
    const { clock, api, log } = this.#ports;
    const sentAt = clock.wallNow() + (api.clockOffset() ?? 0);
    await log(command, run);
    this.#undo.note({ timer, command, sentAt });
  }

  logMany(rows: readonly ReviewedTimer[]): Promise<CommandResult> {
    return this.#logMany.run(rows);
  }

  /** Null where there is nothing to take back. */
  undo(): Promise<CommandResult> | null {
    return this.#undo.offer() === null ? null : this.#undo.run();
  }

  /** Another verb: what was logged before it is not offered any more. */
  noteVerb(): void {
    this.#undo.forget();
  }

  stop(): void {
    this.#logMany.stop();
    this.#undo.forget();
  }
}
