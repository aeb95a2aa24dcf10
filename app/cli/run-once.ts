/** Commands that ask once: the request, and its answer as text. */
import { assertNever } from "../model/assert-never.ts";
import { formatChange, formatHoursMinutes } from "../model/format.ts";
import type { LocalAnswer } from "../local-api/local-requests.ts";
import { cliTexts } from "../texts/cli.ts";
import { type AppClient, createKey, type Payload } from "./client.ts";
import { secondsAt } from "./clock.ts";
import { type CommandName, programName } from "./commands.ts";
import { statusExitCode } from "./exit-codes.ts";
import type { ExitCode } from "../texts/cli.ts";
import { createFormat, printable, statusText, timerText } from "./format.ts";
import type { Invocation } from "./parse-command-line.ts";
import type { CommandLinePorts } from "./command-line-ports.ts";

export type AskingInvocation = Invocation & {
  readonly command: Exclude<CommandName, "watch" | "mcp" | "help" | "completions">;
};
type Ports = Pick<CommandLinePorts, "out" | "complain" | "clock" | "isTerminal" | "surroundings">;
type Shown = readonly string[];

export async function runOnce(invocation: AskingInvocation, client: AppClient, ports: Ports): Promise<ExitCode> {
  const { command, operands, isSet, text, seconds, minutes, date, ifRevision } = invocation;
  const { out, complain } = ports;
  const account = given({ account: text("account") });
  const project = given({ project: operands.PROJECT });
  const words = given({ description: text("description") });
  const day = given({ date });
  const changing = { ...account, ...given({ ifRevision }), key: createKey() };
  const asJson = isSet("json");

  function show(answer: object, lines: () => Shown): ExitCode {
    if (asJson) out(JSON.stringify(answer));
    else {
      for (const line of lines()) out(printable(line));
    }
    return 0;
  }
  function changed(answer: LocalAnswer<"start">): ExitCode {
    show(answer, () => [changeText(answer, ports.clock.wallNow())]);
    const isHinted = command === "adjust" || command === "discard";
    if (isHinted && answer.undo !== null) complain(cliTexts.undoHint(programName));
    return 0;
  }
  function entry(answer: LocalAnswer<"add"> | LocalAnswer<"log">): ExitCode {
    show(answer, () => [entryText(answer.entry)]);
    if (answer.dryRun) complain(cliTexts.dryRun);
    return 0;
  }

  switch (command) {
    case "status": {
      const format = text("format");
      const line = format === undefined ? null : createFormat(format);
      const { status } = await client.ask("status", account);
      const now = ports.clock.wallNow();
      if (asJson) out(JSON.stringify(status));
      else out(line === null ? statusText(status, now, boldFor(ports)) : line(status, now));
      return statusExitCode(status, isSet("fresh"));
    }
    case "start":
    case "switch":
      return changed(await client.ask(command, { project: operands.PROJECT ?? "", ...words, ...changing }));
    case "pause":
    case "resume":
    case "discard":
      return changed(await client.ask(command, { ...project, ...changing }));
    case "toggle":
    case "undo":
      return changed(await client.ask(command, changing));
    case "log": {
      const payload: Payload<"log"> = {
        ...project,
        ...words,
        ...day,
        ...given({ minutes }),
        ...changing,
        dryRun: isSet("dry-run"),
      };
      return entry(await client.ask("log", payload));
    }
    case "add": {
      const what = { project: operands.PROJECT ?? "", minutes: minutes ?? 0, dryRun: isSet("dry-run") };
      return entry(await client.ask("add", { ...what, ...words, ...day, ...changing }));
    }
    case "adjust":
      return changed(await client.ask("adjust", { ...project, seconds, ...changing }));
    case "describe":
      return changed(await client.ask("describe", { ...project, description: operands.TEXT ?? "", ...changing }));
    case "today": {
      const answer = await client.ask("today", account);
      return show(answer, () => todayLines(answer));
    }
    case "review": {
      const answer = await client.ask("review", { ...account, ...day });
      return show(answer, () => reviewLines(answer));
    }
    case "projects": {
      const answer = await client.ask("projects", { ...account, ...given({ query: operands.QUERY }) });
      show(answer, () => answer.projects.map(({ id, name }) => `#${id}\t${printable(name)}`));
      return answer.projects.length === 0 ? 4 : 0;
    }
    case "doctor": {
      // The parser knows the choices.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      const repair = text("repair") as Payload<"doctor">["repair"];
      const answer = await client.ask("doctor", { ...account, ...given({ repair }) });
      show(answer, () => answer.lines.map(({ label, value, good }) => `${markOf(good)} ${label}: ${value}`));
      return answer.lines.some(({ good }) => good === false) ? 1 : 0;
    }
    case "open": {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
      const view = operands.VIEW as Payload<"open">["view"];
      await client.ask("open", { ...account, ...given({ view }) });
      return 0;
    }
    default:
      return assertNever(command, "command");
  }
}

/** Without what was not given. */
function given<Members extends Readonly<Record<string, unknown>>>(
  members: Members,
): { [Key in keyof Members]?: Exclude<Members[Key], undefined> } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- that is what the filter does
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Members]?: Exclude<Members[Key], undefined>;
  };
}

function boldFor({ isTerminal, surroundings }: Ports): (text: string) => string {
  const isPlain = !isTerminal || (surroundings.environment["NO_COLOR"] ?? "") !== "";
  return isPlain ? (text) => text : (text) => `\u001b[1m${text}\u001b[22m`;
}

function changeText({ project, after, status }: LocalAnswer<"start">, now: number): string {
  if (after !== null) return timerText(after, secondsAt(after, status, now));
  return `${project?.name ?? ""}: ${cliTexts.none}`;
}

/** `1:07 → 1:10 on Gear GmbH, 2026-02-03`. */
export function entryText({
  project,
  date,
  minutes,
  roundedMinutes,
  description,
}: LocalAnswer<"log">["entry"]): string {
  const [asked, rounded] = [formatHoursMinutes(minutes * 60), formatHoursMinutes(roundedMinutes * 60)];
  const time = asked === rounded ? asked : `${asked} → ${rounded}`;
  return `${time} on ${project.name}, ${date}${description === "" ? "" : `: ${description}`}`;
}

function todayLines({ today }: LocalAnswer<"today">): Shown {
  if (today === null) return [cliTexts.unknownYet];
  const projects = today.projects.map(
    ({ project, minutes }) => `${formatHoursMinutes(minutes * 60)}  ${project?.name ?? "-"}`,
  );
  return [...projects, `${formatHoursMinutes(today.totalSeconds)}  ${cliTexts.today}`];
}

function reviewLines({ entries, timers, loggedMinutes, unloggedMinutes }: LocalAnswer<"review">): Shown {
  const made = entries.map(
    ({ minutes, project, description }) =>
      `${formatHoursMinutes(minutes * 60)}  ${project?.name ?? "-"}  ${description}`,
  );
  const waiting = timers.map((timer) => timerText(timer, timer.seconds));
  return [
    ...made,
    ...waiting,
    `${formatHoursMinutes(loggedMinutes * 60)} ${formatChange(unloggedMinutes * 60, "hours_minutes")}`,
  ];
}

function markOf(good: boolean | null): string {
  if (good === null) return "·";
  return good ? "✓" : "✗";
}
