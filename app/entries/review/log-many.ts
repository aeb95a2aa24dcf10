/**
 * Logs the timers of a review, one after the other:
 *
 *   waiting ──► sending ──► logged
 *                  │ compared first: changed, gone
 *                  │ surely not carried out: failed
 *                  ▼ the answer was lost
 *               compared ──► logged, failed (the timer is still there), gone, unknown
 *
 * A timer is logged by its own URL and only while it is the one that was seen, so none is logged twice: what ends the
 * app in between leaves the remaining timers as they are. A failure of one stops no other.
 */
import type { ReviewedTimer } from "../../contract/command.ts";
import type { CommandResult } from "../../contract/requests.ts";
import type { ReviewOutcome, ReviewRow, ShownReview } from "../../contract/snapshot.ts";
import { fetchFirst } from "../../commands/guard.ts";
import { NoSuchTimer } from "../../commands/carry-out.ts";
import { problemOf } from "../../commands/problems.ts";
import type { MirrorSync } from "../../mirror/mirror-sync.ts";
import { toProject } from "../../mirror/view.ts";
import { roundUpMinutes } from "../../model/format.ts";
import type { NokoApi } from "../../noko/api.ts";
import { ApiError, describeFailure } from "../../noko/errors.ts";
import type { NokoTimer } from "../../noko/resources.ts";
import type { Clock, Logger } from "../../platform/ports.ts";
import type { LogCommand } from "../awaited-entries.ts";
import { entriesMadeBy } from "../made-entries.ts";

export interface LoggedTimer {
  /** As it was before. */
  readonly timer: NokoTimer;
  readonly command: LogCommand;
  /** By the account's clock, epoch milliseconds. */
  readonly sentAt: number;
}

export interface LogManyPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly api: Pick<NokoApi, "listMyEntries" | "clockOffset">;
  readonly mirror: Pick<MirrorSync, "run" | "fetchTimer" | "state">;
  /** Carries out a Log by calling `run`. */
  readonly log: (command: LogCommand, run: () => Promise<unknown>) => Promise<void>;
  readonly onChange: () => void;
  readonly onLogged: (logged: LoggedTimer) => void;
  readonly onTokenRejected: () => void;
  /** What a failure left behind is not known. */
  readonly onDoubt: () => void;
}

export class LogMany {
  readonly #ports: LogManyPorts;
  #rows: readonly ReviewRow[] = [];
  #underWay: Promise<CommandResult> | null = null;
  #stopped = false;

  constructor(ports: LogManyPorts) {
    this.#ports = ports;
  }

  view(): ShownReview | null {
    return this.#rows.length === 0 ? null : { rows: this.#rows, underWay: this.#underWay !== null };
  }

  /** While one is under way, another one shares its result. */
  async run(rows: readonly ReviewedTimer[]): Promise<CommandResult> {
    if (this.#underWay !== null) return this.#underWay;
    const decidedAt = this.#ports.clock.monotonicNow();
    this.#underWay = this.#logAll(rows, decidedAt);
    try {
      return await this.#underWay;
    } finally {
      this.#underWay = null;
      this.#ports.onChange();
    }
  }

  /** What was not sent yet stays a timer. */
  stop(): void {
    this.#stopped = true;
  }

  async #logAll(rows: readonly ReviewedTimer[], decidedAt: number): Promise<CommandResult> {
    this.#rows = rows.flatMap((row) => this.#waiting(row) ?? []);
    this.#ports.onChange();
    let first: CommandResult = { kind: "done" };
    for (const row of rows) {
      if (this.#stopped) break;
      this.#show(row, { kind: "sending" });
      // oxlint-disable-next-line no-await-in-loop -- one after the other, so that each is compared with what is there then
      const outcome = await this.#log(row, decidedAt);
      this.#show(row, outcome);
      if (first.kind === "done") first = resultOf(outcome);
    }
    this.#ports.logger.info("A review was logged", { timers: rows.length, outcome: first.kind });
    return first;
  }

  #waiting(row: ReviewedTimer): ReviewRow | null {
    const project = this.#ports.mirror.state().timers.get(row.projectId)?.resource.project;
    if (project === undefined) return null;
    const minutes = roundUpMinutes(row.minutes, project.billingIncrement);
    const outcome: ReviewOutcome = { kind: "waiting" };
    return { id: row.expected.id, project: toProject(project), minutes, entryDate: row.entryDate, outcome };
  }

