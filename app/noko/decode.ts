import * as v from "valibot";
import { ApiError } from "./errors.ts";

/** Parses the body of a successful answer. Throws `ApiError` `unreadable-answer` at `body` where it is not JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw unreadable("body");
  }
}

/** Throws `ApiError` `unreadable-answer` with the dotted path below `at` of the first thing that does not fit. */
export function decode<T>(
  schema: v.GenericSchema<unknown, T>,
  input: unknown,
  at: readonly (string | number)[] = [],
): T {
  const result = v.safeParse(schema, input, { abortEarly: true });
  if (result.success) return result.output;
  const path = v.getDotPath(result.issues[0]);
  throw unreadable([...at, ...(path === null ? [] : [path])].join(".") || "body");
}

export function unreadable(at: string): ApiError {
  return new ApiError({ kind: "unreadable-answer", at }, false);
}

/** Never blank, by the documentation. */
export const identifier = v.pipe(v.number(), v.safeInteger());
export const requiredText = v.string();
export const requiredUrl = v.pipe(v.string(), v.nonEmpty());

/** The documentation sends blank fields as `null`; a missing one is treated alike. */
export const optionalText = v.nullish(v.string(), null);
export const optionalBoolean = v.nullish(v.boolean(), null);
export const optionalNumber = v.nullish(v.pipe(v.number(), v.finite()), null);
/** 31,000 years: a longer time is a mistake, and an instant computed with it may have no date. */
const mostSeconds = 1e12;
export const optionalSeconds = v.nullish(v.pipe(v.number(), v.minValue(-mostSeconds), v.maxValue(mostSeconds)), null);

const DATE = /^\d{4}-\d{2}-\d{2}$/;
export const requiredDate = v.pipe(v.string(), v.regex(DATE));
/** A date in another form than the documented one is as good as blank: no list may fail over it. */
export const optionalDate = v.pipe(
  optionalText,
  v.transform((text) => (text !== null && DATE.test(text) ? text : null)),
);

/** An instant in another form than a timestamp is as good as blank. Epoch milliseconds. */
export const optionalInstant = v.pipe(
  optionalText,
  v.transform((text) => {
    const instant = text === null ? Number.NaN : Date.parse(text);
    return Number.isNaN(instant) ? null : instant;
  }),
);
