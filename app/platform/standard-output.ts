let listening = false;

/** Writes a line for the program that started the app. A reader that went away must not end the app. */
export function writeLine(line: string): void {
  if (!listening) {
    listening = true;
    process.stdout.on("error", () => undefined);
  }
  process.stdout.write(`${line}\n`);
}