  #show(row: ReviewedTimer, outcome: ReviewOutcome): void {
    this.#rows = this.#rows.map((shown) => (shown.id === row.expected.id ? { ...shown, outcome } : shown));
    this.#ports.onChange();
  }

  async #log(row: ReviewedTimer, decidedAt: number): Promise<ReviewOutcome> {
    const { mirror, log, onLogged } = this.#ports;
    const command: LogCommand = { kind: "log", ...row };
    let sent: LoggedTimer | null = null;
    try {
      const checked = await fetchFirst(command, row.expected, decidedAt, mirror);
      if (checked === null) return { kind: this.#isThere(row) ? "changed" : "gone" };
      sent = { timer: checked.timer, command, sentAt: this.#accountNow() };
      await log(command, () => mirror.run(command));
      onLogged(sent);
      return { kind: "logged" };
    } catch (error) {
      return this.#failed(error, row, sent);
    }
  }

  async #failed(error: unknown, row: ReviewedTimer, sent: LoggedTimer | null): Promise<ReviewOutcome> {
    if (error instanceof NoSuchTimer) return { kind: "gone" };
    if (!(error instanceof ApiError)) throw error;
    const { failure } = error;
    this.#ports.logger.warn("A timer of a review was not logged", { failure: describeFailure(failure) });
    if (failure.kind === "token-rejected") this.#ports.onTokenRejected();
    if (failure.kind === "not-found") return { kind: "gone" };
    if (sent === null || error.surelyNotCarriedOut) return { kind: "failed", problem: problemOf(failure) };
    this.#ports.onDoubt();
    return this.#compare(error, row, sent);
  }

  /** The answer was lost. What the account has now tells what became of it; nothing is sent again. */
  async #compare(error: ApiError, row: ReviewedTimer, sent: LoggedTimer): Promise<ReviewOutcome> {
    const { mirror, api, onLogged } = this.#ports;
    const problem = problemOf(error.failure);
    try {
      const { value: timer } = await mirror.fetchTimer(row.projectId);
      if (timer?.id === row.expected.id) return { kind: "failed", problem };
      const { entryDate, projectId } = row;
      const { value: entries } = await api.listMyEntries(
        { from: entryDate, to: entryDate, projectIds: [projectId] },
        { priority: "user-action" },
      );
      const { billingIncrement } = sent.timer.project;
      if (entriesMadeBy({ ...row, date: entryDate, billingIncrement, sentAt: sent.sentAt }, entries).length === 0) {
        return { kind: "gone" };
      }
      onLogged(sent);
      return { kind: "logged" };
    } catch (again) {
      if (!(again instanceof ApiError)) throw again;
      return { kind: "unknown", problem };
    }
  }

  #isThere({ projectId, expected }: ReviewedTimer): boolean {
    return this.#ports.mirror.state().timers.get(projectId)?.resource.id === expected.id;
  }

  #accountNow(): number {
    return this.#ports.clock.wallNow() + (this.#ports.api.clockOffset() ?? 0);
  }
}

function resultOf(outcome: ReviewOutcome): CommandResult {
  switch (outcome.kind) {
    case "failed":
    case "unknown":
      return { kind: "failed", problem: outcome.problem };
    case "gone":
      return { kind: "failed", problem: { kind: "not-found" } };
    case "changed":
      return { kind: "asked" };
    default:
      return { kind: "done" };
  }
}
