import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { app } from "electron";

export interface ProfileFolders {
  readonly profile: string;
  readonly logs: string;
}

/** Where this profile lies. Electron makes a folder when it is asked for its path, and throws where it can't. */
export function profileFolders(): ProfileFolders {
  const profile = pathOf("userData") ?? path.join(pathOf("appData") ?? "", app.getName());
  return { profile, logs: pathOf("logs") ?? path.join(profile, "logs") };
}

/** Gives Electron a folder that it can write, so that it comes as far as showing a dialog. To be called before it is ready. */
export function useTemporaryProfile(): void {
  try {
    app.setPath("userData", mkdtempSync(path.join(tmpdir(), "tallylight-")));
  } catch {
    // There is no such folder either; the terminal has the sentence.
  }
}

function pathOf(name: "userData" | "appData" | "logs"): string | null {
  try {
    return app.getPath(name);
  } catch {
    return null;
  }
}
