import type { Clock, Random } from "../platform/ports.ts";
import type { AppClient } from "./client.ts";
import type { Surroundings } from "./find-app.ts";

export interface CommandLinePorts {
  readonly surroundings: Surroundings;
  readonly version: string;
  readonly clock: Clock;
  readonly random: Pick<Random, "fraction">;
  readonly isTerminal: boolean;
  readonly out: (line: string) => void;
  readonly complain: (line: string) => void;
  /** When it is to end by itself: resolves for `watch`. */
  readonly interrupted: Promise<void>;
  readonly serveAssistant: (connect: () => Promise<AppClient>, version: string) => Promise<void>;
}
