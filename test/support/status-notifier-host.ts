/**
 * The desktop's side of a Linux tray, for tests: owns the name under which tray icons register themselves, and
 * reads and clicks the app's item as a panel would, over D-Bus (StatusNotifierItem and com.canonical.dbusmenu).
 */
import { createHash } from "node:crypto";
import * as dbus from "@jellybrick/dbus-next";
import * as v from "valibot";
import { daemonMessage } from "./dbus-daemon.ts";
import { ServedInterface } from "./served-interface.ts";

const watcherName = "org.kde.StatusNotifierWatcher";
const watcherPath = "/StatusNotifierWatcher";
const itemInterface = "org.kde.StatusNotifierItem";
const itemPath = "/StatusNotifierItem";
const menuInterface = "com.canonical.dbusmenu";
const propertiesInterface = "org.freedesktop.DBus.Properties";
const defaultTimeout = 10_000;

export interface TrayIconPixels {
  readonly width: number;
  readonly height: number;
  /** Of all pixels: equal icons have equal hashes. */
  readonly hash: string;
  /** Red, green, blue, alpha. */
  pixel(x: number, y: number): readonly [number, number, number, number];
}

export interface TrayMenuNode {
  readonly id: number;
  /** As a person reads it: the protocol's doubled underscores are single here. */
  readonly label: string;
  /** As it was sent. */
  readonly rawLabel: string;
  readonly enabled: boolean;
  readonly type: "standard" | "separator";
  readonly children: readonly TrayMenuNode[];
}

/** Everything that a panel can know of the item at one moment. */
export interface TrayState {
  readonly status: string;
  readonly tooltip: string;
  readonly icon: TrayIconPixels;
  readonly layoutRevision: number;
  readonly menu: readonly TrayMenuNode[];
}

/** What D-Bus wraps together with its type. */
function variant<Value>(value: v.GenericSchema<unknown, Value>): v.GenericSchema<unknown, Value> {
  return v.pipe(
    v.object({ value }),
    v.transform((wrapped): Value => wrapped.value),
  );
}
const pixmapSchema = v.tuple([v.number(), v.number(), v.instance(Uint8Array)]);
const itemPropertiesSchema = v.object({
  Status: variant(v.string()),
  Menu: variant(v.string()),
  IconPixmap: variant(v.array(pixmapSchema)),
  ToolTip: variant(v.tuple([v.string(), v.unknown(), v.string(), v.string()])),
});
const layoutSchema = v.tuple([v.number(), v.unknown()]);
const nodeSchema = v.tuple([v.number(), v.record(v.string(), v.object({ value: v.unknown() })), v.array(v.unknown())]);

/** Starts watching; from now on an app that makes a tray icon finds a desktop that shows one. */
export async function startStatusNotifierHost(): Promise<StatusNotifierHost> {
  const bus = dbus.sessionBus();
  // Each icon listens for its own signals, and a long run sees many.
  bus.setMaxListeners(0);
  const host = new StatusNotifierHost(bus);
  bus.export(watcherPath, host.watcher);
  const reply = await bus.requestName(watcherName, dbus.NameFlag.DO_NOT_QUEUE);
  if (reply !== dbus.RequestNameReply.PRIMARY_OWNER) throw new Error("Another panel owns this session's tray.");
  return host;
}

export class StatusNotifierHost {
  readonly watcher = new Watcher((service) => this.#register(service));
  readonly #bus: dbus.MessageBus;
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

  close(): void {
    this.#bus.disconnect();
  }

  #register(service: string): void {
    const item = TrayItem.connect(this.#bus, service);
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#items.push(item);
    else waiting(item);
  }
}

/** One app's tray icon, seen from the panel. */
export class TrayItem {
  /** Every change signal since the item registered itself, by name. */
  readonly signals: string[] = [];
  readonly #bus: dbus.MessageBus;
  readonly #owner: string;
  readonly #listeners = new Set<() => void>();

