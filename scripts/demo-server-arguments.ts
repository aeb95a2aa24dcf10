import { parseArgs } from "node:util";
import type { Cast } from "../app/demo/options.ts";

export interface DemoServerArguments {
  readonly port: number;
  /** Null for a random one. */
  readonly token: string | null;
  readonly cast: Cast;
  readonly projects: number | null;
  readonly receivers: number;
  readonly rateLimit: boolean;
  readonly broadcastInterval: number;
  readonly utcOffset: number;
  readonly latency: number;
  readonly dropBroadcasts: number;
  readonly duplicateBroadcasts: number;
  readonly renamedPaths: boolean;
  readonly cannotCreateTags: boolean;
}

/** What the command was asked to do; `help` and `bad` end it. */
export type ParsedArguments =
  | { readonly kind: "run"; readonly options: DemoServerArguments }
  | { readonly kind: "help" }
  | { readonly kind: "bad"; readonly sentence: string };

export const usage = `Usage: npm run demo:server -- [options]

  --port NUMBER                 port on 127.0.0.1; 0 takes a free one (default 0)
  --token TEXT                  the token to accept (default: a new random one, printed)
  --projects NUMBER             how many projects there are, at least the cast's 12
  --receivers NUMBER            how many receivers of other apps there are (default 0)
  --cast lively|quiet|off       whether "another device" acts (default lively)
  --quiet-cast                  the same as --cast quiet
  --no-rate-limit               answers as fast as asked
  --broadcast-interval NUMBER   milliseconds between two batches of broadcasts (default 1000)
  --utc-offset NUMBER           the user's offset from UTC in seconds (default 0)
  --latency NUMBER              milliseconds by which every answer is late (default 0)
  --drop-broadcasts RATE        share of broadcasts that get lost, 0 to 1 (default 0)
  --duplicate-broadcasts RATE   share of broadcasts that are sent twice, 0 to 1 (default 0)
  --renamed-paths               makes every URL of a resource opaque
  --cannot-create-tags          the user may not make new tags
  --help                        prints this`;

class BadArgument extends Error {}

/** Reads the command line. Anything unknown, incomplete or out of range is one sentence, never a guess. */
export function parseDemoServerArguments(args: readonly string[]): ParsedArguments {
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    if (values.help === true) return { kind: "help" };
    if (values["quiet-cast"] === true && values.cast !== undefined) {
      throw new BadArgument("--quiet-cast and --cast exclude each other.");
    }
    return {
      kind: "run",
      options: {
        port: whole("--port", values.port, 0, 65_535) ?? 0,
        token: tokenOf(values.token),
        cast: values["quiet-cast"] === true ? "quiet" : castOf(values.cast),
        projects: whole("--projects", values.projects, 0, 10_000),
        receivers: whole("--receivers", values.receivers, 0, 10_000) ?? 0,
        rateLimit: values["no-rate-limit"] !== true,
        broadcastInterval: whole("--broadcast-interval", values["broadcast-interval"], 10, 3_600_000) ?? 1000,
        utcOffset: whole("--utc-offset", values["utc-offset"], -50_400, 50_400) ?? 0,
        latency: whole("--latency", values.latency, 0, 600_000) ?? 0,
        dropBroadcasts: rate("--drop-broadcasts", values["drop-broadcasts"]),
        duplicateBroadcasts: rate("--duplicate-broadcasts", values["duplicate-broadcasts"]),
        renamedPaths: values["renamed-paths"] === true,
        cannotCreateTags: values["cannot-create-tags"] === true,
      },
    };
  } catch (error) {
    return { kind: "bad", sentence: sentenceOf(error) };
  }
}

const options = {
  port: { type: "string" },
  token: { type: "string" },
  projects: { type: "string" },
  receivers: { type: "string" },
  cast: { type: "string" },
  "quiet-cast": { type: "boolean" },
  "no-rate-limit": { type: "boolean" },
  "broadcast-interval": { type: "string" },
  "utc-offset": { type: "string" },
  latency: { type: "string" },
  "drop-broadcasts": { type: "string" },
  "duplicate-broadcasts": { type: "string" },
  "renamed-paths": { type: "boolean" },
  "cannot-create-tags": { type: "boolean" },
  help: { type: "boolean" },
} as const;

function whole(flag: string, value: string | undefined, least: number, most: number): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (/^-?\d{1,9}$/.test(value) && number >= least && number <= most) return number;
  throw new BadArgument(`${flag} takes a whole number from ${least} to ${most}, not "${value}".`);
}

function rate(flag: string, value: string | undefined): number {
  if (value === undefined) return 0;
  if (/^(?:0|1|0?\.\d{1,6}|1\.0+)$/.test(value)) return Number(value);
  throw new BadArgument(`${flag} takes a number from 0 to 1, not "${value}".`);
}

function castOf(value: string | undefined): Cast {
  switch (value) {
    case undefined:
    case "lively":
      return "lively";
    case "quiet":
    case "off":
      return value;
    default:
      throw new BadArgument(`--cast takes lively, quiet or off, not "${value}".`);
  }
}

function tokenOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  if (/^[\w.-]{1,200}$/.test(value)) return value;
  throw new BadArgument("--token takes 1 to 200 letters, digits, dots, dashes and underscores.");
}

/** Node's own complaints go on about how to escape dashes; their first sentence says what is wrong. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const first = message.split(/\.\s|\n/)[0] ?? message;
  return first.endsWith(".") ? first : `${first}.`;
}
