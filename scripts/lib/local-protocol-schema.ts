import { toJsonSchema, toJsonSchemaDefs } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { localProblemSchema } from "../../app/local-api/local-problem.ts";
import {
  answerOf,
  eventSchema,
  greetingSchema,
  protocolName,
  requestNames,
  requestSchema,
} from "../../app/local-api/protocol.ts";
import { publicProjectSchema, publicStatusSchema, publicTimerSchema } from "../../app/local-api/public-status.ts";

export const schemaFile = "docs/local-protocol.json";

/** Written once and referred to. */
const definitions = {
  project: publicProjectSchema,
  timer: publicTimerSchema,
  status: publicStatusSchema,
  problem: localProblemSchema,
};
const config = { target: "draft-2020-12", errorMode: "throw", definitions } as const;

/** The file's text. */
export function localProtocolSchema(): string {
  const answers = requestNames().map((name) => [name, jsonSchema(answerOf(name), "output")]);
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: protocolName,
    description: "Each line of the local protocol is one of these. Members that a reader does not know are ignored.",
    $defs: {
      greeting: jsonSchema(greetingSchema, "output"),
      /** As a client writes it. */
      request: jsonSchema(requestSchema, "input"),
      event: jsonSchema(eventSchema, "output"),
      answers: Object.fromEntries(answers),
      ...toJsonSchemaDefs(definitions, { ...config, typeMode: "output" }),
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function jsonSchema(schema: GenericSchema, typeMode: "input" | "output"): object {
  const { $schema: _, $defs: __, ...rest } = toJsonSchema(schema, { ...config, typeMode });
  return rest;
}
