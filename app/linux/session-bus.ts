/** The desktop's session bus (D-Bus), as far as this app speaks to it by itself. Loaded when it is needed. */
import type { EventEmitter } from "node:events";
import * as dbus from "@jellybrick/dbus-next";
import * as v from "valibot";
import type { ServedInterface } from "./served-interface.ts";

export interface SessionBus {
  /** Rejects when the connection breaks. */
  readonly broken: Promise<never>;
  /** Has the bus send us the signals of a rule, to `onSignal`. */
  addMatch(rule: string): Promise<void>;
  onSignal(listener: (message: unknown) => void): void;
  /** The answer's values; rejects where there is none. */
  call(call: BusCall): Promise<readonly unknown[]>;
  /** A question to the bus itself about a name; rejects where it has no owner. */
  ownerOf(name: string): Promise<string>;
  /** Others on the bus can call it from now on. */
  serve(path: string, served: ServedInterface): void;
  /** Has the bus deliver to us what is sent to this name. */
  own(name: string): Promise<void>;
  disconnect(): void;
}

export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** The types of the values, as D-Bus writes them; left out where all of them are texts. */
  readonly signature?: string;
  readonly body: readonly unknown[];
}

const answerSchema = v.object({ body: v.array(v.unknown()) });
const ownerSchema = v.tuple([v.string()]);
const daemon = { destination: "org.freedesktop.DBus", path: "/org/freedesktop/DBus" } as const;

/** Connects at once; calls before that are answered later. */
export function openSessionBus(busAddress: string): SessionBus {
  const bus = dbus.sessionBus({ busAddress });
  const broken = untilBroken(bus);
  // Callers that wait for it get the error; without one it is no unhandled rejection.
  broken.catch(() => undefined);

  async function call({ body, signature = "s".repeat(body.length), ...target }: BusCall): Promise<readonly unknown[]> {
    const message = new dbus.Message({ ...target, signature, body: [...body] });
    return v.parse(answerSchema, await Promise.race([broken, bus.call(message)])).body;
  }

  return {
    broken,
    call,
    addMatch: async (rule) =>
      void (await call({ ...daemon, interface: daemon.destination, member: "AddMatch", body: [rule] })),
    ownerOf: async (name) =>
      v.parse(
        ownerSchema,
        await call({ ...daemon, interface: daemon.destination, member: "GetNameOwner", body: [name] }),
      )[0],
    serve: (path, served) => bus.export(path, served),
    own: async (name) => void (await Promise.race([broken, bus.requestName(name, dbus.NameFlag.DO_NOT_QUEUE)])),
    onSignal: (listener) => void bus.on("message", listener),
    disconnect: () => bus.disconnect(),
  };
}

/** An `error` without a listener would end the app; the library's types leave it out. */
function untilBroken(bus: EventEmitter): Promise<never> {
  return new Promise((_resolve, reject) => bus.on("error", reject));
}
