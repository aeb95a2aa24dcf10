import type { WindowView } from "../contract/requests.ts";

/** The app's one window, as those that ask for it see it. */
export interface AppWindow {
  isVisible(): boolean;
  isFocused(): boolean;
  /** In front of everything else; at a view if there is one to be at. */
  show(view?: WindowView): void;
  /** Hidden, or minimized where a hidden window could not be found again. */
  hide(): void;
  toggle(): void;
  /** Hides the window that is in use; shows one that is hidden, or covered by others. */
  raiseOrHide(): void;
  /** The page holds text that would be lost with it: it is then kept however long it is hidden. */
  keep(wanted: boolean): void;
}
