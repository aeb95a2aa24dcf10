/** Looks at the facts when they change or when the scheduler wants to. One timeout at most, none while all are off. */
import { instantNow } from "../model/instant.ts";
import type { CancelTimeout, Clock, SettingsStore } from "../platform/ports.ts";
import type { ReminderFacts } from "./facts.ts";
import { keptMemory, memoryFrom, type ReminderMemory } from "./memory.ts";
import { isAnyWanted, nextReminder, type Reminder, type ReminderSettings } from "./scheduler.ts";
import { localTime } from "./working-hours.ts";

export interface RemindersPorts {
  readonly clock: Clock;
  readonly settings: () => ReminderSettings;
  readonly facts: () => ReminderFacts;
  readonly store: Pick<SettingsStore, "get" | "set">;
  readonly onReminder: (reminder: Reminder) => void;
}

export interface Reminders {
  /** To be called when the snapshot or the settings have changed. */
  look(): void;
  stop(): void;
}

const storeKey = "reminders";

export function createReminders(ports: RemindersPorts): Reminders {
  const { clock, settings, facts, store, onReminder } = ports;
  let memory: ReminderMemory | null = null;
  let cancel: CancelTimeout | null = null;

  function look(): void {
    cancel?.();
    cancel = null;
    const wanted = settings();
    if (!isAnyWanted(wanted)) {
      memory = null;
      return;
    }
    const before = memory ?? memoryFrom(store.get(storeKey));
    const now = instantNow(clock);
    const step = nextReminder(before, facts(), wanted, now, localTime(now.wall));
    memory = step.state;
    if (step.lookIn !== null) cancel = clock.setTimeout(look, step.lookIn);
    const kept = keptMemory(memory);
    if (JSON.stringify(kept) !== JSON.stringify(keptMemory(before))) store.set(storeKey, kept);
    if (step.show !== null) onReminder(step.show);
  }

  return {
    look,
    stop() {
      cancel?.();
      cancel = null;
    },
  };
}
