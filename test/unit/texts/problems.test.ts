import { expect, test } from "vitest";
import type { Problem } from "../../../app/contract/problem.ts";
import { errorFromStatus } from "../../../app/noko/status.ts";
import { type Hindrance, problems } from "../../../app/texts/problem-table.ts";
import { problemDefinition, problemText, signInProblemText } from "../../../app/texts/problems.ts";
import { sourcesOf } from "../../support/product-sources.ts";

test.each<readonly [Problem, Hindrance | null]>([
  [{ kind: "offline" }, "api-unreachable"],
  [{ kind: "timeout" }, "api-unreachable"],
  [{ kind: "proxy-wants-credentials" }, "proxy-wants-credentials"],
  [{ kind: "certificate-refused", fault: "wrong-name" }, "certificate-wrong-name"],
  [{ kind: "unreadable-answer", at: "body" }, "answer-unreadable"],
  [{ kind: "redirected-elsewhere" }, "led-elsewhere"],
  [{ kind: "foreign-url" }, "led-elsewhere"],
  [{ kind: "invalid", fields: [] }, "account-fails"],
  [{ kind: "cancelled" }, null],
])("%j says of the link: %s", (problem, expected) => expect(problemDefinition(problem).effect).toBe(expected));

test.each<readonly [number, Hindrance | null]>([
  [400, "account-fails"],
  [401, "token-rejected"],
  [403, "account-refuses"],
  [404, "account-fails"],
  [418, "account-fails"],
  [429, null],
  [500, "account-fails"],
  [502, "account-fails"],
  [503, "account-locked"],
  [504, "account-fails"],
])("an answer of %i says of the link: %s", (status, expected) => {
  expect(problemDefinition(errorFromStatus(status, "").failure).effect).toBe(expected);
});

test.each<readonly [Problem, string]>([
  [{ kind: "offline" }, "Check your network, then sign in again."],
  [{ kind: "account-locked" }, "Sign in when it is open again."],
  [{ kind: "token-rejected" }, "It may be mistyped, expired or revoked. Paste a new one."],
])("while signing in, the remedy of %j is: %s", (problem, remedy) => {
  expect(signInProblemText(problem).remedy).toBe(remedy);
});

test.each<readonly [string, string, Problem["kind"] | "edit-description" | "none"]>([
  ["cannot_create_tags", "Your account does not let you create new tags.", "edit-description"],
  ["insufficent_permissions", "You may not do this on that project.", "none"],
  ["missing", "The server refused these values.", "none"],
])("values that are refused with %s", (code, title, action) => {
  const problem: Problem = { kind: "invalid", fields: [{ resource: "timer", field: "description", code }] };
  expect(problemDefinition(problem)).toMatchObject({ title, action });
});

/** Only reading the timers is tried again by itself. */
test.each<Problem>([
  { kind: "offline" },
  { kind: "timeout" },
  { kind: "cancelled" },
  { kind: "account-locked" },
  { kind: "rate-limited" },
  { kind: "server-failed", status: 500 },
  { kind: "unreadable-answer", at: "body" },
])("of a verb that was refused with %j, nothing says that it is done later by itself", (problem) => {
  const { remedy } = problemText(problem);
  expect(remedy).toMatch(/try again/i);
  expect(remedy).not.toMatch(/by itself|goes on/);
});

/** A kind without a producer is a row that nobody ever reads. */
test.each(Object.keys(problems))("%s is produced by the product", (kind) => {
  expect(producers.some((source) => source.includes(`"${kind}"`))).toBe(true);
});

const producers = sourcesOf("app", new Set(["texts", "contract", "demo"]));
