/**
 * On Linux, Electron looks for a panel once, when an icon is made. Programs and panels start side by side when somebody
 * signs in, and an icon that came first would never be shown: it is made anew as soon as there is a panel.
 */
import * as v from "valibot";
import type { Logger } from "../../app/ports.ts";
import { errorFields } from "../adapters/logger.ts";
import { openSessionBus, type SessionBus } from "../session-bus.ts";

const watcher = "org.kde.StatusNotifierWatcher";

const panelCame = v.object({
  member: v.literal("NameOwnerChanged"),
  body: v.tuple([v.literal(watcher), v.string(), v.pipe(v.string(), v.minLength(1))]),
});
const yesOrNo = v.tuple([v.boolean()]);
const processOf = v.tuple([v.number()]);
const itemsOf = v.tuple([v.object({ value: v.array(v.string()) })]);

export interface AwaitPanelOptions {
  readonly busAddress: string;
  /** The process that made the icon. */
  readonly processId: number;
  /** There is a panel, which does not know the icon. */
  readonly onPanel: () => void;
  readonly logger: Logger;
}

/** Waits for a panel where there is none that has our icon, and no longer than until then. Never rejects. */
export async function awaitPanel({ busAddress, processId, onPanel, logger }: AwaitPanelOptions): Promise<void> {
  const bus = openSessionBus(busAddress);
  try {
    const came = untilPanelComes(bus);
    await bus.addMatch(`type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${watcher}'`);
    if (v.parse(yesOrNo, await bus.ask("NameHasOwner", watcher))[0]) {
      if (await hasIconOf(bus, processId)) return;
    } else {
      logger.info("There is no panel yet that shows icons");
      await Promise.race([came, bus.broken]);
    }
    onPanel();
  } catch (error) {
    logger.warn("Whether there is a panel that shows icons can't be heard", errorFields(error));
  } finally {
    bus.disconnect();
  }
}

function untilPanelComes(bus: SessionBus): Promise<void> {
  return new Promise((resolve) => {
    bus.onSignal((message) => {
      if (v.is(panelCame, message)) resolve();
    });
  });
}

async function hasIconOf(bus: SessionBus, processId: number): Promise<boolean> {
  const answer = await bus.call({
    destination: watcher,
    path: "/StatusNotifierWatcher",
    interface: "org.freedesktop.DBus.Properties",
    member: "Get",
    body: [watcher, "RegisteredStatusNotifierItems"],
  });
  const [{ value: items }] = v.parse(itemsOf, answer);
  const processes = await Promise.all(items.map((item) => ownerOf(bus, item)));
  return processes.includes(processId);
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
