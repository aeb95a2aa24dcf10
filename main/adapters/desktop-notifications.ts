import { Notification } from "electron";
import { nativeText } from "../../app/model/native-text.ts";

export interface DesktopNotification {
  readonly title: string;
  readonly body: string;
}

export type ShowNotification = (notice: DesktopNotification) => void;

/** Shows a notification of the desktop, where it has such; a click on it does `onClick`. */
export function createDesktopNotifications(onClick: () => void): ShowNotification {
  /** Without a reference the object, and with it the click, may be collected while the notification still stands. */
  let shown: Notification | null = null;
  return ({ title, body }) => {
    if (!Notification.isSupported()) return;
    // The next one replaces this one: what it told is over.
    shown?.close();
    const notification = new Notification({ title: nativeText(title), body: nativeText(body), silent: true });
    notification.on("click", onClick);
    notification.show();
    shown = notification;
  };
}
