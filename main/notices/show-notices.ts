import type { Application } from "../../app/contract/application.ts";
import { linkText, strings } from "../../app/contract/strings.ts";
import { createNotices } from "../../app/notices/notices.ts";
import type { TimerNotice } from "../../app/notices/timer-notice.ts";
import type { Clock } from "../../app/ports.ts";
import type { SettingsControl } from "../settings/settings-control.ts";
import type { PopupWindow } from "../window.ts";
import type { DesktopNotice, ShowNotice } from "./desktop-notifications.ts";

export interface ShowNoticesOptions {
  readonly application: Pick<Application, "snapshot" | "onSnapshot">;
  readonly control: Pick<SettingsControl, "settings">;
  readonly window: Pick<PopupWindow, "isFocused">;
  readonly clock: Clock;
  readonly show: ShowNotice;
  readonly formatInstant: (epochMilliseconds: number, now: number) => string;
}

/** Tells of changes made elsewhere and of a lost link, as far as the person wants that. Answers what ends it. */
export function showNotices(options: ShowNoticesOptions): () => void {
  const { application, control, window, clock, show, formatInstant } = options;
  const notices = createNotices(
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
  const unsubscribe = application.onSnapshot((snapshot) => notices.note(snapshot));
  return () => {
    unsubscribe();
    notices.stop();
  };
}

function timerText({ kind, project }: TimerNotice): DesktopNotice {
  const titles = { started: strings.notice.started, paused: strings.notice.paused, gone: strings.notice.gone };
  return { title: titles[kind](project.name), body: strings.notice.elsewhere };
}
