import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { projectRoot } from "../../../../scripts/lib/project.ts";

const module = pathToFileURL(path.join(projectRoot, "scripts", "lib", "orphan.ts")).href;
/** Ends when it is asked to, or so many milliseconds after it has lost its parent. */
const script = (leftAloneFor: number): string => `
  import { endWithNpm } from ${JSON.stringify(module)};
  process.on("SIGTERM", () => { console.log("asked to end"); process.exit(0); });
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(check);
    setTimeout(() => { console.log("left alone"); process.exit(0); }, ${leftAloneFor});
  }, 50);
  endWithNpm();
  console.log("ready");`;

/** Runs the script below a shell, as npm does, ends that shell, and listens to what becomes of it. */
async function loseParent(environment: Readonly<Record<string, string>>, leftAloneFor: number): Promise<string> {
  const { npm_lifecycle_event: _inherited, ...inherited } = process.env;
  // The colon keeps the shell from replacing itself by the program.
  const command = '"$0" --import tsx --input-type=module -e "$1"; :';
  const shell = spawn("sh", ["-c", command, process.execPath, script(leftAloneFor)], {
    cwd: projectRoot,
    env: { ...inherited, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  shell.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
    if (output.trim() === "ready") {
      shell.kill("SIGTERM");
    }
  });
  // The pipe closes when the orphan, its last owner, has ended.
  await once(shell.stdout, "close");
  return output;
}

test("under npm, the end of its shell is a signal", async () => {
  expect(await loseParent({ npm_lifecycle_event: "start" }, 60_000)).toBe("ready\nasked to end\n");
});

test("a script that was started by itself may outlive its shell", async () => {
  expect(await loseParent({}, 1_500)).toBe("ready\nleft alone\n");
});
