/** Every curl example of docs/demo-server.md answers the status that stands beside it. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { startDemoServer } from "../support/noko/server.ts";

const run = promisify(execFile);
const page = readFileSync(new URL("../../docs/demo-server.md", import.meta.url), "utf8");

const examples = [...page.matchAll(/```sh\n([\s\S]*?)```/g)]
  .flatMap((block) => (block[1] ?? "").trim().split("\n"))
  .map((line) => {
    const [command = "", status = ""] = line.split(/\s+# (?=\d+$)/);
    return { command, status };
  });

const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);

it.skipIf(!hasCurl)("the documentation's curl examples work", async () => {
  const server = await startDemoServer({ token: "demo", rateLimit: false });
  const answered: string[] = [];
  for (const { command } of examples) {
    const quiet = command.replace(/^curl -i/, "curl -s -o /dev/null -w '%{http_code}'");
    const { stdout } = await run("sh", ["-c", quiet], {
      env: { ...process.env, api: server.url, token: "X-NokoToken: demo", json: "Content-Type: application/json" },
    });
    answered.push(`${stdout} ${command}`);
  }
  await server.stop();
  expect(answered).toEqual(examples.map(({ command, status }) => `${status} ${command}`));
  expect(examples).toHaveLength(43);
});
