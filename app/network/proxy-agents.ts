/** Node's own agents, which open a connection by the routes that its request names. */
import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import { openFirstRoute, type RouteOptions } from "./open-route.ts";
import { describeRoutes, directly, isDirect, type Routes } from "./route.ts";

export interface RoutedOptions extends https.RequestOptions {
  readonly routes: Routes;
  /** Ends the opening of a connection: agents do not get a request's own signal. */
  readonly givenUp: AbortSignal;
}

/** What TLS begins with: what was asked for, and in what it is to run, where that is open already. */
type Within = https.RequestOptions & Partial<Pick<RoutedOptions, "givenUp">> & { readonly socket?: Socket };
type Tools = Pick<RouteOptions, "clock" | "trust">;
/** As agents call it; Node's types want a stream even beside an error. */
type Taken = (error: Error | null, stream?: Duplex) => void;

/** Shorter than servers keep an idle connection: one that they close while we use it is taken for a lost answer. */
const idleMilliseconds = 4_000;
const keptAlive = { keepAlive: true, timeout: idleMilliseconds };

/** For https: through a tunnel, in which TLS begins here and ends at the server itself. */
export class TunnelAgent extends https.Agent {
  readonly #tools: Tools;

  constructor(tools: Tools) {
    super(keptAlive);
    this.#tools = tools;
  }

  override getName(options?: https.RequestOptions): string {
    return withRoutes(super.getName(options), options);
  }

  override createConnection(options: https.RequestOptions, taken: Taken): Duplex | null | undefined {
    const secure = (within: Within): void => {
      const begun = super.createConnection(within);
      if (begun instanceof TLSSocket) onceAccepted(begun, within.givenUp, taken);
      else taken(new Error("Not a connection over TLS"));
    };
    if (!isRouted(options)) secure(options);
    else open(options, { ...this.#tools, carriage: "tunnel" }, (socket) => secure({ ...options, socket }), taken);
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
    const finish = (socket: Socket): void => taken(null, socket.setTimeout(idleMilliseconds));
    open(options, { ...this.#tools, carriage: "forward" }, finish, taken);
    return null;
  }
}

/**
 * Hands a connection on when the server has proved who it is. Node would take the request before and hold it back; by
 * this nothing of it has been given away when a certificate is refused, and sending it again can't send it twice.
 */
function onceAccepted(secure: TLSSocket, givenUp: AbortSignal | undefined, taken: Taken): void {
  const settle = (error: Error | null): void => {
    givenUp?.removeEventListener("abort", giveUp);
    secure.off("error", settle).off("close", closed).off("secureConnect", accepted);
    // The caller listens a moment later.
    secure.on("error", () => undefined);
    taken(error, secure);
  };
  const accepted = (): void => settle(null);
  const closed = (): void => settle(new Error("The connection broke while it was being secured"));
  const giveUp = (): void => void secure.destroy(new Error("Given up"));
  secure.once("secureConnect", accepted).once("error", settle).once("close", closed);
  givenUp?.addEventListener("abort", giveUp, { once: true });
  if (givenUp?.aborted === true) giveUp();
}

/** False where the connection is a direct one, which Node opens by itself. */
function isRouted(options: Partial<RoutedOptions>): options is RoutedOptions {
  return options.routes !== undefined && !isDirect(options.routes);
}

/** Connections of one route are not used for requests that should take another. */
function withRoutes(name: string, { routes = directly }: Partial<RoutedOptions> = {}): string {
  return `${name}:${describeRoutes(routes)}`;
}

function open(
  { host, port, routes, givenUp }: RoutedOptions,
  routing: Omit<RouteOptions, "signal">,
  finish: (socket: Socket) => void,
  taken: Taken,
): void {
  const target = { host: host ?? "", port: Number(port) };
  const failed = (error: unknown): void => taken(error instanceof Error ? error : new Error("No route opened"));
  openFirstRoute(routes, target, { ...routing, signal: givenUp }).then(finish, failed);
}
