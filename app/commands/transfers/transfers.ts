/**
 * Moves time. One transfer at a time; each step is in the journal before it is sent, so that what a crash or a lost
 * answer left is found out from the account, and finished, or asked about where that can't be told.
 *
 *   planned ──add──► added ──take──► (nothing)
 *      │ surely not carried out          doubt ◄── neither as before nor as after
 *      └────────► (nothing)
 */
import type { CommandResult } from "../../contract/requests.ts";
import type { Problem } from "../../contract/problem.ts";
import type { ShownTransfer, UndoOffer } from "../../contract/snapshot.ts";
import type { Project } from "../../model/project.ts";
import { toProject } from "../../mirror/view.ts";
import { ApiError } from "../../noko/errors.ts";
import type { Logger } from "../../platform/ports.ts";
import type { EntrySide, Transfer } from "./transfer.ts";
import type { TransferJournal } from "./transfer-journal.ts";
import { EntryLocked, TransferRequests, type TransferRequestsPorts } from "./transfer-requests.ts";

export interface TransfersPorts extends TransferRequestsPorts {
  readonly logger: Logger;
  readonly journal: TransferJournal;
  readonly onChange: () => void;
  readonly onProblem: (problem: Problem | null) => void;
  /** Time was taken off that project's timer by a transfer that an earlier run had begun. */
  readonly onFinished: (projectId: number) => void;
  /** What is logged is different now. */
  readonly onEntriesChanged: () => void;
}

/** Where the time goes. */
export type TransferTarget =
  | { readonly kind: "timer"; readonly projectId: number }
  | ({ readonly kind: "entry" } & Omit<EntrySide, "kind" | "alike" | "sentAt">);

export interface TransferOrder {
  readonly fromProjectId: number;
  /** The timer that it was seen on. */
  readonly timerId: number;
  readonly seconds: number;
  readonly to: TransferTarget;
}

type Outcome = "moved" | "not-moved" | "doubtful";

const done: CommandResult = { kind: "done" };
const refusals: ReadonlySet<Problem["kind"]> = new Set(["forbidden", "not-found", "invalid", "unexpected"]);
const gone: CommandResult = { kind: "failed", problem: { kind: "not-found" } };

export class Transfers {
  readonly #ports: TransfersPorts;
  readonly #requests: TransferRequests;
  /** Under way, or left over. */
  #transfer: Transfer | null;
  #isBusy = false;
  /** The account is neither as it was before nor as it would be after. */
  #isDoubtful = false;
  #last: { readonly transfer: Transfer; readonly project: Project } | null = null;

  constructor(ports: TransfersPorts) {
    this.#ports = ports;
    this.#requests = new TransferRequests(ports);
    this.#transfer = ports.journal.read();
  }

