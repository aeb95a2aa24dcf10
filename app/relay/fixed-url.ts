import { parsePublicUrl } from "./public-url.ts";
import type { Relay, RelayState } from "./relay.ts";

/**
 * A public address that another person keeps up (a named tunnel, a router, a web server in front): nothing to
 * connect. An address that cannot be used makes a relay that is down and says so; see `parsePublicUrl`.
 */
export function createFixedUrlRelay(publicUrl: string): Relay {
  const parsed = parsePublicUrl(publicUrl);
  return unmovingRelay("fixed-url", () =>
    parsed === null ? { kind: "down", reason: "invalid-address" } : { kind: "up", publicUrl: parsed },
  );
}

/** For a server on this machine, such as the demo account's: the listener's own address. */
export function createLoopbackRelay(): Relay {
  return unmovingRelay("loopback", (localPort) => ({ kind: "up", publicUrl: `http://127.0.0.1:${localPort}` }));
}

function unmovingRelay(name: string, stateAt: (localPort: number) => RelayState): Relay {
  return {
    name,
    start: (localPort, onState) => {
      let stopped = false;
      // Later, so that the caller holds the running relay before it hears of it.
      const announce = (): void => queueMicrotask(() => (stopped ? undefined : onState(stateAt(localPort))));
      announce();
      return {
        reconnect: announce,
        retry: () => undefined,
        probed: () => undefined,
        stop: () => {
          stopped = true;
          return Promise.resolve();
        },
      };
    },
  };
}
