import * as dbus from "@jellybrick/dbus-next";
import * as v from "valibot";
import { daemonMessage } from "./dbus-daemon.ts";
import {
  decodeItem,
  decodeLayout,
  decodeMenuPath,
  describeState,
  findItem,
  type TrayIconPixels,
  type TrayMenuNode,
  type TrayState,
} from "./tray-state.ts";

const itemInterface = "org.kde.StatusNotifierItem";
const itemPath = "/StatusNotifierItem";
const menuInterface = "com.canonical.dbusmenu";
const propertiesInterface = "org.freedesktop.DBus.Properties";
const defaultTimeout = 25_000;

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
    const { menuPath, ...item } = decodeItem(properties);
    const body = await this.#call(menuPath, menuInterface, "GetLayout", "iias", [0, -1, []]);
    return { ...item, ...decodeLayout(body) };
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
   * Clicks a menu item, named by its label and those of the menus above it, as soon as it is there and can be clicked.
   * A menu that the app replaces between our reading it and our click has other numbers for its items: then, as a
   * panel would, the new one is read.
   */
  async click(...labels: readonly string[]): Promise<void> {
    for (;;) {
      const { menu, layoutRevision } = await this.waitFor(
        (state) => findItem(state.menu, labels)?.enabled === true,
        `"${labels.join(" › ")}" to click`,
      );
      try {
        return await this.#clickItem(findItem(menu, labels));
      } catch (error) {
        const isSameMenu = (await this.state()).layoutRevision === layoutRevision;
        if (!(error instanceof dbus.DBusError) || isSameMenu) throw error;
      }
    }
  }

  async #clickItem(item: TrayMenuNode | undefined): Promise<void> {
    if (item === undefined) throw new Error("Name the menu item to click.");
    await this.#call(await this.#menuPath(), menuInterface, "Event", "isvu", [
      item.id,
      "clicked",
      new dbus.Variant("i", 0),
      Math.floor(Date.now() / 1000),
    ]);
  }

  /** Clicks the icon itself. */
  async activate(): Promise<void> {
    await this.#call(itemPath, itemInterface, "Activate", "ii", [0, 0]);
  }

  /** Clicks it with the middle button. */
  async activateSecondary(): Promise<void> {
    await this.#call(itemPath, itemInterface, "SecondaryActivate", "ii", [0, 0]);
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
    return decodeMenuPath(body);
  }

  #call(path: string, face: string, member: string, signature: string, body: unknown[]): Promise<readonly unknown[]> {
    return call(
      this.#bus,
      new dbus.Message({ destination: this.#owner, path, interface: face, member, signature, body }),
    );
  }
}

async function call(bus: dbus.MessageBus, message: dbus.Message): Promise<readonly unknown[]> {
  const reply = await bus.call(message);
  return reply?.body ?? [];
}
