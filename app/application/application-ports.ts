/** What the shell gives to the product when it starts it. */
import type { Connect } from "../network/connect.ts";
import type { RateGates } from "../noko/rate-gate.ts";
import type { Clock, Fetch, Logger, Random, SecretStore, SettingsStore } from "../platform/ports.ts";
import type { ReadMachineId } from "../platform/machine-id.ts";
import type { IdleSource } from "../presence/idle/idle-source.ts";
import type { PublicEndpointPorts } from "../endpoint/public-endpoint.ts";
import type { RelayChoice } from "../relay/relay-choice.ts";
import type { Relay } from "../relay/relay.ts";

/** What the shell was asked to run, already decoded. */
export interface ApplicationConfiguration {
  readonly apiUrl: string;
  /** Given from outside: signs in by itself, and is never stored. */
  readonly token: string | null;
  /** How this computer is made reachable; null when it is not set, which means `automatic`. */
  readonly relay: RelayChoice | null;
  /** What a program that is started sees as its environment: without this app's own settings. */
  readonly programEnvironment: Readonly<Record<string, string>>;
}

/** What the demo account needs to be from the outside. */
export interface RunningDemo {
  readonly url: string;
  readonly token: string;
  stop(): Promise<void>;
}

export interface ApplicationPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly fetch: Fetch;
  /** How servers other than the web's are reached. Default: directly. */
  readonly connect?: Connect;
  /** The network may be another one now. */
  readonly onWake?: () => void;
  readonly settings: SettingsStore;
  readonly secrets: SecretStore;
  /** A second file, where the name of this installation is kept as well. Default: none. */
  readonly installationStore?: SettingsStore;
  /** What the system calls this computer. Default: nothing. */
  readonly machineId?: ReadMachineId;
  readonly version: string;
  /** When this computer was started, epoch milliseconds. */
  readonly bootedAt: () => number;
  /** How long ago a key or the pointer was used here, in seconds; null where the desktop does not say. */
  readonly secondsSinceInput: () => number | null;
  /** What else can tell that nobody uses this computer; loaded only when wanted. Default: nothing. */
  readonly idleSources?: () => Promise<readonly IdleSource[]>;
  /** How that is known is another way from now on. */
  readonly onInputChange?: () => void;
  readonly configuration: ApplicationConfiguration;
  /** One gate for all accounts at one address. Default: one for each origin. */
  readonly gates?: RateGates;
  /** Opens the listener. Default: on this computer's loopback address. */
  readonly listen?: PublicEndpointPorts["listen"];
  /** Default: the relays of the registry. Null for none. */
  readonly createRelay?: (choice: RelayChoice) => Relay | null;
  /** Loaded only when wanted. */
  readonly startDemo: () => Promise<RunningDemo>;
}
