/** One run of the command line: arguments in, data to stdout, sentences to stderr, an exit code out. */
import { cliTexts } from "../texts/cli.ts";
import { type AppClient, ConnectionLost, connectToApp, Refused } from "./client.ts";
import { isCommandName, programName, shells } from "./commands.ts";
import { exitCodeOf } from "./exit-codes.ts";
import type { ExitCode } from "../texts/cli.ts";
import { addressOf, isAppRunning } from "./find-app.ts";
import { printable } from "./format.ts";
import { completions, helpOf, overview } from "./help.ts";
import type { CommandLinePorts } from "./command-line-ports.ts";
import { type Invocation, parseCommandLine, UsageError, usageHint } from "./parse-command-line.ts";
import { type AskingInvocation, runOnce } from "./run-once.ts";
import { watchTimers } from "./watch.ts";

/** Never rejects but for faults of its own. */
export async function runCommandLine(args: readonly string[], ports: CommandLinePorts): Promise<ExitCode> {
  try {
    const invocation = parseCommandLine(args, new Date(ports.clock.wallNow()));
    return await run(invocation, ports);
  } catch (error) {
    if (error instanceof UsageError) {
      ports.complain(error.message);
      ports.complain(usageHint());
      return 2;
    }
    if (error instanceof Refused) return complainOf(error, ports);
    throw error;
  }
}

async function run(invocation: Invocation, ports: CommandLinePorts): Promise<ExitCode> {
  const { command, operands, isSet, text } = invocation;
  const { out, surroundings, version } = ports;
  if (isSet("version")) return said(out, cliTexts.version(version));
  if (isSet("help")) return said(out, helpOf(command).trimEnd());
  const address = addressOf(surroundings, text("profile"));
  const connect = (): Promise<AppClient> => connectToApp(address, `${programName}/${version}`);
  switch (command) {
    case "help": {
      const about = operands.COMMAND;
      if (about !== undefined && !isCommandName(about)) throw new UsageError(cliTexts.unknownCommand(about));
      return said(out, (about === undefined ? overview() : helpOf(about)).trimEnd());
    }
    case "completions": {
      const shell = shells.find((each) => each === operands.SHELL) ?? "bash";
      return said(out, completions(shell).trimEnd());
    }
    case "mcp":
      await ports.serveAssistant(connect, version);
      return 0;
    case "watch":
      return watchTimers(invocation, { ...ports, connect });
    default:
      return once({ ...invocation, command }, ports, connect);
  }
}

async function once(
  invocation: AskingInvocation,
  ports: CommandLinePorts,
  connect: () => Promise<AppClient>,
): Promise<ExitCode> {
  let client: AppClient;
  try {
    client = await connect();
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
    const runs = await isAppRunning(ports.surroundings, invocation.text("profile"));
    ports.complain(runs ? cliTexts.turnedOff : cliTexts.notRunning);
    return runs ? 77 : 69;
  }
  try {
    return await runOnce(invocation, client, ports);
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
    ports.complain(cliTexts.lost);
    return 1;
  } finally {
    client.close();
  }
}

function said(out: (line: string) => void, text: string): ExitCode {
  out(text);
  return 0;
}

function complainOf({ problem }: Refused, { complain }: CommandLinePorts): ExitCode {
  complain(printable(problem.message));
  if (problem.remedy !== undefined && problem.remedy !== "") complain(printable(problem.remedy));
  for (const { id, name, label } of problem.candidates) {
    complain(printable(typeof id === "number" ? `  #${id}  ${name ?? ""}` : `  ${label ?? id}`));
  }
  return exitCodeOf(problem.kind);
}
