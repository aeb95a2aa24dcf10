import { systemClock, systemRandom } from "../../app/platform/system.ts";
import { createMemorySecrets, createMemorySettings } from "../../app/platform/memory-stores.ts";
import type { RelayPorts } from "../../app/relay/create-relay.ts";
import type { Relay, RelayState, RunningRelay } from "../../app/relay/relay.ts";
import { createMemoryLogger, type MemoryLogger } from "./memory-logger.ts";

export interface RelayBench {
  readonly running: RunningRelay;
  readonly logger: MemoryLogger;
  /** Every state so far. */
  readonly states: readonly RelayState[];
  /** Resolves with the first state that fits, among those so far or to come. */
  until(fits: (state: RelayState) => boolean): Promise<RelayState>;
  /** The address, as soon as there is one. */
  address(): Promise<string>;
}

export function relayPorts(changes: Partial<RelayPorts> = {}): RelayPorts & { readonly logger: MemoryLogger } {
  const logger = createMemoryLogger();
  return {
    clock: systemClock,
    random: systemRandom,
    fetch: () => Promise.reject(new Error("Nothing is fetched here")),
    secrets: createMemorySecrets(),
    settings: createMemorySettings(),
    environment: {},
    ...changes,
    logger,
  };
}

/** A relay by itself, for a listener at `localPort`. */
export function startRelay(
  createRelay: (ports: RelayPorts) => Relay | null,
  localPort: number,
  changes: Partial<RelayPorts> = {},
): RelayBench {
  const ports = relayPorts(changes);
  const states: RelayState[] = [];
  const waiting = new Set<(state: RelayState) => void>();
  const relay = createRelay(ports);
  if (relay === null) throw new Error("There is no relay to start");
  const running = relay.start(
    localPort,
    (state) => {
      states.push(state);
      for (const check of waiting) check(state);
    },
    () => Promise.resolve(true),
  );
  const until = (fits: (state: RelayState) => boolean): Promise<RelayState> =>
    new Promise((resolve) => {
      const known = states.find(fits);
      if (known !== undefined) return resolve(known);
      const check = (state: RelayState): void => {
        if (!fits(state)) return;
        waiting.delete(check);
        resolve(state);
      };
      waiting.add(check);
      return undefined;
    });
  return {
    running,
    logger: ports.logger,
    states,
    until,
    address: async () => {
      const state = await until(({ kind }) => kind === "up");
      return state.kind === "up" ? state.publicUrl : "";
    },
  };
}
