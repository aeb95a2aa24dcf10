import type { MenuItemConstructorOptions } from "electron";
import { assertNever } from "../../app/model/assert-never.ts";
import type { TrayAction, TrayMenuItem } from "../../app/tray/tray-model.ts";

/** The menu as Electron takes it; `act` is called with the action of the item that was clicked. */
export function menuTemplate(
  items: readonly TrayMenuItem[],
  act: (action: TrayAction) => void,
): MenuItemConstructorOptions[] {
  return items.map((item) => toTemplate(item, act));
}

function toTemplate(item: TrayMenuItem, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (item.kind) {
    case "separator":
      return { type: "separator" };
    case "label":
      return { id: item.id, label: literalLabel(item.label), enabled: false };
    case "item": {
      const { action } = item;
      return { id: item.id, label: literalLabel(item.label), enabled: item.enabled, click: () => act(action) };
    }
    case "submenu":
      return { id: item.id, label: literalLabel(item.label), submenu: menuTemplate(item.items, act) };
    default:
      return assertNever(item, "menu item");
  }
}

/**
 * Electron reads `&` in a label as "the next letter is the shortcut" on every platform; doubled, it is an ampersand.
 * (On Linux it translates the result for the desktop, underscores included.)
 */
export function literalLabel(text: string): string {
  return text.replaceAll("&", "&&");
}
