import { Notification } from "electron";
import type { ShowNotification } from "../../app/notifications/desktop-notification.ts";
import type { WindowView } from "../../app/contract/requests.ts";
import { nativeText } from "../../app/model/native-text.ts";

/** Shows a notification, where the desktop has such; a click on it does `onClick`. */
export function createDesktopNotifications(onClick: (view?: WindowView) => void): ShowNotification {
  /** Without a reference the object, and with it the click, may be collected while the notification still stands. */
  let shown: Notification | null = null;
  return ({ title, body, opens }) => {
    if (!Notification.isSupported()) return;
    // The next one replaces this one, whose message is out of date.
    shown?.close();
    const notification = new Notification({ title: nativeText(title), body: nativeText(body), silent: true });
    notification.on("click", () => onClick(opens));
    notification.show();
    shown = notification;
  };
}
