import type { ValuesFile } from "../../main/adapters/kept-values.ts";

export interface MemoryFile extends ValuesFile {
  /** What lies on the disk. */
  values: Readonly<Record<string, unknown>>;
  /** The disk takes nothing more. */
  full: boolean;
}

export function createMemoryFile(values: Readonly<Record<string, unknown>> = {}): MemoryFile {
  const file: MemoryFile = {
    values,
    full: false,
    read: () => file.values,
    write(next) {
      if (file.full) throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
      file.values = next;
    },
  };
  return file;
}
