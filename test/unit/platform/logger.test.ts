import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLogFile } from "../../../app/platform/log-file.ts";
import { createLogger, errorFields, type LogLevel } from "../../../app/platform/logger.ts";
import { createRedaction } from "../../../app/platform/redaction.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "tallylight-unit-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function loggerInto(lines: string[], level: LogLevel = "debug", redact = (text: string) => text) {
  return createLogger({ sinks: [(line) => lines.push(line)], redact, wallNow: () => 0, level });
}

describe("logger", () => {
  test("one line an event, fields quoted where they need to be", () => {
    const lines: string[] = [];
    loggerInto(lines).warn("It happened", { port: 80, ok: true, none: null, kind: "a.b", text: 'two\n"lines"' });
    expect(lines).toEqual([
      '1970-01-01T00:00:00.000Z warn  It happened port=80 ok=true none=null kind=a.b text="two\\n\\"lines\\""',
    ]);
  });

  test("levels below the chosen one are left out", () => {
    const lines: string[] = [];
    const logger = loggerInto(lines, "warn");
    logger.debug("d");
    logger.info("i");
    logger.warn("w");
    logger.error("e");
    expect(lines.map((line) => line.slice(25, 30).trim())).toEqual(["warn", "error"]);
  });

  test("an error tells its name, code and first line", () => {
    expect(errorFields(Object.assign(new TypeError("bad\nbody"), { code: "ENOENT" }))).toEqual({
      error: "TypeError",
      message: "bad",
      code: "ENOENT",
    });
    expect(errorFields("text that may be anything")).toEqual({ error: "string" });
  });
});

describe("redaction", () => {
  test.each([
    ["plain", "token-1234", "token-1234"],
    ["inside a URL", "a/b+c=d12", "a%2Fb%2Bc%3Dd12"],
    ["inside JSON", 'with"quote', 'with\\"quote'],
    ["kept per account as JSON", '[["https://api.example/v2","s3cr3t-value"]]', "s3cr3t-value"],
    ["deep inside JSON", '[["demo",{"path":"/b/longpath","n":1}]]', "/b/longpath"],
  ])("%s", (_name, secret, spelling) => {
    const redaction = createRedaction();
    redaction.register(secret);
    expect(redaction.redact(`before ${spelling} after ${spelling}`)).toBe("before [redacted] after [redacted]");
  });

  test("reaches fields, and leaves ordinary words and addresses alone", () => {
    const redaction = createRedaction();
    redaction.register("on");
    redaction.register('[["https://api.example/v2","s3cr3t-value"]]');
    const lines: string[] = [];
    const logger = loggerInto(lines, "info", (text) => redaction.redact(text));
    logger.info("Once upon https://api.example/v2", { url: "https://x/s3cr3t-value" });
    expect(lines[0]).toContain("Once upon https://api.example/v2 url=https://x/[redacted]");
  });
});

describe("log file", () => {
  test("is for its owner alone, and turns over at its limit", () => {
    const file = path.join(directory, "logs", "app.log");
    const write = openLogFile(file, 100);
    for (let line = 0; line < 10; line += 1) write(`line ${line} ${"x".repeat(30)}`);
    expect(statSync(file).size).toBeLessThanOrEqual(100);
    expect(statSync(`${file}.1`).size).toBeLessThanOrEqual(100);
    expect(readFileSync(file, "utf8")).toContain("line 9");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("goes on where the last run ended", () => {
    const file = path.join(directory, "app.log");
    openLogFile(file, 100)("first");
    openLogFile(file, 100)("second");
    expect(readFileSync(file, "utf8")).toBe("first\nsecond\n");
  });

  test("a disk that refuses does not end the app", () => {
    const file = path.join(directory, "not-a-folder");
    writeFileSync(file, "");
    const write = openLogFile(path.join(file, "app.log"));
    expect(() => write("lost")).not.toThrow();
  });
});
