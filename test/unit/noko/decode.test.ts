import * as fc from "fast-check";
import type { GenericSchema } from "valibot";
import { describe, expect, it } from "vitest";
import { currentUserSchema } from "../../../app/noko/current-user.ts";
import { decode, parseJson } from "../../../app/noko/decode.ts";
import { entrySchema } from "../../../app/noko/entries.ts";
import { ApiError } from "../../../app/noko/errors.ts";
import { projectSchema } from "../../../app/noko/projects.ts";
import { receiverSchema, webhookSchema } from "../../../app/noko/subscriptions.ts";
import { timerSchema } from "../../../app/noko/timers.ts";
import {
  entryExample,
  type JsonObject,
  projectExample,
  receiverExample,
  webhookExample,
  timerExample,
  userExample,
} from "../../support/documentation-examples.ts";

const kinds: readonly (readonly [string, GenericSchema<unknown, object>, JsonObject, readonly string[]])[] = [
  ["timer", timerSchema, timerExample, ["id", "url", "project", "project.id", "project.name", "project.url"]],
  ["project", projectSchema, projectExample, ["id", "name", "url"]],
  ["receiver", receiverSchema, receiverExample, ["id", "name", "url"]],
  ["webhook", webhookSchema, webhookExample, ["id", "name", "url"]],
  ["user", currentUserSchema, userExample, ["id", "url"]],
  ["entry", entrySchema, entryExample, ["id", "url", "date", "minutes", "project.id", "project.name", "project.url"]],
];

/** The path that the error names, or null for a success. Another exception fails the test. */
function unreadableAt(schema: GenericSchema<unknown, object>, input: unknown): string | null {
  try {
    decode(schema, input);
    return null;
  } catch (error) {
    if (error instanceof ApiError && error.failure.kind === "unreadable-answer") return error.failure.at;
    throw error;
  }
}

/** A copy of `source` with the property at a dotted path replaced, or removed where `value` is undefined. */
function withValueAt(source: JsonObject, path: string, value: unknown): unknown {
  const copy: Record<string, unknown> = structuredClone(source);
  const keys = path.split(".");
  let holder = copy;
  for (const key of keys.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const last = keys.at(-1) ?? "";
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

/** The dotted path of every property, nested objects and what is in them alike. */
function pathsOf(source: JsonObject, prefix = ""): readonly string[] {
  return Object.entries(source).flatMap(([key, value]) => {
    const path = `${prefix}${key}`;
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? [path].concat(pathsOf(value as JsonObject, `${path}.`)) : [path];
  });
}

/** An error names something that was changed, lies within it, or is an object that holds it. */
function touched(changes: readonly (readonly [string, unknown])[], at: string): boolean {
  return changes.some(([path]) => `${at}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${at}.`));
}

describe("blank and missing fields", () => {
  const cases = kinds.flatMap(([kind, schema, example, required]) =>
    pathsOf(example).flatMap((path) => [
      { kind, schema, example, required, path, blank: null },
      { kind, schema, example, required, path, blank: undefined },
    ]),
  );
  it.each(cases)("of a $kind: $path = $blank", ({ kind, schema, example, required, path, blank }) => {
    const isRequired = required.includes(path);
    // A `project` of an entry may be blank, one of a timer may not.
    expect(unreadableAt(schema, withValueAt(example, path, blank))).toBe(isRequired ? path : null);
    expect(kind).not.toBe("");
  });
});

describe("500 generated answers of each kind", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("", "\ud800", "\u202e<img onerror>", "x".repeat(20_000)),
  );
  const oddValue = fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 3, arbitrary: text },
    fc.constant(undefined),
    fc.double(),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constantFrom(
      "archived",
      "RUNNING",
      "running",
      "paused",
      "#ABC",
      "#12345g",
      "red; background: url(x)",
      1e308,
      -0,
      [],
      {},
    ),
    fc.jsonValue(),
  );

  it.each(kinds)("%s: decodes, or names the path of what it cannot read", (_, schema, example, required) => {
    const paths = pathsOf(example);
    let failures = 0;
    let successes = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...paths), oddValue), { maxLength: 3 }),
        fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3, noNullPrototype: false }),
        (changes, unknownFields) => {
          let input: JsonObject = { ...(unknownFields as JsonObject), ...example };
          for (const [path, value] of changes) {
            try {
              input = withValueAt(input, path, value) as JsonObject;
            } catch {
              // The object that held this path has been replaced.
            }
          }
          const at = unreadableAt(schema, input);
          const undecoded =
            at === null ? Object.values(decode(schema, input)).filter((value) => value === undefined) : [];
          const blanksAlone = changes.every(([path, value]) => (value ?? null) === null && !required.includes(path));
          if (at === null) successes += 1;
          else failures += 1;
          expect(undecoded).toEqual([]);
          expect(at === null || touched(changes, at)).toBe(true);
          expect(at === null || !blanksAlone).toBe(true);
        },
      ),
      { numRuns: 500, seed: 500 },
    );
    expect(successes).toBeGreaterThan(100);
    expect(failures).toBeGreaterThan(25);
  });

  it.each(kinds)("%s: any JSON at all decodes or names a path", (_, schema) => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(unreadableAt(schema, parseJson(json))).not.toBe("");
      }),
      { numRuns: 500, seed: 501 },
    );
  });
});

