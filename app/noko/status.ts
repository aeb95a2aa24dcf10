import * as v from "valibot";
import type { InvalidField, Problem } from "../contract/problem.ts";
import { ApiError } from "./errors.ts";

/**
 * What an answer that is no success means, by the public API documentation. Of the body only the codes of a
 * validation error survive: a misbehaving server may echo the request, token included.
 */
export function errorFromStatus(status: number, body: string): ApiError {
  const failure = failureFromStatus(status, body);
  return new ApiError(failure, failure.kind !== "server-failed" || status < 500);
}

function failureFromStatus(status: number, body: string): Problem {
  switch (status) {
    case 400:
      return failureFromBadRequest(body);
    case 401:
      return { kind: "token-rejected" };
    case 403:
      return { kind: "forbidden" };
    case 404:
      return { kind: "not-found" };
    case 429:
      return { kind: "rate-limited" };
    case 503:
      return { kind: "account-locked" };
    default:
      return { kind: "server-failed", status };
  }
}

function failureFromBadRequest(body: string): Problem {
  const fields = readInvalidFields(body);
  return fields === null ? { kind: "bad-request" } : { kind: "invalid", fields };
}

const plainWord = v.fallback(v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z_.]{0,63}$/)), "unknown");

const validationErrorSchema = v.object({
  message: v.literal("Validation Failed"),
  errors: v.nullish(v.array(v.object({ resource: plainWord, field: plainWord, code: plainWord })), []),
});

function readInvalidFields(body: string): readonly InvalidField[] | null {
  try {
    const result = v.safeParse(validationErrorSchema, JSON.parse(body));
    return result.success ? result.output.errors : null;
  } catch {
    return null;
  }
}
