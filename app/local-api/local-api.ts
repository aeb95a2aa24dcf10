/** Programs of this computer may look, or look and act, as their user allows. Off means that there is no socket at all. */
import type { LocalApiMode } from "../contract/setting-fields.ts";
import type { Clock, Logger, Random } from "../platform/ports.ts";
import type { LocalAddress } from "./local-address.ts";
import { type LocalServer, openLocalServer } from "./local-server.ts";
import { createLocalService, type LocalServicePorts } from "./local-service.ts";
import type { SocketFailure } from "./socket-folder.ts";
import { createTimerWatch, type TimerWatchPorts } from "./timer-watch.ts";

export interface LocalApiPorts extends Omit<LocalServicePorts, "watch" | "application"> {
  readonly application: LocalServicePorts["application"] & TimerWatchPorts;
  readonly address: LocalAddress;
  readonly userId: number;
  readonly version: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

export type LocalApiState =
  | { readonly kind: "off" }
  | { readonly kind: "open"; readonly may: "look" | "act" }
  /** Programs are allowed and can't ask. */
  | { readonly kind: "failed"; readonly failure: SocketFailure };

export interface LocalApi {
  /** Resolves when it is so. Choosing the same again does nothing. Never rejects. */
  choose(mode: LocalApiMode): Promise<void>;
  state(): LocalApiState;
  /** Says good-bye to every program. Nothing is opened after that. */
  stop(): void;
}

interface Opened {
  readonly server: LocalServer;
  readonly end: (reason: "quit" | "turned-off") => void;
}

export function createLocalApi(ports: LocalApiPorts): LocalApi {
  const { application, clock, logger } = ports;
  let chosen: LocalApiMode = "off";
  let state: LocalApiState = { kind: "off" };
  let opened: Opened | null = null;
  let isStopped = false;
  let turn: Promise<void> = Promise.resolve();

  async function open(may: "look" | "act"): Promise<void> {
    const watch = createTimerWatch(application, clock);
    const service = createLocalService({ ...ports, watch });
    const server = await openLocalServer({ ...ports, service, watch, may });
    opened = {
      server,
      end(reason) {
        if (server.kind === "open") server.close(reason);
        watch.stop();
      },
    };
    if (isStopped) return close("quit");
    state = server.kind === "open" ? { kind: "open", may } : server;
    if (server.kind === "open") logger.info("Programs of this computer may ask", { may });
    else logger.warn("Programs of this computer can't ask", { failure: server.failure });
  }

  function close(reason: "quit" | "turned-off"): void {
    opened?.end(reason);
    opened = null;
    state = { kind: "off" };
  }

  return {
    choose(mode) {
      turn = turn.then(async () => {
        if (isStopped || mode === chosen) return;
        chosen = mode;
        close("turned-off");
        if (mode !== "off") await open(mode);
      });
      return turn;
    },
    state: () => state,
    stop() {
      isStopped = true;
      close("quit");
    },
  };
}
