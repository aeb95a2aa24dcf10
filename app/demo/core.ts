import type { Clock } from "../platform/ports.ts";
import { tooManyAnswer } from "./answers.ts";
import type { Handle } from "./exchange.ts";
import { layered } from "./layers.ts";
import type { DemoLayers } from "./layers.ts";
import type { RateLimiter } from "./rate-limiter.ts";
import { waitFor } from "./waiting.ts";

export interface CoreOptions {
  readonly clock: Clock;
  readonly application: Handle;
  /** Null for a server that answers as fast as asked. */
  readonly limiter: RateLimiter | null;
  readonly layers: DemoLayers;
  /** Ends every request that still waits. */
  readonly stopped: AbortSignal;
}

/**
 * The server without sockets: one request in, one response out, all waiting on the injected clock. The order is
 * that of a real deployment: the limiter stands in front of the application.
 */
export function createCore({ clock, application, limiter, layers, stopped }: CoreOptions): Handle {
  const inside = layered(application, layers.application);
  const limited: Handle = async (request) => {
    const decision = limiter?.admit(request.address) ?? { kind: "serve", milliseconds: 0 };
    if (decision.kind === "drop") return tooManyAnswer;
    await waitFor(clock, decision.milliseconds, request.signal === undefined ? [stopped] : [stopped, request.signal]);
    return inside(request);
  };
  const whole = layered(limited, layers.server);
  return async (request) => {
    const response = await whole(request);
    return { ...response, headers: { date: new Date(clock.wallNow()).toUTCString(), ...response.headers } };
  };
}
