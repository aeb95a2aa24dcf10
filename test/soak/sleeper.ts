/** The app without its shell, as a process that can be stopped: prints each snapshot, and wakes when it reads a line. */
import { createInterface } from "node:readline";
import { createApplication } from "../../app/application/application.ts";
import { systemClock, systemRandom } from "../../app/platform/system.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import { parseRelayChoice } from "../../app/relay/relay-choice.ts";

const [apiUrl = "", token = "", relay = ""] = process.argv.slice(2);
const silent = (): void => undefined;

const application = createApplication({
  clock: systemClock,
  random: systemRandom,
  logger: { debug: silent, info: silent, warn: silent, error: silent },
  fetch: (url, init) => fetch(url, init),
  settings: createMemorySettings(),
  secrets: createMemorySecrets(),
  version: "0.0.0",
  bootedAt: () => 0,
  secondsSinceInput: () => 0,
  configuration: {
    apiUrl,
    token,
    relay: parseRelayChoice(relay, { listenPort: null, agentSocket: null }) ?? { kind: "off" },
    programEnvironment: {},
  },
  startDemo: () => Promise.reject(new Error("There is no demo account here")),
});

application.onSnapshot(({ timers, link }) => {
  const running = timers.find(({ state }) => state === "running");
  process.stdout.write(`${JSON.stringify({ description: running?.description ?? null, link: link.state })}\n`);
});
createInterface({ input: process.stdin }).on("line", () => application.wake("resume"));
await application.start({ demo: false });
