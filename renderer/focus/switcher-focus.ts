/** The name of the switcher's field among what can have the focus (`data-focus-key`). */
export const switcherKey = "switcher";

/**
 * Where the keyboard goes on when what had it is gone and nothing took it over: at the field from which everything can
 * be started, not at the top of the page.
 */
export function focusSwitcher(): void {
  if (document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>(`[data-focus-key="${switcherKey}"]`)?.focus();
}
