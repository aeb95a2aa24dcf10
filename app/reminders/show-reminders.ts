import type { Application } from "../contract/application.ts";
import { accountViews, type Snapshot } from "../contract/snapshot.ts";
import { assertNever } from "../model/assert-never.ts";
import { unloggedSeconds } from "../model/elapsed.ts";
import { formatDuration } from "../model/format.ts";
import { foreignText } from "../model/native-text.ts";
import { projectName } from "../model/project-name.ts";
import type { DesktopNotification, ShowNotification } from "../notifications/desktop-notification.ts";
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

/** In UTF-16 units: desktops cut titles, wherever that falls. */
const longestName = 60;

/** Reminds by notifications, as the settings say. Returns a function that ends it. */
export function showReminders(options: ShowRemindersOptions): () => void {
  const { application, control, store, window, clock, show } = options;
  const reminders = createReminders({
    clock,
    settings: () => control.settings(),
    facts: () => reminderFacts(application.snapshot(), () => application.secondsSinceInput(), window.isFocused()),
    store,
    onReminder: (reminder) => show(notificationOf(reminder, application.snapshot(), options)),
  });
  reminders.look();
  const ends = [application.onSnapshot(() => reminders.look()), control.onChange(() => reminders.look())];
  return () => {
    for (const end of ends) end();
    reminders.stop();
  };
}

function notificationOf(
  reminder: Reminder,
  snapshot: Snapshot,
  { clock, formatInstant }: Pick<ShowRemindersOptions, "clock" | "formatInstant">,
): DesktopNotification {
  const time = (at: number): string => formatInstant(at, clock.wallNow());
  const { account, projects } = snapshot;
  const format = account.kind === "signed-in" ? account.timeFormat : "hours_minutes";
  switch (reminder.kind) {
    case "not-tracking": {
      const since = reminder.since === null ? "" : `${reminderTexts.noTimerSince(time(reminder.since))} `;
      return { title: reminderTexts.notTracking, body: `${since}${reminderTexts.startOne}` };
    }
    case "still-running": {
      const name = foreignText(projectName(reminder.project, projects), longestName);
      return { title: reminderTexts.stillRunning(name), body: reminderTexts.untouchedSince(time(reminder.since)) };
    }
    case "day-end": {
      const timers = accountViews(snapshot).flatMap((view) => view.timers);
      const sum = formatDuration(unloggedSeconds(timers, clock.monotonicNow()), format);
      const body = reminder.missed === null ? reminderTexts.review : reminderTexts.reviewMissed;
      return { title: reminderTexts.notLogged(timers.length, sum), body, opens: { kind: "review" } };
    }
    case "break":
      return { title: reminderTexts.breakDue(formatDuration(reminder.seconds, format)), body: reminderTexts.takeBreak };
    default:
      return assertNever(reminder, "reminder");
  }
}
