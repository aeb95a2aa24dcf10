/**
 * A quick tunnel by the `cloudflared` program, where a person has installed it: no account, another address at each
 * start. Its address and readiness are read from its metrics endpoint, never from its log.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { devNull } from "node:os";
import * as v from "valibot";
import type { CancelTimeout, Clock, Fetch, Logger } from "../platform/ports.ts";
import { acceptAnnounced } from "./address-pattern.ts";
import type { RelayDownReason } from "./relay.ts";
import type { RelayCandidate, Tunnel, TunnelEvents } from "./tunnel.ts";

const pollInterval = 250;
const setupTimeout = 60_000;
const requestTimeout = 2_000;

export interface CloudflaredPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly fetch: Fetch;
  /** What the program sees as its environment: without the settings of this app. */
  readonly environment: Readonly<Record<string, string>>;
  /** Name or path of the program. */
  readonly program?: string;
}

const quickTunnel = v.object({ hostname: v.string() });

export function cloudflaredCandidate(ports: CloudflaredPorts): RelayCandidate {
  return {
    name: "cloudflared",
    open: (localPort, events) => {
      const tunnel = new CloudflaredTunnel(ports, localPort, events);
      void tunnel.open();
      return tunnel;
    },
  };
}

class CloudflaredTunnel implements Tunnel {
  readonly #ports: CloudflaredPorts;
  readonly #localPort: number;
  readonly #events: TunnelEvents;
  #child: ChildProcess | null = null;
  #cancelPoll: CancelTimeout | null = null;
  #cancelSetup: CancelTimeout | null = null;
  #isUp = false;
  #over = false;

  constructor(ports: CloudflaredPorts, localPort: number, events: TunnelEvents) {
    this.#ports = ports;
    this.#localPort = localPort;
    this.#events = events;
  }

  async open(): Promise<void> {
    this.#cancelSetup = this.#ports.clock.setTimeout(() => this.#end("no-address"), setupTimeout);
    const metricsPort = await freePort();
    if (this.#over) return;
    const child = spawn(this.#ports.program ?? "cloudflared", programArguments(this.#localPort, metricsPort), {
      env: { ...this.#ports.environment },
      stdio: "ignore",
      windowsHide: true,
    });
    this.#child = child;
    child.on("error", () => this.#end("not-installed"));
    child.on("exit", () => this.#end(this.#isUp ? "lost" : "refused"));
    this.#pollLater(metricsPort);
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancelPoll?.();
    this.#cancelSetup?.();
    this.#child?.kill();
  }

  #pollLater(metricsPort: number): void {
    this.#cancelPoll = this.#ports.clock.setTimeout(() => void this.#poll(metricsPort), pollInterval);
  }

  async #poll(metricsPort: number): Promise<void> {
    const tunnel = v.safeParse(quickTunnel, parseJson(await this.#ask(metricsPort, "/quicktunnel")));
    const isReady = tunnel.success && (await this.#ask(metricsPort, "/ready")) !== null;
    if (this.#over) return;
    if (!tunnel.success || !isReady || tunnel.output.hostname === "") return this.#pollLater(metricsPort);
    const address = acceptAnnounced(`https://${tunnel.output.hostname}`, ["https://*.trycloudflare.com"]);
    if (address === null) return this.#end("no-address");
    this.#isUp = true;
    this.#cancelSetup?.();
    this.#events.onAddress(address);
  }

  /** The text of a 200, else null. */
  async #ask(metricsPort: number, path: string): Promise<string | null> {
    const { clock, fetch } = this.#ports;
    const controller = new AbortController();
    const cancel = clock.setTimeout(() => controller.abort(), requestTimeout);
    try {
      const answer = await fetch(`http://127.0.0.1:${metricsPort}${path}`, {
        method: "GET",
        headers: {},
        redirect: "manual",
        signal: controller.signal,
      });
      const text = await answer.text();
      return answer.status === 200 ? text : null;
    } catch {
      return null;
    } finally {
      cancel();
    }
  }

  #end(reason: RelayDownReason): void {
    if (this.#over) return;
    this.close();
    this.#events.onEnd(reason);
  }
}

/** An empty configuration, since one that a person has for other tunnels would disturb this one. */
function programArguments(localPort: number, metricsPort: number): readonly string[] {
  return [
    "tunnel",
    "--config",
    devNull,
    "--no-autoupdate",
    "--metrics",
    `127.0.0.1:${metricsPort}`,
    "--url",
    `http://127.0.0.1:${localPort}`,
  ];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
