/** GNOME's monitor of input on a session bus, with time moved by the test. */
import * as dbus from "@jellybrick/dbus-next";
import { ServedInterface } from "../../app/linux/served-interface.ts";

const busName = "org.gnome.Mutter.IdleMonitor";

export class FakeMutter {
  readonly server = new Server(busName);
  readonly #bus: dbus.MessageBus;

  constructor(bus: dbus.MessageBus) {
    this.#bus = bus;
  }

  /** Nobody has used the computer for so long. */
  idle(milliseconds: number): void {
    const before = this.server.idleTime;
    this.server.idleTime = BigInt(milliseconds);
    for (const [id, span] of this.server.idleWatches) {
      if (span > before && span <= milliseconds) this.server.WatchFired(id);
    }
  }

  active(): void {
    this.server.idleTime = 0n;
    const called = [...this.server.activeWatches];
    // As documented, such a watch calls once.
    this.server.activeWatches.clear();
    for (const id of called) this.server.WatchFired(id);
  }

  close(): void {
    this.#bus.disconnect();
  }
}

class Server extends ServedInterface {
  idleTime = 0n;
  readonly idleWatches = new Map<number, bigint>();
  readonly activeWatches = new Set<number>();
  #last = 0;

  AddIdleWatch(span: bigint): number {
    this.idleWatches.set((this.#last += 1), span);
    return this.#last;
  }

  AddUserActiveWatch(): number {
    this.activeWatches.add((this.#last += 1));
    return this.#last;
  }

  GetIdletime(): bigint {
    return this.idleTime;
  }

  WatchFired(id: number): number {
    return id;
  }
}

Server.configureMembers({
  methods: {
    AddIdleWatch: { inSignature: "t", outSignature: "u" },
    AddUserActiveWatch: { inSignature: "", outSignature: "u" },
    GetIdletime: { inSignature: "", outSignature: "t" },
  },
  signals: { WatchFired: { signature: "u" } },
});

export async function startFakeMutter(busAddress: string): Promise<FakeMutter> {
  const bus = dbus.sessionBus({ busAddress });
  const mutter = new FakeMutter(bus);
  bus.export("/org/gnome/Mutter/IdleMonitor/Core", mutter.server);
  await bus.requestName(busName, dbus.NameFlag.DO_NOT_QUEUE);
  return mutter;
}