  private constructor(bus: dbus.MessageBus, owner: string) {
    this.#bus = bus;
    this.#owner = owner;
    bus.on("message", (message: dbus.Message) => this.#onMessage(message));
  }

  /** Finds out who is behind a service name, and listens to it. */
  static async connect(bus: dbus.MessageBus, service: string): Promise<TrayItem> {
    const owner = service.startsWith(":")
      ? service
      : v.parse(v.tuple([v.string()]), await call(bus, daemonMessage("GetNameOwner", service)))[0];
    await call(bus, daemonMessage("AddMatch", `type='signal',sender='${owner}'`));
    return new TrayItem(bus, owner);
  }

  async state(): Promise<TrayState> {
    const [properties] = await this.#call(itemPath, propertiesInterface, "GetAll", "s", [itemInterface]);
    const { Status, Menu, IconPixmap, ToolTip } = v.parse(itemPropertiesSchema, properties);
    const [layoutRevision, root] = await this.#layout(Menu);
    return { status: Status, tooltip: ToolTip[2], icon: decodeIcon(IconPixmap), layoutRevision, menu: root.children };
  }

  async tooltip(): Promise<string> {
    return (await this.state()).tooltip;
  }

  async iconPixels(): Promise<TrayIconPixels> {
    return (await this.state()).icon;
  }

  async menu(): Promise<readonly TrayMenuNode[]> {
    return (await this.state()).menu;
  }

  /**
   * Clicks a menu item, named by its label and those of the menus above it. A menu that the app replaces between
   * our reading it and our click has other numbers for its items: then, as a panel would, the new one is read.
   */
  async click(...labels: readonly string[]): Promise<void> {
    for (;;) {
      const { menu, layoutRevision } = await this.state();
      try {
        return await this.#clickIn(menu, labels);
      } catch (error) {
        const isSameMenu = (await this.state()).layoutRevision === layoutRevision;
        if (!(error instanceof dbus.DBusError) || isSameMenu) throw error;
      }
    }
  }

  async #clickIn(menu: readonly TrayMenuNode[], labels: readonly string[]): Promise<void> {
    let items = menu;
    let found: TrayMenuNode | undefined;
    for (const label of labels) {
      found = items.find((item) => item.label === label);
      if (found === undefined) throw new Error(`The tray menu has no "${label}". It has:\n${describeMenu(items)}`);
      items = found.children;
    }
    if (found === undefined) throw new Error("Name the menu item to click.");
    if (!found.enabled) throw new Error(`"${found.label}" cannot be clicked: it is disabled.`);
    await this.#call(await this.#menuPath(), menuInterface, "Event", "isvu", [
      found.id,
      "clicked",
      new dbus.Variant("i", 0),
      Math.floor(Date.now() / 1000),
    ]);
  }

  /** Clicks the icon itself. */
  async activate(): Promise<void> {
    await this.#call(itemPath, itemInterface, "Activate", "ii", [0, 0]);
  }

  /**
   * Looks at the item now and at each of its change signals, until the state is as described. What it never was is
   * in the error, with the state it was last.
   */
  async waitFor(
    predicate: (state: TrayState) => boolean,
    description: string,
    timeoutMilliseconds = defaultTimeout,
  ): Promise<TrayState> {
    const deadline = Date.now() + timeoutMilliseconds;
    for (;;) {
      const change = this.#nextChange(deadline - Date.now());
      const state = await this.state();
      if (predicate(state)) {
        change.cancel();
        return state;
      }
      if (!(await change.happened)) {
        throw new Error(
          `Waited ${timeoutMilliseconds} ms for the tray to show ${description}. It showed last:\n${describeState(state)}`,
        );
      }
    }
  }

  /** Whether there is a change signal within that time. */
  #nextChange(timeoutMilliseconds: number): { readonly happened: Promise<boolean>; cancel(): void } {
    const cancelled = new AbortController();
    const happened = new Promise<boolean>((resolve) => {
      const end = (result: boolean): void => {
        clearTimeout(timeout);
        this.#listeners.delete(onChange);
        resolve(result);
      };
      const onChange = (): void => end(true);
      const timeout = setTimeout(() => end(false), Math.max(0, timeoutMilliseconds));
      this.#listeners.add(onChange);
      cancelled.signal.addEventListener("abort", () => end(false));
    });
    return { happened, cancel: () => cancelled.abort() };
  }

  #onMessage(message: dbus.Message): void {
    if (message.type !== dbus.MessageType.SIGNAL || message.sender !== this.#owner) return;
    this.signals.push(message.member ?? "");
    for (const listener of this.#listeners) listener();
  }

  async #menuPath(): Promise<string> {
    const body = await this.#call(itemPath, propertiesInterface, "Get", "ss", [itemInterface, "Menu"]);
    return v.parse(v.tuple([variant(v.string())]), body)[0];
  }

  async #layout(path: string): Promise<readonly [number, TrayMenuNode]> {
    const body = await this.#call(path, menuInterface, "GetLayout", "iias", [0, -1, []]);
    const [revision, root] = v.parse(layoutSchema, body);
    return [revision, decodeNode(root)];
  }

  #call(path: string, face: string, member: string, signature: string, body: unknown[]): Promise<readonly unknown[]> {
    return call(
      this.#bus,
      new dbus.Message({ destination: this.#owner, path, interface: face, member, signature, body }),
    );
  }
}

