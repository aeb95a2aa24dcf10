import type { Application } from "../contract/application.ts";
import { absenceTexts } from "../texts/absence.ts";
import { linkText } from "../texts/link.ts";
import { notificationTexts } from "../texts/notifications.ts";
import { createGoalNotifications } from "./goal-notifications.ts";
import { createNotifications } from "./notifications.ts";
import { formatDuration } from "../model/format.ts";
import { foreignText } from "../model/native-text.ts";
import { projectName } from "../model/project-name.ts";
import type { Project } from "../model/project.ts";
import type { Clock, SettingsStore } from "../platform/ports.ts";
import type { SettingsControl } from "../settings/settings-control.ts";
import type { AppWindow } from "../requests/app-window.ts";
import type { ShowNotification } from "./desktop-notification.ts";

export interface ShowNotificationsOptions {
  readonly application: Pick<Application, "snapshot" | "onSnapshot">;
  readonly control: Pick<SettingsControl, "settings" | "onChange">;
  /** Open once the settings are, before which there is no goal. */
  readonly store: Pick<SettingsStore, "get" | "set">;
  readonly window: Pick<AppWindow, "isFocused">;
  readonly clock: Clock;
  readonly show: ShowNotification;
  readonly formatInstant: (epochMilliseconds: number, now: number) => string;
}

/** In UTF-16 units: desktops cut titles, wherever that falls. */
const longestName = 60;
const { started, paused, gone } = notificationTexts;
const timerTitles = { started, paused, gone };
const goalDayKey = "goalReachedOn";

/** Notifies of changes elsewhere, a lost link and a reached goal, as the settings say. Returns a function that ends it. */
export function showNotifications(options: ShowNotificationsOptions): () => void {
  const { application, control, store, window, clock, show, formatInstant } = options;
  const nameOf = (project: Project): string =>
    foreignText(projectName(project, application.snapshot().projects), longestName);
  const notifications = createNotifications(
    {
      clock,
      settings: () => control.settings(),
      // A window in use shows it already.
      onTimer: ({ kind, project }) => {
        if (window.isFocused()) return;
        show({ title: timerTitles[kind](nameOf(project)), body: notificationTexts.elsewhere });
      },
      onLinkLost: (link) => {
        const now = clock.wallNow();
        const text = linkText(link, (at) => formatInstant(at, now));
        show({ title: notificationTexts.linkLost, body: notificationTexts.linkLostDetail(text) });
      },
      onTokenEnded: () => show({ title: notificationTexts.tokenEnded, body: notificationTexts.tokenEndedDetail }),
      onPausedWhenLeft: ({ project, from, reason }) => {
        if (window.isFocused()) return;
        const { pausedWhenLeft, pausedWhenLeftDetail } = notificationTexts;
        const time = formatInstant(from, clock.wallNow());
        show({
          title: pausedWhenLeft(nameOf(project)),
          body: pausedWhenLeftDetail(time, absenceTexts.whenLeft[reason]),
        });
      },
    },
    application.snapshot(),
  );
  const goal = createGoalNotifications({
    clock,
    settings: () => control.settings(),
    snapshot: () => application.snapshot(),
    keptDay: () => store.get(goalDayKey),
    keepDay: (date) => store.set(goalDayKey, date),
    onReached: ({ goalMinutes }) => {
      const { account } = application.snapshot();
      const format = account.kind === "signed-in" ? account.timeFormat : "hours_minutes";
      const title = notificationTexts.goalReached(formatDuration(goalMinutes * 60, format));
      show({ title, body: notificationTexts.goesOn });
    },
  });
  const ends = [
    application.onSnapshot((snapshot) => {
      notifications.note(snapshot);
      goal.check();
    }),
    control.onChange(() => goal.check()),
  ];
  return () => {
    for (const end of ends) end();
    notifications.stop();
    goal.stop();
  };
}
