import type { WindowView } from "../contract/requests.ts";

/** A notification of the desktop. */
export interface DesktopNotification {
  readonly title: string;
  readonly body: string;
  /** Where a click leads; by default to the window as it is. */
  readonly opens?: WindowView;
}

export type ShowNotification = (notification: DesktopNotification) => void;
