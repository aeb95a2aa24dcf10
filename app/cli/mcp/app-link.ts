import type { CancelTimeout, Clock } from "../../platform/ports.ts";
import type { AppClient } from "../client.ts";

/** One connection to the app, made when it is wanted, and kept while something is watched. */
export interface AppLink {
  /** Rejects where the app is not there. */
  client(): Promise<AppClient>;
  watch(wanted: boolean): void;
  stop(): void;
}

export interface AppLinkPorts {
  readonly connect: () => Promise<AppClient>;
  readonly clock: Pick<Clock, "setTimeout">;
  readonly onChange: () => void;
}

/** In milliseconds. */
const pause = 5_000;

export function createAppLink({ connect, clock, onChange }: AppLinkPorts): AppLink {
  let current: Promise<AppClient> | null = null;
  let isWatched = false;
  let watched: AppClient | null = null;
  let cancel: CancelTimeout | null = null;

  async function open(): Promise<AppClient> {
    const opened = connect();
    current = opened;
    try {
      const client = await opened;
      client.onEvent(onChange);
      void client.ended.then(() => lose(opened));
      return client;
    } catch (error) {
      lose(opened);
      throw error;
    }
  }

  function lose(lost: Promise<AppClient>): void {
    if (current !== lost) return;
    current = null;
    watched = null;
    if (!isWatched) return;
    cancel?.();
    cancel = clock.setTimeout(() => void follow(), pause);
  }

  async function follow(): Promise<void> {
    try {
      const client = await (current ?? open());
      if (!isWatched || watched === client) return;
      watched = client;
      await client.ask("watch", {});
      onChange();
    } catch {
      // It is tried again when the connection has ended.
    }
  }

  return {
    client: () => current ?? open(),
    watch(wanted) {
      isWatched = wanted;
      if (wanted) void follow();
      else cancel?.();
    },
    stop() {
      isWatched = false;
      cancel?.();
      void current?.then((client) => client.close()).catch(() => undefined);
    },
  };
}
