/** The one table of commands: parser, help, completions and man page follow from it. */
import { type commandSummaries, type optionSummaries } from "../texts/cli.ts";

export type CommandName = keyof typeof commandSummaries;
export type OptionName = keyof typeof optionSummaries;

export interface OptionDefinition {
  readonly type: "boolean" | "string";
  readonly short?: string;
  /** How its value is called. */
  readonly value?: string;
  readonly choices?: readonly string[];
}

export interface OperandDefinition {
  readonly name: "PROJECT" | "MINUTES" | "CHANGE" | "TEXT" | "QUERY" | "VIEW" | "SHELL" | "COMMAND";
  readonly optional?: boolean;
  readonly choices?: readonly string[];
}

export interface CommandDefinition {
  /** An optional one before others is there if there are as many arguments as operands. */
  readonly operands: readonly OperandDefinition[];
  readonly options: readonly OptionName[];
}

export const shells = ["bash", "zsh", "fish"] as const;
export const views = ["main", "quick-switcher", "log", "adjust", "describe", "preferences", "diagnostics"] as const;
const hops = ["account", "listener", "relay", "path", "receiver", "broadcasts", "everything"] as const;

export const optionTable: Readonly<Record<OptionName, OptionDefinition>> = {
  json: { type: "boolean" },
  format: { type: "string", value: "TEXT" },
  account: { type: "string", value: "NAME" },
  profile: { type: "string", value: "FOLDER" },
  fresh: { type: "boolean" },
  waybar: { type: "boolean" },
  polybar: { type: "boolean" },
  i3: { type: "boolean" },
  tick: { type: "string", value: "UNIT", choices: ["second", "minute"] },
  description: { type: "string", short: "d", value: "TEXT" },
  minutes: { type: "string", short: "m", value: "MINUTES" },
  date: { type: "string", value: "DAY" },
  "dry-run": { type: "boolean" },
  "if-revision": { type: "string", value: "NUMBER" },
  repair: { type: "string", value: "WHAT", choices: hops },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
};

const project = { name: "PROJECT" } as const;
const someProject = { ...project, optional: true } as const;
const reading = ["json", "account"] as const;
const changing = ["json", "account", "if-revision"] as const;

export const commandTable: Readonly<Record<CommandName, CommandDefinition>> = {
  status: { operands: [], options: [...reading, "format", "fresh"] },
  watch: { operands: [], options: [...reading, "format", "waybar", "polybar", "i3", "tick"] },
  start: { operands: [project], options: [...changing, "description"] },
  pause: { operands: [someProject], options: changing },
  resume: { operands: [someProject], options: changing },
  switch: { operands: [project], options: [...changing, "description"] },
  toggle: { operands: [], options: changing },
  log: { operands: [someProject], options: [...changing, "description", "minutes", "date", "dry-run"] },
  adjust: { operands: [someProject, { name: "CHANGE" }], options: changing },
  describe: { operands: [someProject, { name: "TEXT" }], options: changing },
  discard: { operands: [someProject], options: changing },
  undo: { operands: [], options: changing },
  add: { operands: [project, { name: "MINUTES" }], options: [...changing, "description", "date", "dry-run"] },
  today: { operands: [], options: reading },
  review: { operands: [], options: [...reading, "date"] },
  projects: { operands: [{ name: "QUERY", optional: true }], options: reading },
  doctor: { operands: [], options: [...reading, "repair"] },
  open: { operands: [{ name: "VIEW", optional: true, choices: views }], options: ["account"] },
  mcp: { operands: [], options: [] },
  completions: { operands: [{ name: "SHELL", choices: shells }], options: [] },
  help: { operands: [{ name: "COMMAND", optional: true }], options: [] },
};

/** Of every command. */
export const commonOptions: readonly OptionName[] = ["profile", "help", "version"];

export const programName = "tallylight";

export function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): readonly Name[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table is total
  return Object.keys(table) as Name[];
}

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commandTable, name);
}

export function optionsOf(command: CommandName): readonly OptionName[] {
  return [...commandTable[command].options, ...commonOptions];
}

/** `log [PROJECT] [options]`. */
export function synopsisOf(command: CommandName): string {
  const { operands } = commandTable[command];
  return [command, ...operands.map(({ name, optional }) => (optional === true ? `[${name}]` : name))].join(" ");
}

/** `-d, --description TEXT`. */
export function optionSynopsis(name: OptionName): string {
  const { short, value } = optionTable[name];
  return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
}
