import type { LogFields, Logger } from "../../app/platform/ports.ts";

export interface MemoryLogger extends Logger {
  /** `level message {fields}` of everything so far. */
  readonly lines: readonly string[];
}

export function createMemoryLogger(): MemoryLogger {
  const lines: string[] = [];
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}): void =>
      void lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
  return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}
