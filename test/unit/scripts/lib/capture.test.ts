import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { capture, lastLines } from "../../../../scripts/lib/capture.ts";
import { projectRoot } from "../../../../scripts/lib/project.ts";

describe("capture", () => {
  test("collects both outputs and the exit code", async () => {
    const run = await capture("sh", ["-c", "echo one; echo two >&2; exit 3"]);
    expect(run.code).toBe(3);
    expect(run.output.split("\n").toSorted()).toEqual(["", "one", "two"]);
  });

  test("answers at once when the program is missing, and leaves nothing that holds the process up", async () => {
    const module = pathToFileURL(path.join(projectRoot, "scripts", "lib", "capture.ts")).href;
    const script = `
      import { capture } from ${JSON.stringify(module)};
      console.log(JSON.stringify(await capture("no-such-program-here", [])));`;
    const run = await capture(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      cwd: projectRoot,
      timeoutMs: 50_000,
    });
    expect(run).toEqual({ code: 0, output: '{"output":""}\n' });
  });

  test("ends a program whose time is over", async () => {
    expect(await capture("sleep", ["60"], { timeoutMs: 200 })).toEqual({ code: undefined, output: "" });
  });

  test("does not wait for a daemon that keeps the output open", async () => {
    const run = await capture("sh", ["-c", "sleep 60 & echo $!"]);
    expect(run).toEqual({ code: 0, output: expect.stringMatching(/^\d+\n$/) });
    // This would throw if it had ended.
    process.kill(Number(run.output), "SIGKILL");
  });
});

test("lastLines", () => {
  expect(lastLines("one\ntwo\nthree\n\n", 2)).toBe("two\nthree");
});
