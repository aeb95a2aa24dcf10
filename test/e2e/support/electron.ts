import { existsSync } from "node:fs";
import path from "node:path";

export const projectRoot = path.resolve(import.meta.dirname, "../../..");

/** A packaged app to test instead of the build in `out/`; see `npm run test:packaged`. */
const packagedExecutable = process.env["TALLYLIGHT_PACKAGED_APP"];
export const isPackaged = packagedExecutable !== undefined;

/** The binary that the launcher chose; the tests choose none themselves. */
export function electronExecutable(): string {
  const executable = packagedExecutable ?? process.env["ELECTRON_EXEC_PATH"];
  if (executable === undefined || !existsSync(executable)) {
    throw new Error("There is no Electron to test: run this through `npm run test:e2e`.");
  }
  return executable;
}

/** What every start needs before the app's own arguments. */
export function electronArguments(): readonly string[] {
  const sandbox = process.env["NO_SANDBOX"] === "1" ? ["--no-sandbox"] : [];
  return packagedExecutable === undefined ? [...sandbox, projectRoot] : sandbox;
}

/**
 * This process's environment without what would configure the app, plus what the test says. Where the test says
 * nothing of a way to be reached there is none: no test may look for relays on the internet.
 */
export function appEnvironment(settings: Readonly<Record<string, string>>): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value === undefined || name.startsWith("TALLYLIGHT_") || name === "ELECTRON_RUN_AS_NODE") continue;
    environment[name] = value;
  }
  const unreached = "TALLYLIGHT_PUBLIC_URL" in settings || "TALLYLIGHT_LISTEN_PORT" in settings;
  return { ...environment, ...(unreached ? {} : { TALLYLIGHT_RELAY: "off" }), ...settings };
}
