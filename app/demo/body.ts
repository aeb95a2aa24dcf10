import * as v from "valibot";
import { invalid } from "./problems.ts";

export type RequestBody =
  | { readonly kind: "hash"; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: "not-json" }
  | { readonly kind: "not-a-hash" };

/** An empty body counts as an empty hash: the documentation's own `start` and `pause` examples send none. */
export function readBody(bytes: Uint8Array): RequestBody {
  if (bytes.length === 0) return { kind: "hash", value: {} };
  const value = parsed(bytes);
  if (value === undefined) return { kind: "not-json" };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: "not-a-hash" };
  return { kind: "hash", value: { ...value } };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/**
 * Decodes a body, or throws a validation error that names every field at fault. `missing_field` is the only
 * documented code that fits a value that cannot be read: the field counts as not set.
 */
export function decodeBody<Schema extends v.GenericSchema>(
  schema: Schema,
  resource: string,
  body: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const fields = new Set(result.issues.map((issue) => v.getDotPath(issue)?.split(".")[0] ?? "body"));
  throw invalid(...[...fields].map((field) => ({ resource, field, code: "missing_field" })));
}

/** An optional field for which `null` means "not given". */
export function optional<Schema extends v.GenericSchema>(schema: Schema) {
  return v.pipe(
    v.nullish(schema),
    v.transform((value) => value ?? undefined),
  );
}

export const text = v.string();
export const isoDay = v.pipe(v.string(), v.isoDate(), v.check(isRealDay));
export const wholeNumber = v.pipe(v.number(), v.safeInteger());

function isRealDay(day: string): boolean {
  const instant = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day);
}
