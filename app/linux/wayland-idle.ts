/**
 * A Wayland compositor's word on whether somebody uses the computer: `ext_idle_notifier_v1` (KWin, Sway, Hyprland and
 * others), or `org_kde_kwin_idle` of older ones. Both call when a span without input has passed, and at the next input.
 * What keeps the screen awake, such as a film, counts as presence in both.
 */
import { instantNow } from "../model/instant.ts";
import { systemClock } from "../platform/system.ts";
import type { Clock, Logger } from "../platform/ports.ts";
import { type IdleSource, type IdleWatch, instantBefore } from "../presence/idle/idle-source.ts";
import { connectToWayland, type WaylandConnection, words } from "./wayland-connection.ts";

interface Dialect {
  readonly interface: string;
  /** The request that makes a notification, and its arguments. */
  readonly opcode: number;
  readonly arguments: (notification: number, span: number, seat: number) => Buffer;
}

/** In both, the first event of a notification is that the span has passed, the second that there was input again. */
const idledEvent = 0;
const resumedEvent = 1;

const dialects: Readonly<Record<"wayland" | "kde", Dialect>> = {
  wayland: {
    interface: "ext_idle_notifier_v1",
    opcode: 1,
    arguments: (notification, span, seat) => words(notification, span, seat),
  },
  kde: {
    interface: "org_kde_kwin_idle",
    opcode: 0,
    arguments: (notification, span, seat) => words(notification, seat, span),
  },
};

export function createWaylandIdleSource(
  socketPath: string,
  kind: keyof typeof dialects,
  logger: Logger,
  clock: Clock = systemClock,
): IdleSource {
  return {
    kind,
    async open(watch) {
      const notifications = new Map<number, number>();
      let isOpen = false;
      const connection = await connectToWayland(socketPath, {
        onEvent: ({ object, opcode }) => {
          const span = notifications.get(object);
          if (span === undefined) return;
          if (opcode === idledEvent) watch.onIdle(instantBefore(instantNow(clock), span), span);
          if (opcode === resumedEvent) watch.onActive();
        },
        onLost: () => {
          // Before it was open, the caller learns it by the rejection.
          if (!isOpen) return;
          logger.info("The compositor ended the connection", { source: kind });
          watch.onLost();
        },
      });
      try {
        ask(connection, dialects[kind], watch, notifications);
        await connection.roundTrip();
        isOpen = true;
      } catch (error) {
        connection.close();
        throw error;
      }
      return () => connection.close();
    },
  };
}

function ask(
  connection: WaylandConnection,
  dialect: Dialect,
  { spans }: IdleWatch,
  notifications: Map<number, number>,
): void {
  const offered = (name: string) => connection.globals.find((global) => global.interface === name);
  const [notifier, seat] = [offered(dialect.interface), offered("wl_seat")];
  if (notifier === undefined || seat === undefined) throw new Error(`The compositor has no ${dialect.interface}`);
  const [notifierId, seatId] = [connection.bind(notifier, 1), connection.bind(seat, 1)];
  for (const span of spans) {
    const notification = connection.newId();
    connection.send(notifierId, dialect.opcode, dialect.arguments(notification, span, seatId));
    notifications.set(notification, span);
  }
}
