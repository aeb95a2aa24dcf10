/** The grammar: arguments to what is wanted, or one sentence that says what is wrong. Pure. */
import { parseArgs } from "node:util";
import { parseDuration, parseMinutes } from "../model/duration.ts";
import { cliTexts } from "../texts/cli.ts";
import {
  commandTable,
  type CommandName,
  commonOptions,
  isCommandName,
  namesOf,
  type OptionName,
  optionsOf,
  optionTable,
  type OperandDefinition,
  programName,
} from "./commands.ts";

type Values = Readonly<Partial<Record<OptionName, string | boolean>>>;
type Operands = Readonly<Partial<Record<OperandDefinition["name"], string>>>;

export interface Invocation {
  readonly command: CommandName;
  readonly operands: Operands;
  readonly isSet: (option: OptionName) => boolean;
  readonly text: (option: OptionName) => string | undefined;
  /** Of `adjust`. */
  readonly seconds: number;
  /** Of `--minutes` or the operand. */
  readonly minutes: number | undefined;
  /** Of `--date`, where `today` and `yesterday` are those of this computer. */
  readonly date: string | undefined;
  readonly ifRevision: number | undefined;
}

export class UsageError extends Error {
  override readonly name = "UsageError";
}

const outputs = ["json", "format", "waybar", "polybar", "i3"] as const;

/** Throws `UsageError`. */
export function parseCommandLine(args: readonly string[], now: Date): Invocation {
  const [first, ...rest] = args.map((each) => plainChange(each));
  const isOption = first?.startsWith("-") === true;
  const command = first === undefined ? "help" : isOption ? "status" : first;
  if (!isCommandName(command)) throw new UsageError(cliTexts.unknownCommand(command));
  const { values, positionals } = parsed(
    isOption ? [first, ...rest] : rest,
    isOption ? commonOptions : optionsOf(command),
  );
  const isSet = (option: OptionName): boolean => values[option] !== undefined && values[option] !== false;
  const text = (option: OptionName): string | undefined => {
    const value = values[option];
    return typeof value === "string" ? value : undefined;
  };
  if (isSet("help") || isSet("version")) return { ...empty, command, isSet, text };
  const chosen = outputs.filter((each) => isSet(each));
  if (chosen.length > 1) throw new UsageError(cliTexts.onlyOne(outputs.map((each) => `--${each}`)));
  const operands = named(command, positionals);
  return {
    command,
    operands,
    isSet,
    text,
    seconds: command === "adjust" ? secondsOf(operands.CHANGE ?? "") : 0,
    minutes: minutesOf(operands.MINUTES ?? text("minutes")),
    date: dateOf(text("date"), now),
    ifRevision: revisionOf(text("if-revision")),
  };
}

const empty = { operands: {}, seconds: 0, minutes: undefined, date: undefined, ifRevision: undefined };

/** `-5` is time, and no option: the sign of mathematics is none to the parser. */
function plainChange(argument: string): string {
  return /^-[\d:.,]/u.test(argument) ? `\u2212${argument.slice(1)}` : argument;
}

function parsed(args: readonly string[], allowed: readonly OptionName[]) {
  const options = Object.fromEntries(
    allowed.map((name) => {
      const { type, short } = optionTable[name];
      return [name, short === undefined ? { type } : { type, short }];
    }),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    const known: Values = values;
    for (const name of namesOf(optionTable)) {
      const { choices } = optionTable[name];
      const value = known[name];
      if (choices !== undefined && typeof value === "string" && !choices.includes(value)) {
        throw new UsageError(cliTexts.choice(`--${name}`, choices));
      }
    }
    return { values: known, positionals };
  } catch (error) {
    if (error instanceof UsageError || !(error instanceof TypeError)) throw error;
    throw new UsageError(`${error.message.split(/\.?(?:\s*\n|\. |$)/u)[0] ?? error.message}.`);
  }
}

function named(command: CommandName, given: readonly string[]): Operands {
  const definitions = commandTable[command].operands;
  const needed = definitions.filter(({ optional }) => optional !== true);
  const missing = needed[given.length];
  if (missing !== undefined && given.length < needed.length) throw new UsageError(cliTexts.missing(missing.name));
  const extra = given[definitions.length];
  if (extra !== undefined) throw new UsageError(cliTexts.tooMany(extra));
  const filled =
    given.length === definitions.length ? definitions : given.length === needed.length ? needed : definitions;
  const operands: Partial<Record<OperandDefinition["name"], string>> = {};
  for (const [index, value] of given.entries()) {
    const definition = filled[index];
    if (definition === undefined) continue;
    if (definition.choices?.includes(value) === false) {
      throw new UsageError(cliTexts.choice(definition.name, definition.choices));
    }
    if (value === "" && definition.name !== "TEXT") throw new UsageError(cliTexts.missing(definition.name));
    operands[definition.name] = value;
  }
  return operands;
}

function secondsOf(change: string): number {
  const duration = parseDuration(change);
  if (duration.kind !== "change" || Math.abs(duration.seconds) > 86_400) throw new UsageError(cliTexts.change);
  return duration.seconds;
}

function minutesOf(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  const duration = parseMinutes(typed);
  if (duration.kind !== "minutes" || duration.minutes < 1 || duration.minutes > 1440) {
    throw new UsageError(cliTexts.minutes);
  }
  return duration.minutes;
}

function dateOf(typed: string | undefined, now: Date): string | undefined {
  if (typed === undefined) return undefined;
  if (typed === "today" || typed === "yesterday") {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (typed === "today" ? 0 : 1), 12);
    return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
  }
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(typed);
  const day = new Date(`${typed}T00:00:00Z`);
  if (!isDay || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== typed) {
    throw new UsageError(cliTexts.date);
  }
  return typed;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

function revisionOf(typed: string | undefined): number | undefined {
  if (typed === undefined) return undefined;
  if (!/^\d{1,15}$/u.test(typed)) throw new UsageError(cliTexts.revision);
  return Number(typed);
}

export function usageHint(): string {
  return cliTexts.more(programName);
}
