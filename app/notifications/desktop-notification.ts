/** A notification of the desktop. */
export interface DesktopNotification {
  readonly title: string;
  readonly body: string;
}

export type ShowNotification = (notification: DesktopNotification) => void;
