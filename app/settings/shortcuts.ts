import { type ShortcutName, shortcutNames } from "../contract/setting-fields.ts";
import type { Settings } from "../contract/settings.ts";
import type { Logger } from "../platform/ports.ts";
import { hasDoubles } from "./accelerator.ts";

export type ChosenShortcuts = Settings["shortcuts"];

/** The part of Electron's `globalShortcut` that is used. Throws where it does not know a key's name. */
export interface ShortcutRegistry {
  register(accelerator: string, callback: () => void): boolean;
  unregister(accelerator: string): void;
}

export type ShortcutsResult =
  | { readonly kind: "registered" }
  | { readonly kind: "doubled" }
  | { readonly kind: "taken"; readonly names: readonly ShortcutName[] };

export interface Shortcuts {
  /** At the start: has those that can be had, and tells the log of the others. */
  begin(chosen: ChosenShortcuts): void;
  /** All of them from now on, or those from before: never a part. */
  change(chosen: ChosenShortcuts): ShortcutsResult;
  /** Chosen, but something else on this computer has them. */
  notHad(): readonly ShortcutName[];
  end(): void;
}

export interface ShortcutsOptions {
  readonly registry: ShortcutRegistry;
  readonly platform: NodeJS.Platform;
  readonly actions: Readonly<Record<ShortcutName, () => void>>;
  readonly logger: Logger;
}

const none: ChosenShortcuts = { quickSwitcher: null, toggleWindow: null, pauseOrResume: null };

export function createShortcuts({ registry, platform, actions, logger }: ShortcutsOptions): Shortcuts {
  let current = none;
  let had: ReadonlyMap<ShortcutName, string> = new Map();

  function take(chosen: ChosenShortcuts): ReadonlyMap<ShortcutName, string> {
    const taken = new Map<ShortcutName, string>();
    for (const name of shortcutNames) {
      const accelerator = chosen[name];
      if (accelerator !== null && register(accelerator, actions[name])) taken.set(name, accelerator);
    }
    return taken;
  }

  function register(accelerator: string, action: () => void): boolean {
    try {
      return registry.register(accelerator, action);
    } catch {
      return false;
    }
  }

  function release(): void {
    for (const accelerator of had.values()) registry.unregister(accelerator);
    had = new Map();
  }

  const missing = (chosen: ChosenShortcuts): readonly ShortcutName[] =>
    shortcutNames.filter((name) => chosen[name] !== null && !had.has(name));

  return {
    begin(chosen) {
      current = chosen;
      had = take(chosen);
      for (const name of missing(chosen)) logger.warn("A shortcut belongs to something else here", { name });
    },
    change(chosen) {
      if (hasDoubles(Object.values(chosen), platform)) return { kind: "doubled" };
      release();
      had = take(chosen);
      // One that could not be had before and was left as it is stands in nobody's way.
      const conflicts = missing(chosen).filter((name) => chosen[name] !== current[name]);
      if (conflicts.length > 0) {
        release();
        had = take(current);
        return { kind: "taken", names: conflicts };
      }
      current = chosen;
      return { kind: "registered" };
    },
    notHad: () => missing(current),
    end: release,
  };
}
