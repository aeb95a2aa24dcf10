/** Our icon on the session bus, put into each panel that comes. Loaded when it is needed. */
import * as v from "valibot";
import { errorFields } from "../../platform/logger.ts";
import type { Logger } from "../../platform/ports.ts";
import type { Bitmap } from "../../tray/icon-raster.ts";
import type { TrayAction } from "../../tray/tray-model.ts";
import type { TraySurface } from "../../tray/tray-view.ts";
import { openSessionBus } from "../session-bus.ts";
import { type ItemClicks, ItemInterface, itemPath, menuPath } from "./item-interface.ts";
import { MenuInterface } from "./menu-interface.ts";

const watcher = "org.kde.StatusNotifierWatcher";
const watcherPath = "/StatusNotifierWatcher";

const panelSignal = v.union([
  v.object({ member: v.literal("NameOwnerChanged"), body: v.tuple([v.literal(watcher), v.string(), v.string()]) }),
  v.object({
    interface: v.literal(watcher),
    member: v.picklist(["StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"]),
  }),
]);
const isHostThere = v.tuple([v.object({ value: v.boolean() })]);

export interface TrayItemOptions {
  readonly busAddress: string;
  readonly processId: number;
  readonly act: (action: TrayAction) => void;
  readonly clicks: ItemClicks;
  /** Whether a panel shows our icon: once at the start, and with each change. */
  readonly onPanel: (isThere: boolean) => void;
  /** The bus can't be used, or no more. Nothing is reported afterwards. */
  readonly onBroken: () => void;
  readonly logger: Logger;
}

export interface TrayItem extends Omit<TraySurface, "showIcon"> {
  showIcon(bitmaps: readonly Bitmap[]): void;
}

/** Connects at once. What is shown before a panel comes is what it gets. */
export function openTrayItem(options: TrayItemOptions): TrayItem {
  const { busAddress, processId, logger } = options;
  const bus = openSessionBus(busAddress);
  const item = new ItemInterface(options.clicks);
  const menu = new MenuInterface(options.act);
  const name = `org.kde.StatusNotifierItem-${processId}-1`;
  let registeredWith: string | null = null;
  let checking = Promise.resolve();
  let isBroken = false;

  function giveUp(error: unknown): void {
    if (isBroken) return;
    isBroken = true;
    logger.warn("The session bus can't be used for the tray", errorFields(error));
    bus.disconnect();
    options.onBroken();
  }

  /** One after the other: a panel that restarts sends several signals at once. */
  function check(): void {
    checking = checking
      .then(async () => {
        const owner = await bus.ownerOf(watcher).catch(() => null);
        const isThere = owner !== null && (await showsIcons());
        if (isThere && registeredWith !== owner) {
          await callWatcher("RegisterStatusNotifierItem", watcher, [name]);
          registeredWith = owner;
        }
        if (!isBroken) options.onPanel(isThere);
      })
      .catch((error: unknown) => logger.warn("A panel did not take the icon", errorFields(error)));
  }

  /** The watcher keeps the list of icons and may show none itself. */
  async function showsIcons(): Promise<boolean> {
    try {
      const asked = [watcher, "IsStatusNotifierHostRegistered"];
      return v.parse(isHostThere, await callWatcher("Get", "org.freedesktop.DBus.Properties", asked))[0].value;
    } catch {
      // Gone meanwhile, or it does not say.
      return false;
    }
  }

  function callWatcher(member: string, face: string, body: readonly string[]): Promise<readonly unknown[]> {
    return bus.call({ destination: watcher, path: watcherPath, interface: face, member, body });
  }

  async function start(): Promise<void> {
    bus.serve(itemPath, item);
    bus.serve(menuPath, menu);
    bus.onSignal((message) => {
      if (v.is(panelSignal, message)) check();
    });
    await Promise.all([
      bus.addMatch(`type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${watcher}'`),
      bus.addMatch(`type='signal',interface='${watcher}'`),
      bus.own(name),
    ]);
    check();
  }

  bus.broken.catch(giveUp);
  start().catch(giveUp);

  return {
    showIcon: (bitmaps) => item.showIcon(bitmaps),
    showTooltip: (text) => item.showTooltip(text),
    showTitle: (text) => item.showLabel(text),
    publishMenu: (items) => menu.replace(items),
  };
}