  view(): ShownTransfer | null {
    if (this.#transfer === null || !this.#isDoubtful) return null;
    const { add, take, seconds } = this.#transfer;
    const from = take.kind === "timer" ? take.projectId : null;
    return { fromProjectId: from, toProjectId: add.projectId, toEntry: add.kind === "entry", seconds };
  }

  undoOffer(): UndoOffer | null {
    if (this.#last === null) return null;
    const { project, transfer } = this.#last;
    return { kind: "transfer", project, seconds: transfer.seconds, endsAt: null };
  }

  /** Another verb was given: what was moved before it is given back no more. */
  forget(): void {
    this.#last = null;
  }

  /** Never rejects. */
  async move({ fromProjectId, timerId, seconds, to }: TransferOrder): Promise<CommandResult> {
    // One that is not finished comes first.
    if (this.#isBusy || this.#transfer !== null) return { kind: "asked" };
    return this.#working(async () => {
      const from = await this.#requests.timer(fromProjectId);
      if (from.timer === null || from.timer.id !== timerId || from.timer.seconds < seconds) return gone;
      const add =
        to.kind === "timer" ? (await this.#requests.timer(to.projectId)).side : await this.#requests.entry(to);
      const transfer: Transfer = {
        seconds,
        add,
        take: from.side,
        added: "planned",
        taken: "planned",
        isUndo: false,
      };
      const result = await this.#run(transfer);
      if (result.kind === "done") this.#last = { transfer, project: toProject(from.timer.project) };
      return result;
    });
  }

  /** Gives back what was moved last; null where there is nothing. */
  undo(): Promise<CommandResult> | null {
    const last = this.#last;
    if (last === null || this.#isBusy) return null;
    this.#last = null;
    return this.#working(async () => {
      const { add, take, seconds } = last.transfer;
      if (take.kind !== "timer") return done;
      const back = (await this.#requests.timer(take.projectId)).side;
      const { kind } = add;
      if (kind === "timer") {
        const from = (await this.#requests.timer(add.projectId)).side;
        return this.#run({ seconds, add: back, take: from, added: "planned", taken: "planned", isUndo: true });
      }
      const url = await this.#requests.madeEntry(add);
      if (url === null) return { kind: "failed", problem: { kind: "entry-unclear" } };
      await this.#requests.requireUnlocked(url);
      const made = { kind: "made-entry", url } as const;
      return this.#run({ seconds, add: back, take: made, added: "planned", taken: "planned", isUndo: true });
    });
  }

  /** To be called when the account has answered with all its timers: takes up what was left. Never rejects. */
  async resume(): Promise<void> {
    const transfer = this.#transfer;
    if (transfer === null || this.#isBusy || this.#isDoubtful) return;
    await this.#working(async () => {
      const outcome = await this.#settle(transfer);
      const { take } = transfer;
      if (outcome === "moved" && take.kind === "timer") this.#ports.onFinished(take.projectId);
      return outcome === "doubtful" ? { kind: "asked" } : done;
    });
  }

  /** What becomes of one that is doubtful. Never rejects. */
  async answer(answer: "finish" | "take-back" | "leave"): Promise<CommandResult> {
    const transfer = this.#transfer;
    if (transfer === null || !this.#isDoubtful || this.#isBusy) return done;
    return this.#working(async () => {
      if (answer === "finish") await this.#requests.take(transfer);
      if (answer === "take-back") await this.#takeBack(transfer);
      this.#clear();
      return done;
    });
  }

  async #run(transfer: Transfer): Promise<CommandResult> {
    this.#note(transfer);
    try {
      this.#note({ ...transfer, added: "sent" });
      await this.#requests.add(transfer);
      this.#note({ ...transfer, added: "done" });
      this.#note({ ...transfer, added: "done", taken: "sent" });
      await this.#requests.take(transfer);
      this.#clear();
      return done;
    } catch (error) {
      if (!(error instanceof ApiError) || this.#transfer === null) throw error;
      if (error.surelyNotCarriedOut) {
        this.#note({
          ...this.#transfer,
          ...(this.#transfer.added === "sent" ? { added: "planned" } : { taken: "planned" }),
        });
      }
      switch (await this.#settle(this.#transfer)) {
        case "moved":
          return done;
        case "not-moved":
          return { kind: "failed", problem: error.failure };
        default:
          return { kind: "asked" };
      }
    }
  }

  /** Finds out what was done, and goes on from there. */
  async #settle(transfer: Transfer): Promise<Outcome> {
    if (transfer.added === "planned") return this.#notMoved();
    if (transfer.added === "sent") {
      const added = await this.#requests.wasAdded(transfer);
      if (added === "unknown") return this.#doubt();
      // As before: the user is asked again.
      if (added === "no") return this.#notMoved();
      this.#note({ ...transfer, added: "done" });
    }
    const taken = await this.#requests.wasTaken(transfer);
    if (taken === "unknown") return this.#doubt();
    if (taken === "no") {
      this.#note({ ...transfer, added: "done", taken: "sent" });
      await this.#requests.take(transfer);
    }
    this.#clear();
    return "moved";
  }

  async #takeBack({ add, seconds }: Transfer): Promise<void> {
    const { mirror, api } = this.#ports;
    if (add.kind === "timer") {
      await mirror.run({ kind: "adjust", projectId: add.projectId, seconds: -seconds });
      return;
    }
    const url = await this.#requests.madeEntry(add);
    if (url !== null) await api.deleteEntry(url, { priority: "user-action" });
  }

  #notMoved(): Outcome {
    this.#clear();
    return "not-moved";
  }

  #doubt(): Outcome {
    this.#isDoubtful = true;
    return "doubtful";
  }

  #note(transfer: Transfer): void {
    this.#ports.journal.write(transfer);
    this.#transfer = transfer;
  }

  #clear(): void {
    this.#ports.journal.clear();
    const wasEntry = this.#transfer?.add.kind === "entry" || this.#transfer?.take.kind === "made-entry";
    this.#transfer = null;
    this.#isDoubtful = false;
    if (wasEntry) this.#ports.onEntriesChanged();
  }

  async #working(work: () => Promise<CommandResult>): Promise<CommandResult> {
    this.#isBusy = true;
    this.#ports.onChange();
    try {
      const result = await work();
      this.#ports.onProblem(result.kind === "failed" ? result.problem : null);
      return result;
    } catch (error) {
      // What is noted is taken up when the account answers again.
      const problem = problemFrom(error);
      // What the account refuses it refuses again: the person decides.
      if (this.#transfer !== null && refusals.has(problem.kind)) this.#isDoubtful = true;
      this.#ports.logger.warn("A transfer of time was not finished", { problem: problem.kind });
      this.#ports.onProblem(problem);
      return { kind: "failed", problem };
    } finally {
      this.#isBusy = false;
      this.#ports.onChange();
    }
  }
}

function problemFrom(error: unknown): Problem {
  if (error instanceof EntryLocked) return error.problem;
  return error instanceof ApiError ? error.failure : { kind: "unexpected" };
}