/** What an app calls to have its icon shown. */
class Watcher extends ServedInterface {
  readonly ProtocolVersion = 0;
  readonly IsStatusNotifierHostRegistered = true;
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

/** The menu as indented lines. */
export function describeMenu(items: readonly TrayMenuNode[], indent = "  "): string {
  return items
    .flatMap((item) => {
      const text = item.type === "separator" ? "—" : `${item.label}${item.enabled ? "" : " (disabled)"}`;
      return item.children.length === 0 ? [indent + text] : [indent + text, describeMenu(item.children, `${indent}  `)];
    })
    .join("\n");
}

/** Every label of the top level; separators are left out. */
export function menuLabels(state: Pick<TrayState, "menu">): readonly string[] {
  return state.menu.filter((item) => item.type === "standard").map((item) => item.label);
}

function describeState(state: TrayState): string {
  const { width, height, hash } = state.icon;
  return `${state.tooltip}\n[icon ${width}×${height} ${hash}, menu revision ${state.layoutRevision}]\n${describeMenu(state.menu)}`;
}

function decodeIcon(pixmaps: readonly v.InferOutput<typeof pixmapSchema>[]): TrayIconPixels {
  const largest = pixmaps.toSorted((one, other) => other[0] - one[0])[0];
  if (largest === undefined) throw new Error("The tray item has no picture.");
  const [width, height, bytes] = largest;
  return {
    width,
    height,
    hash: createHash("sha256").update(bytes).digest("hex").slice(0, 16),
    pixel(x, y) {
      // Alpha, red, green, blue, in network byte order.
      const [alpha = 0, red = 0, green = 0, blue = 0] = bytes.subarray((y * width + x) * 4);
      return [red, green, blue, alpha];
    },
  };
}

function decodeNode(value: unknown): TrayMenuNode {
  const [id, properties, children] = v.parse(nodeSchema, value);
  const rawLabel = v.parse(v.optional(v.string(), ""), properties["label"]?.value);
  return {
    id,
    rawLabel,
    label: rawLabel.replaceAll("__", "_"),
    enabled: properties["enabled"]?.value !== false,
    type: properties["type"]?.value === "separator" ? "separator" : "standard",
    children: children.map((child) => decodeNode(v.parse(v.object({ value: v.unknown() }), child).value)),
  };
}

async function call(bus: dbus.MessageBus, message: dbus.Message): Promise<readonly unknown[]> {
  const reply = await bus.call(message);
  return reply?.body ?? [];
}
