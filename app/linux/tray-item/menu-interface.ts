/**
 * The menu of a tray icon over D-Bus, for panels that draw it themselves.
 * https://github.com/AyatanaIndicators/libdbusmenu/blob/master/libdbusmenu-glib/dbus-menu.xml
 */
import * as dbus from "@jellybrick/dbus-next";
import type { TrayAction, TrayMenuItem } from "../../tray/tray-model.ts";
import { ServedInterface } from "../served-interface.ts";
import { createMenuLayout, type MenuNode } from "./menu-layout.ts";

const { Variant } = dbus;
type Properties = Record<string, dbus.Variant>;
type Layout = [id: number, properties: Properties, children: dbus.Variant[]];

const invalid = "org.freedesktop.DBus.Error.InvalidArgs";

export class MenuInterface extends ServedInterface {
  readonly Version = 3;
  readonly TextDirection = "ltr";
  readonly Status = "normal";
  readonly IconThemePath: readonly string[] = [];
  readonly #layout = createMenuLayout();
  readonly #act: (action: TrayAction) => void;

  constructor(act: (action: TrayAction) => void) {
    super("com.canonical.dbusmenu");
    this.#act = act;
  }

  /** Tells the panel what differs. Only other items, or another order, make it draw the menu anew. */
  replace(items: readonly TrayMenuItem[]): void {
    const change = this.#layout.replace(items);
    if (change.kind === "layout") this.LayoutUpdated();
    if (change.kind === "items") this.ItemsPropertiesUpdated(change.changed);
  }

  GetLayout(parentId: number, depth: number, names: readonly string[]): [number, Layout] {
    return [this.#layout.revision(), layoutOf(this.#known(parentId), depth, names)];
  }

  /** Of all items where none is named. */
  GetGroupProperties(ids: readonly number[], names: readonly string[]): [number, Properties][] {
    const wanted = ids.length === 0 ? this.#layout.ids() : ids;
    return wanted.flatMap((id): [number, Properties][] => {
      const node = this.#layout.node(id);
      return node === undefined ? [] : [[id, propertiesOf(node, names)]];
    });
  }

  GetProperty(id: number, name: string): dbus.Variant {
    const value = propertiesOf(this.#known(id), [name])[name];
    if (value === undefined) throw new dbus.DBusError(invalid, `The item has no ${name}.`);
    return value;
  }

  Event(id: number, event: string, _data: dbus.Variant, _timestamp: number): void {
    const { action, enabled } = this.#known(id);
    if (event === "clicked" && enabled && action !== null) this.#act(action);
  }

  /** Returns the numbers that are unknown. */
  EventGroup(events: readonly [number, string, dbus.Variant, number][]): number[] {
    return events.flatMap(([id, event, data, timestamp]) => {
      if (this.#layout.node(id) === undefined) return [id];
      this.Event(id, event, data, timestamp);
      return [];
    });
  }

  /** Never out of date: each change is sent as it happens. */
  AboutToShow(id: number): boolean {
    this.#known(id);
    return false;
  }

  AboutToShowGroup(ids: readonly number[]): [updatesNeeded: number[], unknown: number[]] {
    return [[], ids.filter((id) => this.#layout.node(id) === undefined)];
  }

  LayoutUpdated(): [revision: number, parent: number] {
    return [this.#layout.revision(), 0];
  }

  ItemsPropertiesUpdated(
    changed: readonly MenuNode[],
  ): [updated: [number, Properties][], removed: [number, string[]][]] {
    return [changed.map((node) => [node.id, propertiesOf(node, ["label", "enabled"])]), []];
  }

  #known(id: number): MenuNode {
    const node = this.#layout.node(id);
    if (node === undefined) throw new dbus.DBusError(invalid, "There is no such item any more.");
    return node;
  }
}

MenuInterface.configureMembers({
  properties: {
    Version: { signature: "u", access: "read" },
    TextDirection: { signature: "s", access: "read" },
    Status: { signature: "s", access: "read" },
    IconThemePath: { signature: "as", access: "read" },
  },
  methods: {
    GetLayout: { inSignature: "iias", outSignature: "u(ia{sv}av)" },
    GetGroupProperties: { inSignature: "aias", outSignature: "a(ia{sv})" },
    GetProperty: { inSignature: "is", outSignature: "v" },
    Event: { inSignature: "isvu", outSignature: "" },
    EventGroup: { inSignature: "a(isvu)", outSignature: "ai" },
    AboutToShow: { inSignature: "i", outSignature: "b" },
    AboutToShowGroup: { inSignature: "ai", outSignature: "aiai" },
  },
  signals: {
    LayoutUpdated: { signature: "ui" },
    ItemsPropertiesUpdated: { signature: "a(ia{sv})a(ias)" },
  },
});

function layoutOf(node: MenuNode, depth: number, names: readonly string[]): Layout {
  const children = depth === 0 ? [] : node.children.map((child) => layoutOf(child, depth - 1, names));
  return [node.id, propertiesOf(node, names), children.map((child) => new Variant("(ia{sv}av)", child))];
}

/** Those that are asked for; all where none is named. What has its default is left out, unless it is asked for. */
function propertiesOf({ kind, label, enabled }: MenuNode, names: readonly string[]): Properties {
  const wanted = (name: string): boolean => names.length === 0 || names.includes(name);
  const properties: Properties = {};
  if (kind === "separator") {
    if (wanted("type")) properties["type"] = new Variant("s", "separator");
    return properties;
  }
  if (label !== "" && wanted("label")) properties["label"] = new Variant("s", literalLabel(label));
  if ((!enabled || names.length > 0) && wanted("enabled")) properties["enabled"] = new Variant("b", enabled);
  if (kind === "submenu" && wanted("children-display")) properties["children-display"] = new Variant("s", "submenu");
  return properties;
}

/** In this protocol `_` says "the next letter is the shortcut"; doubled, it is an underscore. */
function literalLabel(text: string): string {
  return text.replaceAll("_", "__");
}
