import { deliverOverHttp } from "../../app/demo/deliver.ts";
import { type DemoServer, startDemoServer } from "../support/noko/server.ts";
import type { BroadcastDelivery } from "../../app/demo/broadcaster.ts";
import { freePort } from "../support/loopback.ts";

/** An account that answers at once and that the app signs in to by itself. */
export interface BenchAccount {
  readonly demo: DemoServer;
  /** Makes the app sign in here, and get broadcasts. */
  readonly environment: Readonly<Record<string, string>>;
  /** Called with each broadcast's trip: when it left and when it was answered, on this process's monotonic clock. */
  readonly onDelivered: (listener: (delivered: Delivered) => void) => void;
}

export interface Delivered {
  readonly delivery: BroadcastDelivery;
  readonly left: number;
  readonly answered: number;
}

export interface BenchAccountOptions {
  readonly projects?: number;
  /** The cast's running timer goes on running. Default true. */
  readonly running?: boolean;
}

export async function openAccount({ projects, running = true }: BenchAccountOptions = {}): Promise<BenchAccount> {
  const listeners: ((delivered: Delivered) => void)[] = [];
  const demo = await startDemoServer({
    cast: "quiet",
    rateLimit: false,
    broadcastIntervalMilliseconds: 10,
    deliver: async (delivery) => {
      const left = performance.now();
      const answer = await deliverOverHttp(delivery);
      const delivered = { delivery, left, answered: performance.now() };
      for (const listener of listeners) listener(delivered);
      return answer;
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
    onDelivered: (listener) => void listeners.push(listener),
  };
}
