/** Runs the demo account alone, for any Noko client to be tried against. See docs/demo-server.md. */
import { startDemoServer } from "../test/support/noko/server.ts";
import type { DemoServer } from "../test/support/noko/server.ts";
import { parseDemoServerArguments, usage } from "./demo-server-arguments.ts";
import type { DemoServerArguments } from "./demo-server-arguments.ts";

async function main(): Promise<void> {
  const parsed = parseDemoServerArguments(process.argv.slice(2));
  switch (parsed.kind) {
    case "help":
      console.log(usage);
      return;
    case "bad":
      console.error(parsed.sentence);
      process.exitCode = 1;
      return;
    case "run":
      await run(parsed.options);
  }
}

async function run(options: DemoServerArguments): Promise<void> {
  try {
    const server = await start(options);
    console.log(greeting(server));
    const stop = (): void => void server.stop();
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  } catch (error) {
    console.error(
      `The demo server cannot listen on port ${options.port}: ${error instanceof Error ? error.message : String(error)}.`,
    );
    process.exitCode = 1;
  }
}

async function start(options: DemoServerArguments): Promise<DemoServer> {
  const server = await startDemoServer({
    port: options.port,
    cast: options.cast,
    receivers: options.receivers,
    rateLimit: options.rateLimit,
    broadcastIntervalMilliseconds: options.broadcastInterval,
    utcOffset: options.utcOffset,
    ...(options.token === null ? {} : { token: options.token }),
    ...(options.projects === null ? {} : { projects: options.projects }),
  });
  server.faults.latency = options.latency;
  server.faults.renamedPaths = options.renamedPaths;
  server.faults.cannotCreateTags = options.cannotCreateTags;
  server.faults.broadcasts.dropRate = options.dropBroadcasts;
  server.faults.broadcasts.duplicateRate = options.duplicateBroadcasts;
  return server;
}

function greeting({ url, token }: DemoServer): string {
  const curl = `curl -H "X-NokoToken: ${token}"`;
  return [
    `Demo server: ${url}`,
    `Token: ${token}`,
    "",
    "Try:",
    `  ${curl} ${url}/timers`,
    `  ${curl} -X PUT ${url}/projects/37398/timer/start`,
    `  ${curl} -X PUT ${url}/projects/37398/timer/pause`,
    "",
    "Ctrl+C stops it.",
  ].join("\n");
}

await main();
