/**
 * GNOME's own monitor of input, on the session bus. It calls when nobody has used the computer for a span that was
 * asked for, and when somebody does again, so that nothing here has to ask.
 */
import * as v from "valibot";
import { systemClock } from "../platform/system.ts";
import type { Clock } from "../platform/ports.ts";
import { instantNow } from "../model/instant.ts";
import { type IdleSource, type IdleWatch, instantBefore } from "../presence/idle/idle-source.ts";
import { openSessionBus, type SessionBus } from "./session-bus.ts";

const name = "org.gnome.Mutter.IdleMonitor";
const target = { destination: name, path: "/org/gnome/Mutter/IdleMonitor/Core", interface: name } as const;

const watchId = v.tuple([v.pipe(v.number(), v.safeInteger(), v.minValue(0))]);
/** A 64-bit number, as the library reads it. */
const idleTime = v.tuple([v.pipe(v.union([v.bigint(), v.number()]), v.transform(Number), v.finite(), v.minValue(0))]);
const fired = v.object({ interface: v.literal(name), member: v.literal("WatchFired"), body: watchId });
const ownerChanged = v.object({
  interface: v.literal("org.freedesktop.DBus"),
  member: v.literal("NameOwnerChanged"),
  body: v.tuple([v.literal(name), v.string(), v.string()]),
});

export function createMutterSource(busAddress: string, clock: Clock = systemClock): IdleSource {
  return {
    kind: "mutter",
    async open(watch) {
      const bus = openSessionBus(busAddress);
      try {
        return await listen(bus, watch, clock);
      } catch (error) {
        bus.disconnect();
        throw error;
      }
    },
  };
}

async function listen(bus: SessionBus, watch: IdleWatch, clock: Clock): Promise<() => void> {
  const spans = new Map<number, number>();
  let untilActive: number | null = null;
  let isOver = false;

  function end(): void {
    if (isOver) return;
    isOver = true;
    bus.disconnect();
  }
  function lost(): void {
    if (isOver) return;
    end();
    watch.onLost();
  }

  async function askedFor(member: "AddIdleWatch" | "AddUserActiveWatch", span: number | null): Promise<number> {
    const values = span === null ? { body: [] } : { signature: "t", body: [BigInt(span)] };
    const [id] = v.parse(watchId, await bus.call({ ...target, member, ...values }));
    return id;
  }

  async function idle(span: number): Promise<void> {
    // One watch for the next use; it ends when it has called.
    untilActive ??= await askedFor("AddUserActiveWatch", null);
    const [passed] = v.parse(idleTime, await bus.call({ ...target, member: "GetIdletime", body: [] }));
    // Somebody came back between the two.
    if (!isOver && passed >= span) watch.onIdle(instantBefore(instantNow(clock), passed), span);
  }

  function called(id: number): void {
    if (id === untilActive) {
      untilActive = null;
      watch.onActive();
    }
    const span = spans.get(id);
    if (span !== undefined) idle(span).catch(lost);
  }

  bus.onSignal((message) => {
    if (isOver) return;
    const signal = v.safeParse(fired, message);
    if (signal.success) called(signal.output.body[0]);
    // The shell ended or was started anew: it knows nothing of what was asked.
    if (v.safeParse(ownerChanged, message).success) lost();
  });
  await bus.addMatch(`type='signal',interface='${name}',member='WatchFired'`);
  await bus.addMatch(`type='signal',interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='${name}'`);
  for (const span of watch.spans) {
    // oxlint-disable-next-line no-await-in-loop -- the answers are told apart by their order
    spans.set(await askedFor("AddIdleWatch", span), span);
  }
  bus.broken.catch(lost);
  return end;
}
