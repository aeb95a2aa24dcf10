import * as v from "valibot";
import { describe, expect, it } from "vitest";
import {
  answerOf,
  eventSchema,
  greetingSchema,
  type LocalRequest,
  type RequestInput,
  requestNames,
  requestSchema,
} from "../../../app/local-api/protocol.ts";

const key = "6f1c2d9e-4b";

const accepted = [
  { id: 1, do: "hello", client: "tallylight-cli/0.2.0" },
  { id: 2, do: "status" },
  { id: 3, do: "watch" },
  { id: 4, do: "start", project: "gear", description: "Call", account: "0123456789abcdef", ifRevision: 412, key },
  { id: 5, do: "start", project: 37_396 },
  { id: 6, do: "pause" },
  { id: 7, do: "toggle", key },
  { id: 8, do: "log", minutes: 80, date: "2026-02-03", dryRun: true },
  { id: 9, do: "adjust", seconds: -600 },
  { id: 10, do: "describe", description: "" },
  { id: 11, do: "add", project: "#37396", minutes: 30 },
  { id: 12, do: "projects", query: "ge" },
  { id: 13, do: "doctor", repair: "relay" },
  { id: 14, do: "open" },
  { id: 15, do: "confirm", verb: { do: "discard", project: "gear" } },
  // A newer client says more than this version knows.
  { id: 16, do: "undo", newMember: { deep: [1] } },
];

const refused = [
  null,
  [],
  "status",
  {},
  { do: "status" },
  { id: 1 },
  { id: -1, do: "status" },
  { id: 1.5, do: "status" },
  { id: "1", do: "status" },
  { id: 1, do: "delete-everything" },
  { id: 1, do: "__proto__" },
  { id: 1, do: "sign-in", token: "x" },
  { id: 1, do: "start" },
  { id: 1, do: "start", project: "" },
  { id: 1, do: "start", project: -3 },
  { id: 1, do: "start", project: "gear", key: "short" },
  { id: 1, do: "start", project: "gear", key: "with a space in it" },
  { id: 1, do: "log", minutes: 1441 },
  { id: 1, do: "log", date: "yesterday" },
  { id: 1, do: "adjust", seconds: 1e9 },
  { id: 1, do: "add", project: "gear", minutes: 0 },
  { id: 1, do: "watch", events: ["everything"] },
  { id: 1, do: "confirm", verb: { do: "start", project: "gear" } },
  { id: 1, do: "confirm", verb: { do: "confirm" } },
];

describe("the protocol", () => {
  it.each(accepted)("accepts $do as request $id", (request) => {
    expect(v.safeParse(requestSchema, request).success).toBe(true);
  });

  it.each(refused.map((request) => [JSON.stringify(request), request]))("refuses %s", (_, request) => {
    expect(v.safeParse(requestSchema, request).success).toBe(false);
  });

  it("drops members that it does not know", () => {
    const request = v.parse(requestSchema, { id: 1, do: "status", surprise: true });
    expect(request).toStrictEqual({ id: 1, do: "status" });
  });

  it("has a schema for the answer of each request, which tells success from refusal", () => {
    for (const name of requestNames()) {
      const refusal = { id: 1, ok: false, problem: { kind: "signed-out", message: "Nobody is signed in." } };
      expect(v.parse(answerOf(name), refusal)).toStrictEqual(refusal);
      expect(v.safeParse(answerOf(name), { id: 1, ok: "yes" }).success).toBe(false);
    }
    expect(v.parse(answerOf("open"), { id: 1, ok: true })).toStrictEqual({ id: 1, ok: true });
  });

  it("has types that follow from the schemas", () => {
    const input: RequestInput<"log"> = { id: 1, do: "log" };
    const request: LocalRequest<"log"> = { ...input, dryRun: false };
    expect(v.parse(requestSchema, input)).toStrictEqual(request);
  });

  it("greets, and says good-bye", () => {
    const greeting = { hello: "tallylight", protocol: 1, version: "0.2.0", may: "look" };
    expect(v.parse(greetingSchema, greeting)).toStrictEqual(greeting);
    expect(v.safeParse(greetingSchema, { ...greeting, protocol: 2 }).success).toBe(false);
    expect(v.parse(eventSchema, { event: "bye", reason: "quit" })).toStrictEqual({ event: "bye", reason: "quit" });
  });
});
