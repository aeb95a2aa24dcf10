/** What `help`, the completions and the man page say: all of the one table. Pure. */
import { assertNever } from "../model/assert-never.ts";
import { cliTexts, commandSummaries, exitCodeMeanings, optionSummaries } from "../texts/cli.ts";
import {
  type CommandName,
  commandTable,
  namesOf,
  optionsOf,
  optionSynopsis,
  optionTable,
  programName,
  type shells,
  synopsisOf,
} from "./commands.ts";

const names = namesOf(commandTable);

export function overview(): string {
  return [
    cliTexts.intro,
    "",
    `${cliTexts.commands}:`,
    ...table(names.map((name) => [synopsisOf(name), commandSummaries[name]])),
    "",
    `${cliTexts.exitCodes}:`,
    ...table(Object.entries(exitCodeMeanings)),
    "",
    cliTexts.more(programName),
    "",
  ].join("\n");
}

export function helpOf(command: CommandName): string {
  const options = optionsOf(command).map((name) => [optionSynopsis(name), optionSummaries[name]] as const);
  return [
    `${cliTexts.usage}: ${programName} ${synopsisOf(command)}`,
    `  ${commandSummaries[command]}`,
    "",
    `${cliTexts.options}:`,
    ...table(options),
    "",
  ].join("\n");
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

/** For `man`. */
export function manPage(version: string): string {
  const entry = (term: string, text: string): string => `.TP\n\\fB${plain(term)}\\fR\n${plain(text)}`;
  return [
    `.TH TALLYLIGHT 1 "" "Tallylight ${version}"`,
    ".SH NAME",
    String.raw`${programName} \- ${plain(cliTexts.intro)}`,
    ".SH SYNOPSIS",
    `\\fB${programName}\\fR COMMAND [OPTION]...`,
    ".SH COMMANDS",
    ...names.map((name) => entry(synopsisOf(name), commandSummaries[name])),
    ".SH OPTIONS",
    ...namesOf(optionTable).map((name) => entry(optionSynopsis(name), optionSummaries[name])),
    ".SH EXIT STATUS",
    ...Object.entries(exitCodeMeanings).map(([code, meaning]) => entry(code, meaning)),
    "",
  ].join("\n");
}

/** Projects are asked of the app as they are needed; where it does not run there are none. */
const projectNames = `${programName} projects 2>/dev/null | cut -f2`;

export function completions(shell: (typeof shells)[number]): string {
  switch (shell) {
    case "bash":
      return bash();
    case "zsh":
      return `#compdef ${programName}\nautoload -U +X bashcompinit && bashcompinit\n${bash()}`;
    case "fish":
      return fish();
    default:
      return assertNever(shell, "shell");
  }
}

function bash(): string {
  const cases = names.map((name) => {
    const options = optionsOf(name).map((option) => `--${option}`);
    const choices = commandTable[name].operands.flatMap((operand) => operand.choices ?? []);
    return `    ${name}) words="${[...options, ...choices].join(" ")}" ;;`;
  });
  const values = namesOf(optionTable).flatMap((name) => {
    const { choices } = optionTable[name];
    return choices === undefined ? [] : [`    --${name}) words="${choices.join(" ")}" ;;`];
  });
  return `_${programName}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${names.join(" ")}" -- "$current"))
    return
  fi
  case "$command" in
${cases.join("\n")}
  esac
  case "$previous" in
${values.join("\n")}
  esac
  case "$command:$current" in
    ${takingProject().join(":[!-]*|")}:[!-]*)
      local IFS=$'\\n' name
      for name in $(${projectNames}); do
        case "$name" in "$current"*) COMPREPLY+=("$(printf %q "$name")") ;; esac
      done
      return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _${programName} ${programName}
`;
}

function fish(): string {
  const lines = [`complete -c ${programName} -f`];
  for (const name of names) {
    lines.push(`complete -c ${programName} -n __fish_use_subcommand -a ${name} -d ${quoted(commandSummaries[name])}`);
    const within = `complete -c ${programName} -n ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
    for (const option of optionsOf(name)) {
      const { short, value, choices } = optionTable[option];
      const flags = [short === undefined ? "" : ` -s ${short}`, value === undefined ? "" : " -r"].join("");
      const words = choices === undefined ? "" : ` -a ${quoted(choices.join(" "))}`;
      lines.push(`${within} -l ${option}${flags}${words} -d ${quoted(optionSummaries[option])}`);
    }
    const choices = commandTable[name].operands.flatMap((operand) => operand.choices ?? []);
    if (choices.length > 0) lines.push(`${within} -a ${quoted(choices.join(" "))}`);
    if (takingProject().includes(name)) lines.push(`${within} -a ${quoted(`(${projectNames})`)}`);
  }
  return `${lines.join("\n")}\n`;
}

function takingProject(): readonly CommandName[] {
  return names.filter((name) => commandTable[name].operands.some((operand) => operand.name === "PROJECT"));
}

function plain(text: string): string {
  return text.replaceAll("\\", String.raw`\e`).replaceAll("-", String.raw`\-`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`\'`)}'`;
}
