import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Client, ClientChannel, ConnectConfig } from "ssh2";
import { assertNever } from "../model/assert-never.ts";
import type { CancelTimeout, Clock, Logger } from "../ports.ts";
import { acceptAnnounced } from "./address-pattern.ts";
import type { SshKey } from "./install-key.ts";
import { keyBoundLabel } from "./key-bound-label.ts";
import { describeHostKey, type KnownHost, type KnownHosts } from "./known-hosts.ts";
import { createLineSplitter } from "./line-splitter.ts";
import { loadSsh } from "./load-ssh.ts";
import { bridgeToLoopback } from "./loopback-bridge.ts";
import type { RelayDownReason } from "./relay.ts";
import type { SshProvider } from "./ssh-provider.ts";
import { algorithmsFor, keepalive } from "./ssh-settings.ts";
import type { Tunnel, TunnelEvents } from "./tunnel.ts";

export interface SshTunnelPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly knownHosts: KnownHosts;
  /** The key to show; `agent` where an agent has it. */
  readonly loadKey: () => Promise<SshKey | "agent" | "unusable">;
}

/** Milliseconds until a server must have taken the connection. */
const connectTimeout = 10_000;
/** So long may a server be silent while the connection is set up; then the way to it is dead. */
const setupSilence = 3_000;
const silenceCheck = 500;
/** From the beginning to an address that can be used. */
const setupTimeout = 30_000;
/** Addresses that follow each other faster are taken together. */
const shortestAddressLife = 1_000;

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
  readonly #cancels = new Set<CancelTimeout>();
  #socket: Socket | null = null;
  #client: Client | null = null;
  #shownKey: KnownHost | null = null;
  #label: string | null = null;
  #ready = false;
  #forwarding = false;
  /** The last one that was announced, and the one that was told of. */
  #announced: string | null = null;
  #address: string | null = null;
  #addressSettles = false;
  #over = false;

  constructor(provider: SshProvider, localPort: number, events: TunnelEvents, ports: SshTunnelPorts) {
    this.#provider = provider;
    this.#localPort = localPort;
    this.#events = events;
    this.#ports = ports;
  }

  async open(): Promise<void> {
    this.#after(setupTimeout, () => {
      if (this.#address === null) this.#end(this.#ready ? "no-address" : "unreachable");
    });
    try {
      const [ssh, key] = await Promise.all([loadSsh(), this.#ports.loadKey()]);
      if (this.#over) return;
      if (key === "unusable") return this.#end("no-key");
      if (key !== "agent") this.#label = keyBoundLabel(key.publicKey);
      this.#connect(new ssh.Client(), key === "agent" ? null : key);
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
    for (const cancel of this.#cancels) cancel();
    // The client's own `end` would wait for an answer that may never come.
    this.#client?.destroy();
    this.#socket?.destroy();
  }

  #connect(client: Client, key: SshKey | null): void {
    const { host, port } = this.#provider;
    const socket = connect({ host, port });
    this.#socket = socket;
    this.#client = client;
    socket.setNoDelay(true);
    client.on("ready", () => this.#whenReady(client));
    client.on("tcp connection", (_details, accept) => this.#accept(accept()));
    client.on("unix connection", (_details, accept) => this.#accept(accept()));
    client.on("error", (error) => this.#failed(error));
    client.on("close", () => this.#end(this.#ready ? "lost" : "unreachable"));
    socket.on("error", () => this.#end(this.#ready ? "lost" : "unreachable"));
    const cancel = this.#after(connectTimeout, () => this.#end("unreachable"));
    socket.once("connect", () => {
      cancel();
      if (this.#over) return;
      this.#watchSilence(socket, 0, this.#ports.clock.monotonicNow());
      client.connect(this.#settings(socket, key));
    });
  }

  #settings(sock: Socket, key: SshKey | null): ConnectConfig {
    const { authentication, user, trust, host, port } = this.#provider;
    const place = `${host}:${port}`;
    const preferred = trust.kind === "published" ? trust.keyType : this.#ports.knownHosts.known(place)?.keyType;
    return {
      sock,
      username: user,
      ...(key === null ? {} : { privateKey: key.privateKey }),
      ...(authentication.kind === "agent" ? { agent: authentication.socket } : {}),
      authHandler:
        authentication.kind === "none-or-install-key"
          ? ["none", "publickey"]
          : [authentication.kind === "agent" ? "agent" : "publickey"],
      hostVerifier: (shown: Buffer) => this.#judgeHost(place, shown),
      algorithms: algorithmsFor(preferred ?? null),
      ...keepalive,
      // Our own clock measures the set-up.
      readyTimeout: 0,
    };
  }

  #judgeHost(place: string, key: Uint8Array): boolean {
    const { name, trust } = this.#provider;
    const shown = describeHostKey(key);
    const verdict = shown === null ? "changed" : this.#ports.knownHosts.judge(place, trust, shown);
    if (shown !== null && verdict !== "changed") {
      this.#shownKey = shown;
      return true;
    }
    this.#ports.logger.error("The relay shows another host key than it should, and is not used", {
      relay: name,
      host: place,
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
      this.#forwarding = true;
      this.#settle();
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
    const { address } = this.#provider;
    channel.on("close", () => this.#end(this.#address === null ? "refused" : "lost"));
    channel.on("error", () => undefined);
    const onLine = (line: string): void => {
      if (this.#over || address.kind === "fixed") return;
      for (const said of address.dialect(line)) this.#hear(said, address);
    };
    channel.on("data", createLineSplitter(onLine));
    channel.stderr.on("data", createLineSplitter(onLine));
  }

  #hear(said: string, address: Extract<SshProvider["address"], { kind: "announced" }>): void {
    const accepted = acceptAnnounced(said, address.patterns, address.boundToKey ? (this.#label ?? "") : null);
    if (accepted === null) {
      this.#ports.logger.warn("The relay announced an address that is not its own, and it is not used", {
        relay: this.#provider.name,
      });
      return;
    }
    if (this.#announced !== null && !address.mayChange) return;
    this.#announced = accepted;
    this.#settle();
  }

  /** Tells of the address once everything is in place. */
  #settle(): void {
    const { address, host, port } = this.#provider;
    const publicUrl = address.kind === "fixed" ? address.publicUrl : this.#announced;
    if (this.#over || !this.#forwarding || this.#addressSettles) return;
    if (publicUrl === null || publicUrl === this.#address) return;
    if (this.#address === null && this.#shownKey !== null && this.#provider.trust.kind === "first-use") {
      this.#ports.knownHosts.remember(`${host}:${port}`, this.#shownKey);
    }
    this.#address = publicUrl;
    this.#addressSettles = true;
    this.#after(shortestAddressLife, () => {
      this.#addressSettles = false;
      this.#settle();
    });
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

  #watchSilence(socket: Socket, bytesBefore: number, silentSince: number): void {
    const { clock } = this.#ports;
    this.#after(silenceCheck, () => {
      if (this.#ready) return;
      const now = clock.monotonicNow();
      if (socket.bytesRead !== bytesBefore) this.#watchSilence(socket, socket.bytesRead, now);
      else if (now - silentSince < setupSilence) this.#watchSilence(socket, bytesBefore, silentSince);
      else this.#end("unreachable");
    });
  }

  #after(milliseconds: number, callback: () => void): CancelTimeout {
    const forget = (): void => {
      cancel();
      this.#cancels.delete(forget);
    };
    const cancel = this.#ports.clock.setTimeout(() => {
      this.#cancels.delete(forget);
      callback();
    }, milliseconds);
    this.#cancels.add(forget);
    return forget;
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
