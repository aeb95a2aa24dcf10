import * as dbus from "@jellybrick/dbus-next";

/** A question to the bus itself, about a name or for signals: all of them take one text. */
export function daemonMessage(member: "AddMatch" | "GetNameOwner" | "NameHasOwner", text: string): dbus.Message {
  return new dbus.Message({
    destination: "org.freedesktop.DBus",
    path: "/org/freedesktop/DBus",
    interface: "org.freedesktop.DBus",
    member,
    signature: "s",
    body: [text],
  });
}
