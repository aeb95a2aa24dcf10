import type { Command } from "../../app/contract/command.ts";

/** What the user decided, without the absence that it is about. */
export type AbsenceAnswer = Omit<Extract<Command, { kind: "answer-absence" }>, "kind" | "from" | "account">;

/** Answers by which the time goes elsewhere. */
export type ElsewhereKind = "move" | "log";
