import type { DemoRequest, DemoResponse, Handle } from "./exchange.ts";
import type { Links } from "./links.ts";
import type { OutgoingBroadcast } from "./broadcaster.ts";

/** Stands in front of `next`: may change the request, answer in its place, or change its answer. */
export type Layer = (request: DemoRequest, next: Handle) => Promise<DemoResponse>;

/** Where something else may be put around the account. The product has nothing there. */
export interface DemoLayers {
  /** In front of everything, the rate limit included. */
  readonly server?: Layer;
  /** Between the rate limit and the application. */
  readonly application?: Layer;
  /** How the URLs that resources carry are written. */
  readonly links?: Links;
  /** Sends one batch of broadcasts, each in its order unless it decides otherwise. */
  readonly dispatch?: (batch: readonly OutgoingBroadcast[]) => void;
}

export function layered(handle: Handle, layer: Layer | undefined): Handle {
  return layer === undefined ? handle : (request) => layer(request, handle);
}
