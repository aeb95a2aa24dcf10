import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";
import { LaunchError } from "./launch-error.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;
type Values<Named extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Named; strict: true; allowPositionals: false }>
>["values"];

export interface ParsedOptions<Named extends Options> {
  readonly values: Values<Named>;
  /** What follows the first `--`: for another program. Undefined without a `--`. */
  readonly rest: readonly string[] | undefined;
}

/** Reads a command's options. Anything else is an error: one sentence that ends with `usage`. */
export function parseOptions<const Named extends Options>(
  args: readonly string[],
  options: Named,
  usage: string,
): ParsedOptions<Named> {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  try {
    const { values } = parseArgs({ args: args.slice(0, end), options, strict: true, allowPositionals: false });
    const empty = Object.entries(values).find(([, value]) => value === "");
    if (empty !== undefined) throw new Error(`Option '--${empty[0]}' needs a value`);
    return { values, rest: end === args.length ? undefined : args.slice(end + 1) };
  } catch (error) {
    throw new LaunchError(`${firstSentence(error)}; ${usage}.`);
  }
}

/** Node's own complaints go on about how dashes are escaped. */
function firstSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split(/\.?(?:\s*\n|\. |$)/)[0] ?? message;
}
