import type { ValuesFile } from "../../app/settings/persisted-store.ts";

export interface MemoryFile extends ValuesFile {
  /** What lies on the disk. */
  values: Readonly<Record<string, unknown>>;
  /** The disk takes nothing more. */
  full: boolean;
  /** Nor does it let anything go. */
  readOnly: boolean;
  /** What it held was all that it lacked. */
  hasRoomOnceRemoved: boolean;
}

export function createMemoryFile(values: Readonly<Record<string, unknown>> = {}): MemoryFile {
  const file: MemoryFile = {
    values,
    full: false,
    readOnly: false,
    hasRoomOnceRemoved: false,
    read: () => file.values,
    write(next) {
      if (file.full) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
      file.values = next;
    },
    remove() {
      if (file.readOnly) throw Object.assign(new Error("EROFS: read-only file system, unlink"), { code: "EROFS" });
      file.values = {};
      file.full = file.full && !file.hasRoomOnceRemoved;
    },
  };
  return file;
}
