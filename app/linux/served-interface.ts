import * as dbus from "@jellybrick/dbus-next";

const hidden = ["$properties", "$methods", "$signals"] as const;

/**
 * An object on D-Bus whose members are set by `configureMembers`. That puts them on the class, where version 0.11 of
 * the library then does not find them: each instance gets empty fields of the same names.
 */
export class ServedInterface extends dbus.interface.Interface {
  constructor(name: string) {
    super(name);
    for (const field of hidden) Reflect.deleteProperty(this, field);
  }
}
