/** The one table of an assistant's tools: what each takes and answers, and the request of the local protocol behind it. */
import * as v from "valibot";
import { type LocalRequestName, localRequests } from "../../local-api/local-requests.ts";
import type { toolSummaries } from "../../texts/assistant.ts";
import { type AppClient, createKey, type Payload } from "../client.ts";

export type ToolName = keyof typeof toolSummaries;

/** `confirmed`: the person decides in the app's own window, which no program can answer for them. */
type ToolKind = "reads" | "acts" | "confirmed";

export interface Tool {
  readonly kind: ToolKind;
  readonly idempotent: boolean;
  readonly input: v.ObjectSchema<v.ObjectEntries, undefined>;
  readonly answer: v.GenericSchema;
  /** `input` was decoded by the schema of this tool. `seconds`: how long the person has to answer. */
  readonly run: (client: AppClient, input: unknown, seconds: number) => Promise<object>;
}

/** A tool of a request, whose members are its input. */
function toolOf(request: LocalRequestName, kind: Exclude<ToolKind, "confirmed">): Tool {
  const input = inputOf(localRequests[request].payload.entries, []);
  return {
    kind,
    idempotent: kind === "reads" || request !== "undo",
    input,
    answer: localRequests[request].answer,
    run(client, decoded) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion, typescript/no-generated-empty-object-type -- decoded by this request's own schema
      const payload = decoded as Payload<LocalRequestName>;
      return client.ask(request, kind === "acts" ? { ...payload, key: createKey() } : payload);
    },
  };
}

function confirmed(verb: "log" | "adjust" | "add" | "discard"): Tool {
  return {
    kind: "confirmed",
    idempotent: false,
    input: inputOf(localRequests[verb].payload.entries, ["dryRun"]),
    answer: localRequests.confirm.answer,
    run(client, decoded, seconds) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- decoded by this verb's own schema
      const asked = { ...(decoded as object), do: verb, key: createKey() } as Payload<"confirm">["verb"];
      return client.ask("confirm", { verb: asked, seconds });
    },
  };
}

/** A key is made for each call: an assistant that repeats itself means it twice. */
function inputOf(entries: v.ObjectEntries, leaveOut: readonly string[]): Tool["input"] {
  const kept = Object.entries(entries).filter(([name]) => name !== "key" && !leaveOut.includes(name));
  return v.object(Object.fromEntries(kept));
}

export const tools: Readonly<Record<ToolName, Tool>> = {
  status: toolOf("status", "reads"),
  today: toolOf("today", "reads"),
  projects: toolOf("projects", "reads"),
  entries: toolOf("entries", "reads"),
  review_day: toolOf("review", "reads"),
  start: toolOf("start", "acts"),
  pause: toolOf("pause", "acts"),
  switch: toolOf("switch", "acts"),
  describe: toolOf("describe", "acts"),
  log: confirmed("log"),
  adjust: confirmed("adjust"),
  add_entry: confirmed("add"),
  discard: confirmed("discard"),
  undo: toolOf("undo", "acts"),
};

export function isToolName(name: string): name is ToolName {
  return Object.hasOwn(tools, name);
}
