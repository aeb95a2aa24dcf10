import type { Problem } from "../contract/problem.ts";
import type { AccountView } from "../contract/snapshot.ts";
import type { Project } from "../model/project.ts";
import { localApiTexts as texts } from "../texts/local-api.ts";
import { problemText } from "../texts/problems.ts";
import type { LocalProblem, LocalProblemKind } from "./local-problem.ts";
import type { PublicAccount } from "./public-status.ts";
import { publicProject } from "./status-view.ts";

/** A request that is not carried out: thrown by handlers, answered as it is. */
export class RequestRefused extends Error {
  override readonly name = "RequestRefused";
  readonly problem: LocalProblem;
  /** It may have been carried out all the same. */
  readonly inDoubt: boolean;

  constructor(problem: LocalProblem, inDoubt = false) {
    super(problem.message);
    this.problem = problem;
    this.inDoubt = inDoubt;
  }
}

type PlainKind = Exclude<LocalProblemKind, "unknown-account" | "ambiguous-project" | "changed" | "account">;

const plainMessages: Readonly<Record<PlainKind, string>> = {
  malformed: texts.malformed,
  "not-available": texts.notAvailable,
  "not-allowed": texts.notAllowed,
  "signed-out": texts.signedOut,
  "unknown-project": texts.unknownProject,
  "no-timer": texts.noTimer,
  "nothing-to-undo": texts.nothingToUndo,
  "key-reused": texts.keyReused,
  busy: texts.busy,
  declined: texts.declined,
  "not-answered": texts.notAnswered,
};

export function plainProblem(kind: PlainKind, message = plainMessages[kind]): LocalProblem {
  return { kind, message };
}

export function refuse(kind: PlainKind, message = plainMessages[kind]): never {
  throw new RequestRefused(plainProblem(kind, message));
}

export function unknownAccount(candidates: readonly PublicAccount[]): LocalProblem {
  return { kind: "unknown-account", message: texts.unknownAccount, candidates: [...candidates] };
}

export function ambiguousProject(candidates: readonly Project[], view: AccountView): LocalProblem {
  return {
    kind: "ambiguous-project",
    message: texts.ambiguousProject,
    candidates: candidates.map((project) => publicProject(project, view)),
  };
}

export function changedProblem(revision: number): LocalProblem {
  return { kind: "changed", message: texts.changed, revision };
}

/** What the account, or the way to it, said. */
export function accountProblem(problem: Problem): LocalProblem {
  const { title, remedy } = problemText(problem);
  return { kind: "account", message: title, remedy, failure: problem.kind };
}
