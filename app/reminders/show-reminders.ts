import type { Application } from "../contract/application.ts";
import type { ShowNotification } from "../notifications/desktop-notification.ts";
import type { Clock, SettingsStore } from "../platform/ports.ts";
import type { AppWindow } from "../requests/app-window.ts";
import { reminderTexts } from "../texts/reminders.ts";
import { reminderFacts } from "./facts.ts";
import { createReminders } from "./reminders.ts";
import type { Reminder, ReminderSettings } from "./scheduler.ts";

export interface ShowRemindersOptions {
  readonly application: Pick<Application, "snapshot" | "onSnapshot" | "secondsSinceInput">;
  readonly control: {
    readonly settings: () => ReminderSettings;
    readonly onChange: (listener: () => void) => () => void;
  };
  readonly store: Pick<SettingsStore, "get" | "set">;
  readonly window: Pick<AppWindow, "isFocused">;
  readonly clock: Clock;
  readonly show: ShowNotification;
  readonly formatInstant: (epochMilliseconds: number, now: number) => string;
}

/** Reminds by notifications, as the settings say. Returns a function that ends it. */
export function showReminders(options: ShowRemindersOptions): () => void {
  const { application, control, store, window, clock, show, formatInstant } = options;
  const reminders = createReminders({
    clock,
    settings: () => control.settings(),
    facts: () => reminderFacts(application.snapshot(), () => application.secondsSinceInput(), window.isFocused()),
    store,
    onReminder: ({ since }: Reminder) => {
      const { notTracking, noTimerSince, startOne } = reminderTexts;
      const body = since === null ? startOne : `${noTimerSince(formatInstant(since, clock.wallNow()))} ${startOne}`;
      show({ title: notTracking, body });
    },
  });
  reminders.look();
  const ends = [application.onSnapshot(() => reminders.look()), control.onChange(() => reminders.look())];
  return () => {
    for (const end of ends) end();
    reminders.stop();
  };
}
