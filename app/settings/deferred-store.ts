import type { SettingsStore } from "../platform/ports.ts";

/** A store whose file is opened later than the part that uses it. */
export interface DeferredStore extends SettingsStore {
  open(store: SettingsStore): void;
  isOpen(): boolean;
}

/** Nobody may ask it before it is open: an answer from nothing would be taken for "not set". */
export function createDeferredStore(): DeferredStore {
  let opened: SettingsStore | null = null;
  const store = (): SettingsStore => {
    if (opened === null) throw new Error("The settings were asked for before they were open.");
    return opened;
  };
  return {
    open: (real) => void (opened = real),
    isOpen: () => opened !== null,
    get: (key) => store().get(key),
    set: (key, value) => store().set(key, value),
    delete: (key) => store().delete(key),
  };
}
