import type { Application } from "../contract/application.ts";
import { linkText, strings } from "../texts/strings.ts";
import { createGoalNotifications } from "./goal-notifications.ts";
import { createNotifications } from "./notifications.ts";
import type { TimerNotification } from "./timer-notification.ts";
import { formatDuration } from "../model/format.ts";
import type { Clock, SettingsStore } from "../platform/ports.ts";
import type { SettingsControl } from "../settings/settings-control.ts";
import type { PopupWindow } from "../../main/window/popup-window.ts";
import type { DesktopNotification, ShowNotification } from "../../main/adapters/desktop-notifications.ts";

export interface ShowNotificationsOptions {
  readonly application: Pick<Application, "snapshot" | "onSnapshot">;
  readonly control: Pick<SettingsControl, "settings" | "onChange">;
  /** Open once the settings are, before which nobody has a goal. */
  readonly store: Pick<SettingsStore, "get" | "set">;
  readonly window: Pick<PopupWindow, "isFocused">;
  readonly clock: Clock;
  readonly show: ShowNotification;
  readonly formatInstant: (epochMilliseconds: number, now: number) => string;
}

const goalDayKey = "goalReachedOn";

/** Tells of changes elsewhere, a lost link and a reached goal, as far as somebody wants that. Answers what ends it. */
export function showNotifications(options: ShowNotificationsOptions): () => void {
  const { application, control, store, window, clock, show, formatInstant } = options;
  const notices = createNotifications(
    {
      clock,
      settings: () => control.settings(),
      // Whoever looks at the window sees it there.
      onTimer: (notice) => (window.isFocused() ? undefined : show(timerText(notice))),
      onLinkLost: (link) => {
        const now = clock.wallNow();
        const text = linkText(link, (at) => formatInstant(at, now));
        show({ title: strings.notice.linkLost, body: strings.notice.linkLostDetail(text) });
      },
      onPausedWhenLeft: ({ project, from, reason }) => {
        if (window.isFocused()) return;
        const { pausedWhenLeft, pausedWhenLeftDetail } = strings.notice;
        const time = formatInstant(from, clock.wallNow());
        show({
          title: pausedWhenLeft(project.name),
          body: pausedWhenLeftDetail(time, strings.absence.whenLeft[reason]),
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
      const title = strings.notice.goalReached(formatDuration(goalMinutes * 60, format));
      show({ title, body: strings.notice.goesOn });
    },
  });
  const ends = [
    application.onSnapshot((snapshot) => {
      notices.note(snapshot);
      goal.look();
    }),
    control.onChange(() => goal.look()),
  ];
  return () => {
    for (const end of ends) end();
    notices.stop();
    goal.stop();
  };
}

function timerText({ kind, project }: TimerNotification): DesktopNotification {
  const titles = { started: strings.notice.started, paused: strings.notice.paused, gone: strings.notice.gone };
  return { title: titles[kind](project.name), body: strings.notice.elsewhere };
}
