import { createIntake, type Intake } from "../../../../app/broadcast/intake.ts";
import { broadcastReader } from "../../../../app/broadcast/reader.ts";
import { type Listener, startListener } from "../../../../app/endpoint/listener.ts";
import { createReception, type Reception } from "../../../../app/endpoint/reception.ts";
import type { Effect } from "../../../../app/broadcast/verdict.ts";
import { systemClock } from "../../../../app/platform/system.ts";
import { createMemoryLogger, type MemoryLogger } from "../../../support/memory-logger.ts";
import { sampleAccess } from "./intake-bench.ts";

export interface ListenerBench {
  readonly listener: Listener;
  readonly intake: Intake;
  readonly logger: MemoryLogger;
  readonly effects: readonly Effect[];
  /** Resolves once no connection is left: a client hears of the end of its own before the listener counts it. */
  deserted(): Promise<void>;
  close(): Promise<void>;
}

/** For one account alone. */
export function receptionOf(intake: Intake): Reception {
  const reception = createReception();
  reception.attach(intake);
  return reception;
}

/** A real listener on a free port, with the sample's path, secret and public host, on the machine's own clock. */
export async function startListenerBench(): Promise<ListenerBench> {
  const effects: Effect[] = [];
  const logger = createMemoryLogger();
  const intake = createIntake({
    clock: systemClock,
    clockOffset: () => null,
    reader: broadcastReader((url) => url.startsWith("https://api.nokotime.com/v2/")),
    onEffect: (effect) => void effects.push(effect),
  });
  intake.configure(sampleAccess());
  const listener = await startListener({ port: 0, clock: systemClock, logger, reception: receptionOf(intake) });
  const close = async (): Promise<void> => {
    intake.close();
    await listener.close();
  };
  const deserted = async (): Promise<void> => {
    while ((await listener.openConnections()) > 0) await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return { listener, intake, logger, effects, deserted, close };
}
