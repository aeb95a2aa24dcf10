import type { InputReport } from "../../contract/application.ts";
import type { PresenceSettings } from "../../contract/settings.ts";
import type { Instant } from "../../model/instant.ts";
import type { Clock, Logger } from "../../platform/ports.ts";
import type { IdleSource } from "./idle-source.ts";
import { InputMonitor, noticedAfter } from "./input-monitor.ts";
import { createPolledSource } from "./polled-source.ts";

export interface InputWatchPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly secondsSinceInput: () => number | null;
  readonly idleSources?: () => Promise<readonly IdleSource[]>;
  readonly onInputChange?: () => void;
}

/** The use of this computer, watched as far as the settings need it. */
export interface InputWatch {
  choose(settings: PresenceSettings): void;
  secondsSinceInput(): number | null;
  /** A person gave a command. */
  present(): void;
  locked(): void;
  unlocked(): void;
  report(): InputReport;
  stop(): void;
}

export function createInputWatch(
  ports: InputWatchPorts,
  events: { readonly onIdle: (since: Instant) => void; readonly onActive: () => void },
): InputWatch {
  const { clock, logger, secondsSinceInput, idleSources, onInputChange } = ports;
  const monitor = new InputMonitor({
    clock,
    logger,
    secondsSinceInput,
    sources: async () => [...((await idleSources?.()) ?? []), createPolledSource(clock, secondsSinceInput)],
    ...events,
    onChange: () => onInputChange?.(),
  });
  let lockedAt: number | null = null;
  return {
    choose(settings) {
      const after = wantedSpan(settings, secondsSinceInput() !== null);
      monitor.watch(after);
      if (after === null) void monitor.probe();
    },
    secondsSinceInput: () => monitor.secondsSinceInput(),
    present: () => monitor.present(),
    locked() {
      lockedAt ??= clock.monotonicNow();
    },
    unlocked() {
      if (lockedAt !== null) monitor.lockEnded(clock.monotonicNow() - lockedAt);
      lockedAt = null;
    },
    report: () => monitor.report(),
    stop: () => monitor.stop(),
  };
}

/** How long nobody is to be there until it is heard, in milliseconds; null where nothing depends on it. */
function wantedSpan(
  { whenAway, idleMinutes, remindNotTracking }: PresenceSettings,
  canBeAsked: boolean,
): number | null {
  if (whenAway.idle !== "keep") return idleMinutes * 60_000;
  // Other rules, and reminders, ask when they need it. Where the system does not answer, a source has to have listened before.
  const isAskedLater = remindNotTracking || Object.values(whenAway).some((rule) => rule !== "keep");
  return isAskedLater && !canBeAsked ? noticedAfter : null;
}
