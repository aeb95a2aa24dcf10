/** The desktop's side of notifications, for tests: what an app shows is kept here, and can be clicked. */
import * as dbus from "@jellybrick/dbus-next";
import { ServedInterface } from "../../app/linux/served-interface.ts";

const busName = "org.freedesktop.Notifications";
const objectPath = "/org/freedesktop/Notifications";

export interface ShownNotification {
  readonly id: number;
  readonly title: string;
  readonly body: string;
}

export async function startNotificationHost(): Promise<NotificationHost> {
  const bus = dbus.sessionBus();
  const host = new NotificationHost(bus);
  bus.export(objectPath, host.server);
  const reply = await bus.requestName(busName, dbus.NameFlag.DO_NOT_QUEUE);
  if (reply !== dbus.RequestNameReply.PRIMARY_OWNER) throw new Error("Another program shows the notifications.");
  return host;
}

export class NotificationHost {
  readonly shown: ShownNotification[] = [];
  readonly server = new Server((notification) => this.#note(notification));
  readonly #bus: dbus.MessageBus;
  readonly #listeners = new Set<() => void>();

  constructor(bus: dbus.MessageBus) {
    this.#bus = bus;
  }

  /** The first notification with this title, shown already or within that time. */
  async waitFor(title: string, timeoutMilliseconds = 10_000): Promise<ShownNotification> {
    const find = (): ShownNotification | undefined => this.shown.find((each) => each.title === title);
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timeout);
        this.#listeners.delete(check);
        resolve(found);
      };
      const timeout = setTimeout(() => {
        this.#listeners.delete(check);
        const titles = this.shown.map((each) => each.title).join(", ");
        reject(new Error(`No notification "${title}" within ${timeoutMilliseconds} ms. Shown: ${titles || "none"}.`));
      }, timeoutMilliseconds);
      this.#listeners.add(check);
      check();
    });
  }

  /** As a click on it does. */
  click({ id }: ShownNotification): void {
    this.server.ActionInvoked(id, "default");
  }

  close(): void {
    this.#bus.disconnect();
  }

  #note(notification: ShownNotification): void {
    this.shown.push(notification);
    for (const listener of this.#listeners) listener();
  }
}

class Server extends ServedInterface {
  #last = 0;
  readonly #onNotification: (notification: ShownNotification) => void;

  constructor(onNotification: (notification: ShownNotification) => void) {
    super(busName);
    this.#onNotification = onNotification;
  }

  GetServerInformation(): readonly string[] {
    return ["Test", "Tallylight", "1", "1.2"];
  }

  GetCapabilities(): readonly string[] {
    return ["body", "actions"];
  }

  Notify(_app: string, _replaces: number, _icon: string, title: string, body: string): number {
    this.#last += 1;
    this.#onNotification({ id: this.#last, title, body });
    return this.#last;
  }

  CloseNotification(id: number): void {
    this.NotificationClosed(id, 3);
  }

  ActionInvoked(id: number, action: string): readonly unknown[] {
    return [id, action];
  }

  NotificationClosed(id: number, reason: number): readonly unknown[] {
    return [id, reason];
  }
}

Server.configureMembers({
  methods: {
    GetServerInformation: { inSignature: "", outSignature: "ssss" },
    GetCapabilities: { inSignature: "", outSignature: "as" },
    Notify: { inSignature: "susssasa{sv}i", outSignature: "u" },
    CloseNotification: { inSignature: "u", outSignature: "" },
  },
  signals: {
    ActionInvoked: { signature: "us" },
    NotificationClosed: { signature: "uu" },
  },
});
