import { powerMonitor } from "electron";

export interface InputWatchOptions {
  /** Of the session: on Linux, whether it is one of Wayland. */
  readonly wayland: boolean;
}

/**
 * Returns how many seconds ago a key or the pointer was used at this computer. On Wayland Electron always says 0
 * (electron#27912), which is no answer: there it is null.
 */
export function createInputWatch({ wayland }: InputWatchOptions): () => number | null {
  return () => (wayland ? null : powerMonitor.getSystemIdleTime());
}
