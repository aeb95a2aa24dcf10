import { acceleratorKeys } from "../preferences/accelerator.ts";
import { usePreferences } from "../bridge/preferences-port.ts";

/** The keys that open the switcher from anywhere, where there are some. */
export function ShortcutKeys() {
  const { settings, capabilities } = usePreferences();
  const shortcut = settings.shortcuts.quickSwitcher;
  if (shortcut === null || capabilities === null || capabilities.globalShortcuts !== null) return null;
  return <kbd aria-hidden="true">{acceleratorKeys(shortcut, capabilities.platform)}</kbd>;
}
