/** Verbs on their way: what is pending, the result that a second click shares, and what becomes of a failure. */
import type { TimerCommand } from "../contract/command.ts";
import type { CommandResult } from "../contract/requests.ts";
import type { PendingCommand, ShownProblem } from "../contract/snapshot.ts";
import type { Problem } from "../contract/problem.ts";
import { ApiError, describeFailure } from "../noko/errors.ts";
import type { Logger } from "../platform/ports.ts";
import { NoSuchTimer } from "./carry-out.ts";

export interface AttemptsPorts {
  readonly logger: Logger;
  readonly onChange: () => void;
  /** Null: the last verb went well. */
  readonly onProblem: (problem: ShownProblem | null) => void;
  /** What a failed verb left behind is not known. */
  readonly onDoubt: () => void;
  readonly onTokenRejected: () => void;
}

export class Attempts {
  readonly #ports: AttemptsPorts;
  readonly #underWay = new Map<string, Promise<CommandResult>>();
  #pending: readonly PendingCommand[] = [];

  constructor(ports: AttemptsPorts) {
    this.#ports = ports;
  }

  pending(): readonly PendingCommand[] {
    return this.#pending;
  }

  /** A second click while the first is under way asks for nothing new: it shares the first one's result. */
  async once(key: string, work: () => Promise<CommandResult>): Promise<CommandResult> {
    const first = this.#underWay.get(key);
    if (first !== undefined) return first;
    const result = work();
    this.#underWay.set(key, result);
    try {
      return await result;
    } finally {
      this.#underWay.delete(key);
    }
  }

  /** Shows `command` as pending while `work` lasts, and makes a result of its failure. */
  async attempt(command: TimerCommand, work: () => Promise<CommandResult>): Promise<CommandResult> {
    const pending: PendingCommand = { projectId: command.projectId, kind: command.kind };
    this.#setPending([...this.#pending, pending]);
    try {
      const result = await work();
      const { kind: outcome } = result;
      this.#ports.logger.info("A command was answered", { command: command.kind, project: command.projectId, outcome });
      if (outcome === "done") this.#ports.onProblem(null);
      return result;
    } catch (error) {
      return this.fail(command, error);
    } finally {
      this.#setPending(this.#pending.filter((other) => other !== pending));
    }
  }

  fail(command: Pick<TimerCommand, "kind" | "projectId">, error: unknown): CommandResult {
    const { kind, projectId } = command;
    const problem = this.#problemOf(error);
    this.#ports.logger.warn("A command failed", {
      command: kind,
      failure: error instanceof ApiError ? describeFailure(error.failure) : problem.kind,
    });
    this.#ports.onProblem({ problem, command: kind, projectId });
    if (problem.kind === "token-rejected") this.#ports.onTokenRejected();
    this.#ports.onDoubt();
    return { kind: "failed", problem };
  }

  #problemOf(error: unknown): Problem {
    if (error instanceof NoSuchTimer) return { kind: "not-found" };
    if (error instanceof ApiError) return error.failure;
    throw error;
  }

  #setPending(pending: readonly PendingCommand[]): void {
    this.#pending = pending;
    this.#ports.onChange();
  }
}
