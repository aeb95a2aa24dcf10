import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Client, ClientChannel, ConnectConfig } from "ssh2";
import { assertNever } from "../model/assert-never.ts";
import type { Connect } from "../network/connect.ts";
import type { CancelTimeout, Clock, Logger } from "../platform/ports.ts";
import type { SshKey } from "./install-key.ts";
import { keyBoundLabel } from "./key-bound-label.ts";
import { describeHostKey, type KnownHost, type KnownHosts } from "./known-hosts.ts";
import { createLineSplitter } from "./line-splitter.ts";
import { loadSsh } from "./load-ssh.ts";
import { bridgeToLoopback } from "./loopback-bridge.ts";
import type { RelayDownReason } from "./relay.ts";
import { watchForSilence } from "./silence-watch.ts";
import type { SshProvider } from "./ssh-provider.ts";
import { connectionSettings } from "./ssh-settings.ts";
import { TunnelAddress } from "./tunnel-address.ts";
import type { Tunnel, TunnelEvents } from "./tunnel.ts";

export interface SshTunnelPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly knownHosts: KnownHosts;
  readonly connect: Connect;
  /** The key to show; `agent` where an agent has it. */
  readonly loadKey: () => Promise<SshKey | "agent" | "unusable">;
}

/** Milliseconds until a server must have taken the connection. */
const connectTimeout = 10_000;
/** From the beginning to an address that can be used. */
const setupTimeout = 30_000;

/** One connection over SSH to a relay, which hands what arrives there on to the listener. */
export function openSshTunnel(
  provider: SshProvider,
  localPort: number,
  events: TunnelEvents,
  ports: SshTunnelPorts,
): Tunnel {
  const tunnel = new SshTunnel(provider, localPort, events, ports);
  void tunnel.open();
  return tunnel;
}

class SshTunnel implements Tunnel {
  readonly #provider: SshProvider;
  readonly #localPort: number;
  readonly #events: TunnelEvents;
  readonly #ports: SshTunnelPorts;
  readonly #address: TunnelAddress;
  readonly #cancels: CancelTimeout[] = [];
  readonly #closed = new AbortController();
  #socket: Socket | null = null;
  #client: Client | null = null;
  #shownKey: KnownHost | null = null;
  #label: string | null = null;
  #ready = false;
  #over = false;

