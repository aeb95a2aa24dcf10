/**
 * The desktop's side of a Linux tray, for tests: owns the name under which tray icons register themselves, and
 * reads and clicks the app's item as a panel would, over D-Bus (StatusNotifierItem and com.canonical.dbusmenu).
 */
import * as dbus from "@jellybrick/dbus-next";
import { ServedInterface } from "../../app/linux/served-interface.ts";
import { TrayItem } from "./tray-item.ts";

const watcherName = "org.kde.StatusNotifierWatcher";
const watcherPath = "/StatusNotifierWatcher";
const defaultTimeout = 25_000;

/**
 * Starts watching; from now on an app that makes a tray icon finds a desktop that shows one. Without a panel it keeps a
 * list of icons that nobody shows, as some desktops do while they start.
 */
export async function startStatusNotifierHost({ panel = true } = {}): Promise<StatusNotifierHost> {
  const bus = dbus.sessionBus();
  // Each icon listens for its own signals, and a long run sees many.
  bus.setMaxListeners(0);
  const host = new StatusNotifierHost(bus);
  host.watcher.IsStatusNotifierHostRegistered = panel;
  bus.export(watcherPath, host.watcher);
  const reply = await bus.requestName(watcherName, dbus.NameFlag.DO_NOT_QUEUE);
  if (reply !== dbus.RequestNameReply.PRIMARY_OWNER) throw new Error("Another panel owns this session's tray.");
  return host;
}

export class StatusNotifierHost {
  readonly watcher = new Watcher((service) => this.#register(service));
  readonly #bus: dbus.MessageBus;
  #closed = false;
  readonly #items: Promise<TrayItem>[] = [];
  readonly #waiting: ((item: Promise<TrayItem>) => void)[] = [];

  constructor(bus: dbus.MessageBus) {
    this.#bus = bus;
  }

  /** The next tray icon that registers itself, or has done so and was not asked for yet. */
  nextItem(timeoutMilliseconds = defaultTimeout): Promise<TrayItem> {
    const registered = this.#items.shift();
    if (registered !== undefined) return registered;
    return new Promise((resolve, reject) => {
      const timeout = setTimeout(
        () => reject(new Error(`No tray icon registered itself within ${timeoutMilliseconds} ms.`)),
        timeoutMilliseconds,
      );
      this.#waiting.push((item) => {
        clearTimeout(timeout);
        resolve(item);
      });
    });
  }

  /** The panel comes that shows the icons. */
  showPanel(): void {
    this.watcher.IsStatusNotifierHostRegistered = true;
    this.#bus.send(dbus.Message.newSignal(watcherPath, watcherName, "StatusNotifierHostRegistered"));
  }

  /** Resolves when another panel may come. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#bus.releaseName(watcherName);
    this.#bus.disconnect();
  }

  #register(service: string): void {
    const item = TrayItem.connect(this.#bus, service);
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#items.push(item);
    else waiting(item);
  }
}

/** What an app calls to have its icon shown. */
class Watcher extends ServedInterface {
  readonly ProtocolVersion = 0;
  IsStatusNotifierHostRegistered = true;
  RegisteredStatusNotifierItems: readonly string[] = [];
  readonly #onItem: (service: string) => void;

  constructor(onItem: (service: string) => void) {
    super(watcherName);
    this.#onItem = onItem;
  }

  RegisterStatusNotifierItem(service: string): void {
    this.RegisteredStatusNotifierItems = [...this.RegisteredStatusNotifierItems, service];
    this.#onItem(service);
  }

  RegisterStatusNotifierHost(_service: string): void {
    // There is one host, and it is this one.
  }
}

Watcher.configureMembers({
  properties: {
    ProtocolVersion: { signature: "i", access: "read" },
    IsStatusNotifierHostRegistered: { signature: "b", access: "read" },
    RegisteredStatusNotifierItems: { signature: "as", access: "read" },
  },
  methods: {
    RegisterStatusNotifierItem: { inSignature: "s", outSignature: "" },
    RegisterStatusNotifierHost: { inSignature: "s", outSignature: "" },
  },
});
