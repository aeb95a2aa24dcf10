/** Node's own agents, which open a connection by the ways that its request names. */
import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { openWay, type WayOptions } from "../../app/network/open-way.ts";
import { describeRoutes, directly, isDirect, type Routes } from "../../app/network/route.ts";

export interface RoutedOptions extends https.RequestOptions {
  readonly routes: Routes;
  /** Ends the opening of a connection: agents are not told of a request's own signal. */
  readonly givenUp: AbortSignal;
}

type Tools = Pick<WayOptions, "clock" | "authorities">;
/** As agents call it; Node's types want a stream even beside an error. */
type Taken = (error: Error | null, stream?: Duplex) => void;

/** Shorter than servers keep an idle connection: one that they close while we use it looks like a lost answer. */
const idleMilliseconds = 4_000;
const keptAlive = { keepAlive: true, timeout: idleMilliseconds };

/** For https: through a tunnel, in which TLS begins here and ends at the place itself. */
export class TunnelAgent extends https.Agent {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    super(tools.authorities === null ? keptAlive : { ...keptAlive, ca: [...tools.authorities] });
    this.#tools = tools;
  }

  override getName(options?: https.RequestOptions): string {
    return withRoutes(super.getName(options), options);
  }

  override createConnection(options: https.RequestOptions, taken: Taken): Duplex | null | undefined {
    if (!isRouted(options)) return super.createConnection(options, taken);
    const secured = (socket: Socket): Duplex | null | undefined => {
      const within: https.RequestOptions & { readonly socket: Socket } = { ...options, socket };
      return super.createConnection(within);
    };
    open(options, { ...this.#tools, carriage: "tunnel" }, secured, taken);
    return null;
  }
}

/** For http: a proxy reads such requests, and sends them on. */
export class ForwardAgent extends http.Agent {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    super(keptAlive);
    this.#tools = tools;
  }

  override getName(options?: http.RequestOptions): string {
    return withRoutes(super.getName(options), options);
  }

  override createConnection(options: http.RequestOptions, taken: Taken): Duplex | null | undefined {
    if (!isRouted(options)) return super.createConnection(options, taken);
    open(options, { ...this.#tools, carriage: "forward" }, withIdleLimit, taken);
    return null;
  }
}

function withIdleLimit(socket: Socket): Socket {
  return socket.setTimeout(idleMilliseconds);
}

/** False where the connection is a direct one, which Node opens by itself. */
function isRouted(options: Partial<RoutedOptions>): options is RoutedOptions {
  return options.routes !== undefined && !isDirect(options.routes);
}

/** Connections of one way are not used for requests that should take another. */
function withRoutes(name: string, { routes = directly }: Partial<RoutedOptions> = {}): string {
  return `${name}:${describeRoutes(routes)}`;
}

function open(
  { host, port, routes, givenUp }: RoutedOptions,
  way: Omit<WayOptions, "signal">,
  finish: (socket: Socket) => Duplex | null | undefined,
  taken: Taken,
): void {
  const place = { host: host ?? "", port: Number(port) };
  const failed = (error: unknown): void => taken(error instanceof Error ? error : new Error("No way opened"));
  openWay(routes, place, { ...way, signal: givenUp }).then((socket) => taken(null, finish(socket) ?? socket), failed);
}
