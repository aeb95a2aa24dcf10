import { deliverOverHttp } from "../../app/demo/deliver.ts";
import { type DemoServer, startDemoServer } from "../../app/demo/server.ts";
import type { BroadcastDelivery } from "../../app/demo/broadcaster.ts";
import { freePort } from "../e2e/support/free-port.ts";

/** An account that answers at once and that the app signs in to by itself. */
export interface BenchAccount {
  readonly demo: DemoServer;
  /** Makes the app sign in here, and be told by broadcasts. */
  readonly environment: Readonly<Record<string, string>>;
  /** Told of each broadcast at the moment before it leaves. */
  onDeparture(listener: (delivery: BroadcastDelivery) => void): void;
}

export interface BenchAccountOptions {
  readonly projects?: number;
  /** The cast's running timer goes on running. Default true. */
  readonly running?: boolean;
}

export async function openAccount({ projects, running = true }: BenchAccountOptions = {}): Promise<BenchAccount> {
  const listeners: ((delivery: BroadcastDelivery) => void)[] = [];
  const demo = await startDemoServer({
    cast: "quiet",
    rateLimit: false,
    broadcastIntervalMilliseconds: 10,
    deliver: (delivery) => {
      for (const listener of listeners) listener(delivery);
      return deliverOverHttp(delivery);
    },
    ...(projects === undefined ? {} : { projects }),
  });
  const timer = demo.account.runningTimer();
  if (!running && timer !== null) demo.account.pauseTimer(timer.projectId);
  const port = await freePort();
  return {
    demo,
    environment: {
      TALLYLIGHT_API_URL: demo.url,
      TALLYLIGHT_TOKEN: demo.token,
      TALLYLIGHT_PUBLIC_URL: `http://127.0.0.1:${port}`,
      TALLYLIGHT_LISTEN_PORT: String(port),
    },
    onDeparture: (listener) => void listeners.push(listener),
  };
}
