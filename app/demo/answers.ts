/** Answers that are not a resource: the documented errors. */
import { assertNever } from "../model/assert-never.ts";
import type { DemoResponse } from "./exchange.ts";
import type { Refusal } from "./problems.ts";
import { railsJson } from "./rails-json.ts";
import type { Reply } from "./router.ts";
import type { Json } from "./views.ts";

const jsonType = "application/json; charset=utf-8";

export function jsonAnswer(status: number, json: Json, headers: Readonly<Record<string, string>> = {}): DemoResponse {
  return { status, headers: { "content-type": jsonType, ...headers }, body: railsJson(json) };
}

export function answerOf(reply: Reply): DemoResponse {
  const headers = {
    ...(reply.location === undefined ? {} : { location: reply.location }),
    ...(reply.link === undefined ? {} : { link: reply.link }),
  };
  if (reply.json === undefined) return { status: reply.status, headers, body: "" };
  return jsonAnswer(reply.status, reply.json, headers);
}

export function refusalAnswer(refusal: Refusal): DemoResponse {
  switch (refusal.kind) {
    case "not-found":
      return notFoundAnswer;
    case "invalid":
      return jsonAnswer(400, { message: "Validation Failed", errors: refusal.errors.map((error) => ({ ...error })) });
    default:
      return assertNever(refusal, "refusal");
  }
}

export const notFoundAnswer = jsonAnswer(404, { message: "Not Found" });
export const notJsonAnswer = jsonAnswer(400, { message: "JSON Parsing Error" });
export const notAHashAnswer = jsonAnswer(400, { message: "Body should be JSON Hash" });
/** The documentation says "rejected" and no status; 400 leaves 403 to mean what it documents. */
export const noUserAgentAnswer = jsonAnswer(400, { message: "A User-Agent header is required" });
export const badTokenAnswer = jsonAnswer(401, { message: "The token is wrong, expired or revoked" });
export const forbiddenAnswer = jsonAnswer(403, { message: "The account or user may not do this" });
/** Documented as empty. */
export const tooManyAnswer: DemoResponse = { status: 429, headers: {}, body: "" };
