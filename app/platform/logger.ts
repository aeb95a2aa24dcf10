import type { LogFields, Logger, LogValue } from "./ports.ts";

export type LogLevel = "debug" | "info" | "warn" | "error";

export interface LoggerOptions {
  /** Each gets every line, without its line end. */
  readonly sinks: readonly ((line: string) => void)[];
  readonly redact: (text: string) => string;
  readonly wallNow: () => number;
  readonly level: LogLevel;
}

const order: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** One line an event: time, level, sentence, fields. Secrets are taken out here, last, so that no caller can forget. */
export function createLogger({ sinks, redact, wallNow, level }: LoggerOptions): Logger {
  const write = (of: LogLevel, message: string, fields: LogFields = {}): void => {
    if (order.indexOf(of) < order.indexOf(level)) return;
    const line = redact(`${new Date(wallNow()).toISOString()} ${of.padEnd(5)} ${message}${formatFields(fields)}`);
    for (const sink of sinks) sink(line);
  };
  return {
    debug: (message, fields) => write("debug", message, fields),
    info: (message, fields) => write("info", message, fields),
    warn: (message, fields) => write("warn", message, fields),
    error: (message, fields) => write("error", message, fields),
  };
}

function formatFields(fields: LogFields): string {
  return Object.entries(fields)
    .map(([name, value]) => ` ${name}=${formatValue(value)}`)
    .join("");
}

/** Quoted where it could be taken for something else: a line stays one line and a field one field. */
function formatValue(value: LogValue): string {
  if (typeof value !== "string") return String(value);
  return /^[\w.:/+@-]+$/.test(value) ? value : JSON.stringify(value);
}

/** What an error of any kind may tell a log: its name, code and first line; bodies and stacks stay out. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  return { error: error.name, message: error.message.split("\n")[0] ?? "", ...code };
}
