import type { Project } from "../model/project.ts";

/**
 * Something that a program, or a link, wants done, and that only a person may agree to: it is asked in the window, and no
 * program can answer.
 */
export interface ProgramQuestion {
  /** Names it in the answer: one to an earlier question does nothing. */
  readonly id: number;
  readonly from: ProgramOrigin;
  readonly verb: AskedVerb;
}

export type ProgramOrigin =
  /** By the name that it gives itself, which proves nothing; null where it gives none. */
  { readonly kind: "program"; readonly name: string | null } | { readonly kind: "link" };

/** What would be done, as it is shown. */
export type AskedVerb =
  | { readonly kind: "start"; readonly project: Project; readonly description: string | null }
  | {
      readonly kind: "log";
      readonly project: Project;
      readonly minutes: number;
      readonly date: string;
      readonly description: string;
    }
  | { readonly kind: "adjust"; readonly project: Project; readonly seconds: number }
  | { readonly kind: "describe"; readonly project: Project; readonly description: string }
  | { readonly kind: "discard"; readonly project: Project; readonly seconds: number };

/** `busy`: another question waits, and this one was not asked. */
export type PersonsWord = "agreed" | "declined" | "not-answered" | "busy";