describe("values", () => {
  it.each([
    ["running", "running"],
    ["paused", "paused"],
    ["pending", "pending"],
    ["stopped", "stopped"],
    ["archived", "unknown"],
    ["RUNNING", "unknown"],
    ["__proto__", "unknown"],
    ["", "unknown"],
    [null, "unknown"],
  ])("a timer's state %j is %s", (state, expected) => {
    expect(decode(timerSchema, { ...timerExample, state }).state).toBe(expected);
  });

  it.each([
    [0, 0],
    [1.5, 1.5],
    [-30, -30],
    [31_536_000_000, 31_536_000_000],
    [null, 0],
  ])("a timer's seconds %j are %d", (seconds, expected) => {
    expect(decode(timerSchema, { ...timerExample, seconds }).seconds).toBe(expected);
  });

  it("refuses numbers beyond JSON's own", () => {
    for (const seconds of ["1e999", "1e300", "-1e13", "1000000000001"]) {
      const json = JSON.stringify(timerExample).replace("180", seconds);
      expect(unreadableAt(timerSchema, parseJson(json))).toBe("seconds");
    }
    expect(unreadableAt(timerSchema, { ...timerExample, id: 1.5 })).toBe("id");
    expect(unreadableAt(timerSchema, { ...timerExample, id: "123456" })).toBe("id");
  });

  it.each([
    ["#ff9898", "#ff9898"],
    ["#FF9898", "#ff9898"],
    ["#F98", "#ff9988"],
    ["ff9898", null],
    ["#ff98", null],
    ["#ff989800", null],
    ["red", null],
    ["#ff9898;}", null],
    ["", null],
    [7, null],
    [null, null],
  ])("a project's colour %j is %j", (color, expected) => {
    expect(decode(projectSchema, { ...projectExample, color }).color).toBe(expected);
  });

  it.each([
    [15, 15],
    [0, null],
    [-5, null],
    [null, null],
  ])("a project's billing increment %j is %j", (billing_increment, expected) => {
    expect(decode(projectSchema, { ...projectExample, billing_increment }).billingIncrement).toBe(expected);
  });

  it.each([
    ["2013-07-09", "2013-07-09"],
    ["2013-07-09T00:00:00Z", null],
    ["today", null],
  ])("a timer's date %j is %j", (date, expected) => {
    expect(decode(timerSchema, { ...timerExample, date }).date).toBe(expected);
  });

  it.each([
    ["Sunday", "sunday"],
    ["Monday", "monday"],
    ["Saturday", "monday"],
    [null, "monday"],
  ])("a week that starts on %j starts on %s", (week_start, expected) => {
    expect(decode(currentUserSchema, { ...userExample, week_start }).weekStart).toBe(expected);
  });

  it("drops what it does not know, prototypes included", () => {
    const input = parseJson(
      '{"__proto__":{"polluted":1},"constructor":1,"secret":"s","id":1,"name":"P","url":"https://x/"}',
    );
    expect(Object.keys(decode(projectSchema, input)).toSorted()).toEqual([
      "billable",
      "billingIncrement",
      "color",
      "enabled",
      "group",
      "id",
      "name",
      "url",
    ]);
    expect(Object.prototype).not.toHaveProperty("polluted");
  });

  it("names the path below a list's index", () => {
    expect(() => decode(timerSchema, { ...timerExample, project: { ...timerExample.project, name: 5 } }, [3])).toThrow(
      "unreadable-answer at 3.project.name",
    );
  });

  it.each(["", "{", "undefined", "[".repeat(100_000)])("reads no JSON from %#", (body) => {
    expect(() => parseJson(body)).toThrow("unreadable-answer at body");
  });
});
