import { writeSync } from "node:fs";

const standardOutput = 1;

/**
 * Writes a line for the program that started the app. A reader that went away, or is not there, must not end the app.
 * `process.stdout` would do the same, and takes milliseconds to be loaded before the icon stands.
 */
export function writeLine(line: string): void {
  try {
    writeSync(standardOutput, `${line}\n`);
  } catch {
    // Nobody reads this; the log file has the line.
  }
}
