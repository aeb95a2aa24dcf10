/** By which route requests leave, as the system wants it: asked for each origin, kept for a short time. */
import type { CancelTimeout, Clock, Logger } from "../platform/ports.ts";
import { ProxyFailure } from "./proxy-failure.ts";
import { describeRoutes, directly, parseRoutes, type Routes } from "./route.ts";
import { isThisComputer } from "./this-computer.ts";

/** Asks the system by which route it would reach a URL; answers a list as proxy scripts do. It may hang, or reject. */
export type AskSystem = (url: string) => Promise<unknown>;

export interface Proxies {
  /** The routes to `origin`, such as `https://api.example:8443`. Answers soon, and never rejects. */
  routesTo(origin: string): Promise<Routes>;
  /** What was begun to `origin` did not come through: it is asked for anew. */
  failed(origin: string, error: unknown): void;
  /** The network may be another one: everything is asked for anew. */
  forget(): void;
}

export interface ProxiesPorts {
  readonly ask: AskSystem;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** In milliseconds. The system's own settings rarely change, and asking costs it little. */
const freshFor = 60_000;
/** A script may have to be fetched first. A request waits ten seconds in all, so the route must be known well before. */
const patience = 3_000;

export const noProxies: Proxies = {
  routesTo: () => Promise.resolve(directly),
  failed: () => undefined,
  forget: () => undefined,
};

/** Asks nothing before the first request, and nothing for this computer itself. */
export function createProxies(ports: ProxiesPorts): Proxies {
  return new SystemProxies(ports);
}

interface Known {
  routes: Promise<Routes>;
  readonly until: number;
}

class SystemProxies implements Proxies {
  readonly #ports: ProxiesPorts;
  readonly #known = new Map<string, Known>();
  #logged = describeRoutes(directly);
  #loggedFailure = "";

  constructor(ports: ProxiesPorts) {
    this.#ports = ports;
  }

  routesTo(origin: string): Promise<Routes> {
    if (isThisComputer(new URL(origin).hostname)) return Promise.resolve(directly);
    const now = this.#ports.clock.monotonicNow();
    for (const [each, { until }] of this.#known) if (until <= now) this.#known.delete(each);
    const known = this.#known.get(origin) ?? this.#ask(origin, now + freshFor);
    return known.routes;
  }

  failed(origin: string, error: unknown): void {
    this.#known.delete(origin);
    if (!(error instanceof ProxyFailure) || error.message === this.#loggedFailure) return;
    this.#loggedFailure = error.message;
    const { proxy, reason, status } = error;
    this.#ports.logger.warn("A proxy did not open the route", { proxy, reason, status });
  }

  forget(): void {
    this.#known.clear();
    this.#loggedFailure = "";
  }

  #ask(origin: string, until: number): Known {
    const answered = this.#answer(origin);
    const known: Known = { routes: this.#orDirect(answered), until };
    this.#known.set(origin, known);
    // What comes late is still the truth for the next caller.
    void answered.then(
      (routes) => {
        known.routes = Promise.resolve(routes);
        if (this.#known.get(origin) === known) this.#tell(routes);
      },
      () => this.#ports.logger.warn("The system could not say which proxy it wants: going direct"),
    );
    return known;
  }

  /** The origin is all that the system, or a script of its, needs to know: paths may be secret. */
  async #answer(origin: string): Promise<Routes> {
    return parseRoutes(await this.#ports.ask(`${origin}/`));
  }

  #orDirect(answered: Promise<Routes>): Promise<Routes> {
    return new Promise((resolve) => {
      const cancel: CancelTimeout = this.#ports.clock.setTimeout(() => resolve(directly), patience);
      const settle = (routes: Routes): void => {
        cancel();
        resolve(routes);
      };
      answered.then(settle, () => settle(directly));
    });
  }

  #tell(routes: Routes): void {
    const described = describeRoutes(routes);
    if (described === this.#logged) return;
    this.#logged = described;
    this.#ports.logger.info("The system's route changed", { routes: described });
  }
}
