/** `tallylight mcp`: an assistant's server over standard input and output. Holds no token: all it does, the app does. */
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListResourcesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  type Tool as ToolDescription,
  UnsubscribeRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import type { Clock } from "../../platform/ports.ts";
import { assistantTexts, toolSummaries } from "../../texts/assistant.ts";
import { type AppClient, ConnectionLost, Refused } from "../client.ts";
import { namesOf } from "../commands.ts";
import { createAppLink } from "./app-link.ts";
import { createAssistantLimits } from "./limits.ts";
import { isToolName, type Tool, type ToolName, tools } from "./tools.ts";

export interface AssistantPorts {
  readonly connect: () => Promise<AppClient>;
  readonly version: string;
  readonly clock: Clock;
  readonly transport?: Transport;
  /** How long a person has to answer. Clients give up after a minute. */
  readonly questionSeconds?: number;
}

const resources = { "tallylight://status": "status", "tallylight://today": "today" } as const;
type ResourceAddress = keyof typeof resources;

/** Resolves when the assistant has ended the connection. */
export async function serveAssistant(ports: AssistantPorts): Promise<void> {
  const { connect, version, clock, transport = new StdioServerTransport(), questionSeconds = 50 } = ports;
  const server = new Server(
    { name: "tallylight", version },
    { capabilities: { tools: {}, resources: { subscribe: true } }, instructions: assistantTexts.instructions },
  );
  const limits = createAssistantLimits(clock);
  const subscribed = new Set<ResourceAddress>();
  const link = createAppLink({ connect, clock, onChange: () => void announce() });

  async function announce(): Promise<void> {
    for (const uri of subscribed) await server.sendResourceUpdated({ uri }).catch(() => undefined);
  }

  async function call(name: string, given: unknown): Promise<CallToolResult> {
    if (!isToolName(name)) return failed(assistantTexts.unknownTool);
    const tool = tools[name];
    const input = v.safeParse(v.strictObject(tool.input.entries), given ?? {});
    if (!input.success) return failed(assistantTexts.arguments);
    const limit = tool.kind === "reads" ? null : limits.check(input.output);
    if (limit !== null) return failed(limit === "too-many" ? assistantTexts.tooMany : assistantTexts.tooFar);
    let client: AppClient;
    try {
      client = await link.client();
    } catch {
      return failed(assistantTexts.notRunning);
    }
    try {
      return succeeded(tool, await tool.run(client, input.output, questionSeconds));
    } catch (error) {
      return failed(explain(error, tool));
    }
  }

  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: namesOf(tools).map((name) => description(name)) }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => call(params.name, params.arguments));
  server.setRequestHandler(ListResourcesRequestSchema, () => ({
    resources: namesOf(resources).map((uri) => ({
      uri,
      name: resources[uri],
      description: assistantTexts.resources[resources[uri]],
      mimeType: "application/json",
    })),
  }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params }) => {
    const uri = addressOf(params.uri);
    const client = await link.client().catch(() => {
      throw new Error(assistantTexts.notRunning);
    });
    const answer = await client.ask(resources[uri], {});
    return { contents: [{ uri, mimeType: "application/json", text: JSON.stringify(answer) }] };
  });
  server.setRequestHandler(SubscribeRequestSchema, ({ params }) => {
    subscribed.add(addressOf(params.uri));
    link.watch(true);
    return {};
  });
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) => {
    subscribed.delete(addressOf(params.uri));
    if (subscribed.size === 0) link.watch(false);
    return {};
  });

  const ended = new Promise<void>((resolve) => {
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- it is no event target
    server.onclose = () => resolve();
  });
  if (ports.transport === undefined) process.stdin.once("end", () => void server.close());
  await server.connect(transport);
  await ended;
  link.stop();
}

function description(name: ToolName): ToolDescription {
  const tool = tools[name];
  return {
    name,
    description: toolSummaries[name],
    inputSchema: { ...schemaOf(tool.input), type: "object" },
    outputSchema: { ...schemaOf(tool.answer), type: "object" },
    annotations: {
      readOnlyHint: tool.kind === "reads",
      destructiveHint: tool.kind === "confirmed",
      idempotentHint: tool.idempotent,
      openWorldHint: false,
    },
  };
}

function schemaOf(schema: v.GenericSchema): Record<string, unknown> {
  const { $schema: _, ...members } = toJsonSchema(schema, { errorMode: "ignore", typeMode: "input" });
  return members;
}

function succeeded({ kind }: Tool, answer: object): CallToolResult {
  const hint = kind === "reads" || !("undo" in answer) || answer.undo === null ? "" : `\n${assistantTexts.undoHint}`;
  return { content: [{ type: "text", text: `${JSON.stringify(answer)}${hint}` }], structuredContent: { ...answer } };
}

function failed(text: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text }] };
}

function explain(error: unknown, { kind }: Tool): string {
  if (error instanceof ConnectionLost) return kind === "reads" ? assistantTexts.notRunning : assistantTexts.inDoubt;
  if (!(error instanceof Refused)) throw error;
  const { message, remedy, candidates } = error.problem;
  const meant = candidates.map(({ id, name, label }) => `#${id} ${name ?? label ?? ""}`);
  return [message, remedy ?? "", ...meant].filter((line) => line !== "").join("\n");
}

function addressOf(uri: string): ResourceAddress {
  const known = namesOf(resources).find((each) => each === uri);
  if (known === undefined) throw new Error(assistantTexts.unknownResource);
  return known;
}