  constructor(provider: SshProvider, localPort: number, events: TunnelEvents, ports: SshTunnelPorts) {
    this.#provider = provider;
    this.#localPort = localPort;
    this.#events = events;
    this.#ports = ports;
    this.#address = new TunnelAddress({
      clock: ports.clock,
      source: provider.address,
      label: () => this.#label,
      onAddress: (publicUrl, isFirst) => this.#reachableAt(publicUrl, isFirst),
      onForeign: () => {
        ports.logger.warn("The relay announced an address that is not its own, and it is not used", {
          relay: provider.name,
        });
      },
    });
  }

  async open(): Promise<void> {
    this.#after(setupTimeout, () => {
      if (!this.#address.isKnown) this.#end(this.#ready ? "no-address" : "unreachable");
    });
    try {
      const [ssh, key] = await Promise.all([loadSsh(), this.#ports.loadKey()]);
      if (this.#over) return;
      if (key === "unusable") return this.#end("no-key");
      if (key !== "agent") this.#label = keyBoundLabel(key.publicKey);
      const socket = await this.#reach();
      if (socket !== null) this.#connect(new ssh.Client(), socket, key === "agent" ? null : key);
    } catch (error) {
      this.#ports.logger.error("The SSH connection could not be prepared", {
        relay: this.#provider.name,
        error: nameOf(error),
      });
      this.#end("no-key");
    }
  }

  close(): void {
    if (this.#over) return;
    this.#over = true;
    this.#closed.abort();
    for (const cancel of this.#cancels) cancel();
    this.#address.close();
    // The client's own `end` would wait for an answer that may never come.
    this.#client?.destroy();
    this.#socket?.destroy();
  }

  /** A connection to the server; null where there is none, or nobody wants it any more. */
  async #reach(): Promise<Socket | null> {
    const { host, port } = this.#provider;
    const cancel = this.#after(connectTimeout, () => this.#end("unreachable"));
    try {
      const socket = await this.#ports.connect({ host, port }, this.#closed.signal);
      cancel();
      if (!this.#over) return socket;
      socket.destroy();
    } catch {
      this.#end("unreachable");
    }
    return null;
  }

  #connect(client: Client, socket: Socket, key: SshKey | null): void {
    this.#socket = socket;
    this.#client = client;
    client.on("ready", () => this.#whenReady(client));
    client.on("tcp connection", (_details, accept) => this.#accept(accept()));
    client.on("unix connection", (_details, accept) => this.#accept(accept()));
    client.on("error", (error) => this.#failed(error));
    client.on("close", () => this.#end(this.#ready ? "lost" : "unreachable"));
    socket.on("error", () => this.#end(this.#ready ? "lost" : "unreachable"));
    const endWatch = watchForSilence(socket, this.#ports.clock, () => this.#end("unreachable"));
    this.#cancels.push(endWatch);
    client.once("ready", endWatch);
    client.connect(this.#settings(socket, key));
  }

  #settings(sock: Socket, key: SshKey | null): ConnectConfig {
    const { host, port } = this.#provider;
    const server = `${host}:${port}`;
    const known = this.#ports.knownHosts.known(server);
    return {
      ...connectionSettings(this.#provider, key, known?.keyType ?? null),
      sock,
      hostVerifier: (shown: Buffer) => this.#judgeHost(server, shown),
    };
  }

  #judgeHost(server: string, key: Uint8Array): boolean {
    const { name, trust } = this.#provider;
    const shown = describeHostKey(key);
    const verdict = shown === null ? "changed" : this.#ports.knownHosts.judge(server, trust, shown);
    if (shown !== null && verdict !== "changed") {
      this.#shownKey = shown;
      return true;
    }
    this.#ports.logger.error("The relay shows another host key than it should, and is not used", {
      relay: name,
      host: server,
      fingerprint: shown?.fingerprint ?? "unreadable",
    });
    this.#end("untrusted");
    return false;
  }

  /** Both wishes leave in one go: srv.us grants a forward only to who has a session, and a session only to who asked for a forward. */
  #whenReady(client: Client): void {
    if (this.#over) return;
    this.#ready = true;
    const { remote, session } = this.#provider;
    const granted = (error: Error | null | undefined): void => {
      if (error instanceof Error) return this.#end("refused");
      if (!this.#over) this.#address.forwarded();
    };
    const opened = (error: Error | undefined, channel: ClientChannel): void => {
      if (error !== undefined) return this.#end("refused");
      this.#listen(channel);
    };
    if (remote.kind === "port") client.forwardIn(remote.address, remote.port, granted);
    else client.openssh_forwardInStreamLocal(remote.path, granted);
    switch (session.kind) {
      case "shell":
        client.shell(false, opened);
        return;
      case "exec":
        client.exec(session.command, opened);
        return;
      case "none":
        return;
      default:
        assertNever(session, "session");
    }
  }

  #listen(channel: ClientChannel): void {
    channel.on("close", () => this.#end(this.#address.isKnown ? "lost" : "refused"));
    channel.on("error", () => undefined);
    const onLine = (line: string): void => {
      if (!this.#over) this.#address.hear(line);
    };
    channel.on("data", createLineSplitter(onLine));
    channel.stderr.on("data", createLineSplitter(onLine));
  }

  #reachableAt(publicUrl: string, isFirst: boolean): void {
    const { host, port, trust } = this.#provider;
    if (isFirst && this.#shownKey !== null && trust.kind === "first-use") {
      this.#ports.knownHosts.remember(`${host}:${port}`, this.#shownKey);
    }
    this.#events.onAddress(publicUrl);
  }

  #accept(channel: Duplex): void {
    if (this.#over) channel.destroy();
    else bridgeToLoopback(channel, this.#localPort);
  }

  #failed(error: Error & { readonly level?: string }): void {
    if (this.#ready) return this.#end("lost");
    this.#end(error.level === "client-authentication" || error.level === "agent" ? "refused" : "unreachable");
  }

  #after(milliseconds: number, callback: () => void): CancelTimeout {
    const cancel = this.#ports.clock.setTimeout(callback, milliseconds);
    this.#cancels.push(cancel);
    return cancel;
  }

  #end(reason: RelayDownReason): void {
    if (this.#over) return;
    this.close();
    this.#events.onEnd(reason);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
