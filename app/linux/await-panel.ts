/**
 * On Linux, Electron looks for a panel once, when an icon is made. Programs and panels start side by side at the login,
 * and an icon that came first would never be shown: it is made anew as soon as there is a panel.
 */
import * as v from "valibot";
import { errorFields } from "../platform/logger.ts";
import { openSessionBus, type SessionBus } from "./session-bus.ts";
import type { PanelState } from "./panel-monitor.ts";
import type { X11Display } from "./x11-connection.ts";
import type { Logger } from "../platform/ports.ts";
import { watchX11Tray, type X11Tray } from "./x11-tray.ts";

const watcher = "org.kde.StatusNotifierWatcher";

const panelNews = v.union([
  v.object({
    member: v.literal("NameOwnerChanged"),
    body: v.tuple([v.literal(watcher), v.string(), v.pipe(v.string(), v.minLength(1))]),
  }),
  v.object({ interface: v.literal(watcher), member: v.literal("StatusNotifierHostRegistered") }),
]);
const yesOrNo = v.tuple([v.boolean()]);
const isHostThere = v.tuple([v.object({ value: v.boolean() })]);
const processOf = v.tuple([v.number()]);
const itemsOf = v.tuple([v.object({ value: v.array(v.string()) })]);

export interface PanelWatchOptions {
  /** Where the desktop's session bus listens; empty where there is none, and so no panel that speaks on it. */
  readonly busAddress: string;
  /** Where a panel of the older kind may be; null where there is no such display. */
  readonly x11Display: X11Display | null;
  readonly onState: (state: PanelState) => void;
  /** There is a panel, which does not know the icon. */
  readonly renew: () => void;
  readonly logger: Logger;
}

export interface AwaitPanelOptions extends PanelWatchOptions {
  /** The process that made the icon. */
  readonly processId: number;
}

/** Waits for a panel where there is none that has our icon, and no longer than until then. Never rejects. */
export async function awaitPanel(options: AwaitPanelOptions): Promise<void> {
  const { busAddress, x11Display, onState } = options;
  const older = x11Display === null ? null : await watchX11Tray(x11Display);
  try {
    if (busAddress !== "" && (await awaitOnBus(options, older))) return;
    if (older !== null) await untilX11Tray(older, () => onState("none"));
    onState(older === null ? "none" : "there");
  } finally {
    older?.close();
  }
}

/** False where the bus can't be used: then no panel hears of the icon by it. */
async function awaitOnBus(options: AwaitPanelOptions, older: X11Tray | null): Promise<boolean> {
  const { busAddress, processId, onState, renew, logger } = options;
  const bus = openSessionBus(busAddress);
  let isHeard = false;
  try {
    const panel = await untilPanel(bus, older, () => {
      logger.info("There is no panel yet that shows icons");
      onState("none");
    });
    isHeard = true;
    onState("there");
    if (panel === "new" || (panel === "known" && !(await hasIconOf(bus, processId)))) renew();
  } catch (error) {
    logger.warn("Whether there is a panel that shows icons can't be heard", errorFields(error));
    // What was heard before stays true.
  } finally {
    bus.disconnect();
  }
  return isHeard;
}

/** `new`: it came only now. `older`: one of the X Window System, whose icon Electron has made already. */
async function untilPanel(
  bus: SessionBus,
  older: X11Tray | null,
  onNone: () => void,
): Promise<"known" | "new" | "older"> {
  let heard: (() => void) | null = null;
  bus.onSignal((message) => {
    if (v.is(panelNews, message)) heard?.();
  });
  older?.onCome(() => heard?.());
  await bus.addMatch(`type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${watcher}'`);
  await bus.addMatch(`type='signal',interface='${watcher}',member='StatusNotifierHostRegistered'`);
  for (let isNew = false; ; isNew = true) {
    const news = new Promise<void>((resolve) => (heard = resolve));
    if (await showsIcons(bus)) return isNew ? "new" : "known";
    if ((await older?.isThere()) === true) return "older";
    if (!isNew) onNone();
    await Promise.race([news, bus.broken]);
  }
}

async function untilX11Tray(tray: X11Tray, onNone: () => void): Promise<void> {
  const news = new Promise<void>((resolve) => tray.onCome(resolve));
  if (await tray.isThere()) return;
  onNone();
  await news;
}

/** The watcher keeps the list of icons and may show none itself: Electron then takes it for no panel. */
async function showsIcons(bus: SessionBus): Promise<boolean> {
  if (!v.parse(yesOrNo, await bus.ask("NameHasOwner", watcher))[0]) return false;
  try {
    return v.parse(isHostThere, await read(bus, "IsStatusNotifierHostRegistered"))[0].value;
  } catch {
    // Gone meanwhile, or it does not say.
    return false;
  }
}

async function hasIconOf(bus: SessionBus, processId: number): Promise<boolean> {
  const [{ value: items }] = v.parse(itemsOf, await read(bus, "RegisteredStatusNotifierItems"));
  const processes = await Promise.all(items.map((item) => ownerOf(bus, item)));
  return processes.includes(processId);
}

function read(bus: SessionBus, property: string): Promise<readonly unknown[]> {
  return bus.call({
    destination: watcher,
    path: "/StatusNotifierWatcher",
    interface: "org.freedesktop.DBus.Properties",
    member: "Get",
    body: [watcher, property],
  });
}

/** Panels name an icon by its program's name on the bus, most with the icon's path behind it. */
async function ownerOf(bus: SessionBus, item: string): Promise<number | null> {
  try {
    const name = item.replace(/[/@].*$/, "");
    return v.parse(processOf, await bus.ask("GetConnectionUnixProcessID", name))[0];
  } catch {
    // Gone meanwhile.
    return null;
  }
}
