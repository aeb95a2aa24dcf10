import { readFile } from "node:fs/promises";
import type { NamedRelay } from "../contract/relays.ts";
import { assertNever } from "../model/assert-never.ts";
import { type Connect, connectDirectly } from "../network/connect.ts";
import type { Clock, Fetch, Logger, Random, SecretStore, SettingsStore } from "../platform/ports.ts";
import { createFixedUrlRelay } from "./fixed-url.ts";
import { installKey, readSshKey, type SshKey } from "./install-key.ts";
import { createKnownHosts } from "./known-hosts.ts";
import { type RelayDefinition, relayRegistry } from "./registry.ts";
import type { RelayChoice } from "./relay-choice.ts";
import type { Relay } from "./relay.ts";
import type { SshAuthentication, SshProvider } from "./ssh-provider.ts";
import { openSshTunnel } from "./ssh-tunnel.ts";
import { createSupervisedRelay } from "./supervisor.ts";
import type { RelayCandidate } from "./tunnel.ts";

export interface RelayPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly fetch: Fetch;
  /** Keeps this installation's SSH key. */
  readonly secrets: SecretStore;
  /** Keeps the host keys that relays have shown. */
  readonly settings: SettingsStore;
  /** What a program that is started sees as its environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** How an SSH server is reached. Default: directly. */
  readonly connect?: Connect;
}

/** The relay that was chosen; null for none. Nothing happens before it is started. */
export function createRelay(choice: RelayChoice, ports: RelayPorts): Relay | null {
  switch (choice.kind) {
    case "fixed-url":
      return createFixedUrlRelay(choice.publicUrl);
    case "own-server":
      return overSsh(choice.server.name, [choice.server], ports);
    default:
      return createNamedRelay(choice.kind, ports);
  }
}

function createNamedRelay(name: NamedRelay, ports: RelayPorts): Relay | null {
  const definition: RelayDefinition = relayRegistry[name];
  switch (definition.kind) {
    case "ssh":
      return overSsh(name, [definition.provider], ports);
    case "failover":
      return overSsh(name, definition.of, ports);
    case "program":
      return createSupervisedRelay(name, [definition.candidate(ports)], ports);
    case "none":
      return null;
    default:
      return assertNever(definition, "relay");
  }
}

/** Several providers as one relay, in order of preference. */
export function overSsh(
  name: string,
  [first, ...rest]: readonly [SshProvider, ...SshProvider[]],
  ports: RelayPorts,
): Relay {
  return createSupervisedRelay(
    name,
    [sshCandidate(first, ports), ...rest.map((each) => sshCandidate(each, ports))],
    ports,
  );
}

function sshCandidate(provider: SshProvider, ports: RelayPorts): RelayCandidate {
  const { clock, logger, settings, connect = connectDirectly } = ports;
  const knownHosts = createKnownHosts(settings);
  const loadKey = (): Promise<SshKey | "agent" | "unusable"> => keyFor(provider.authentication, ports);
  return {
    name: provider.name,
    open: (localPort, events) =>
      openSshTunnel(provider, localPort, events, { clock, logger, knownHosts, loadKey, connect }),
  };
}

async function keyFor(authentication: SshAuthentication, ports: RelayPorts): Promise<SshKey | "agent" | "unusable"> {
  switch (authentication.kind) {
    case "install-key":
    case "none-or-install-key":
      return installKey(ports.secrets, ports.logger);
    case "agent":
      return "agent";
    case "key-file":
      try {
        return (await readSshKey(await readFile(authentication.path, "utf8"))) ?? "unusable";
      } catch {
        return "unusable";
      }
    default:
      return assertNever(authentication, "authentication");
  }
}
