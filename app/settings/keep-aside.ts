import { constants, copyFileSync } from "node:fs";
import type { SettingsStore } from "../platform/ports.ts";

/**
 * Version 0.1.0 had one account, and its settings under names without an id. Before they move, the file is copied to
 * `NAME.0.1` once. It holds no secret; those are not copied, since a sign-out has to leave none behind.
 */
export function keepFirstVersionAside(file: string, store: Pick<SettingsStore, "get">): void {
  const holdsSome = ["installId", "preferences", "absence"].some((key) => store.get(key) !== undefined);
  if (store.get("accounts") !== undefined || !holdsSome) return;
  try {
    copyFileSync(file, `${file}.0.1`, constants.COPYFILE_EXCL);
  } catch {
    // It was kept before, or the disk refuses: the values move one by one, and each is read back.
  }
}
