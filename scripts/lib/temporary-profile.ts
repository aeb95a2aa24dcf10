import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export interface TemporaryProfile {
  readonly directory: string;
  remove(): Promise<void>;
}

/** Chromium's helper processes may write for a moment after the app has ended. */
const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/** A user data folder that never meets the user's own, and goes also when this process is ended. */
export async function createTemporaryProfile(): Promise<TemporaryProfile> {
  const directory = await mkdtemp(path.join(tmpdir(), "tallylight-demo-"));
  const removeNow = (): void => rmSync(directory, REMOVAL);
  process.once("exit", removeNow);
  return {
    directory,
    remove: async () => {
      process.removeListener("exit", removeNow);
      await rm(directory, REMOVAL);
    },
  };
}
