/** Decides when to notify of changes. Shows nothing by itself. */
import type { Settings } from "../contract/settings.ts";
import type { Link, ShownAbsence, Snapshot } from "../contract/snapshot.ts";
import type { CancelTimeout, Clock } from "../platform/ports.ts";
import { timerNotification, type TimerNotification } from "./timer-notification.ts";

/** A switch of timers is two changes, of which the later one is the news. */
const settleMilliseconds = 1_000;
/** Shorter losses mend themselves. */
const lossMilliseconds = 60_000;

export interface NotificationsPorts {
  readonly clock: Clock;
  readonly settings: () => Pick<Settings, "notifyTimerChanges" | "notifyLinkLost">;
  readonly onTimer: (notification: TimerNotification) => void;
  readonly onLinkLost: (link: Link) => void;
  /** The account accepts the token no longer: reported whatever the settings, since nothing is shown any more. */
  readonly onTokenEnded: () => void;
  /** A timer was paused when the computer was left, as its person wants it. */
  readonly onPausedWhenLeft: (absence: ShownAbsence) => void;
}

export interface Notifications {
  /** To be called with every snapshot, in order. */
  note(snapshot: Snapshot): void;
  stop(): void;
}

export function createNotifications(ports: NotificationsPorts, first: Snapshot): Notifications {
  const { clock, settings, onTimer, onLinkLost, onPausedWhenLeft, onTokenEnded } = ports;
  let before = first;
  let cancelTimer: CancelTimeout | null = null;
  let cancelLoss: CancelTimeout | null = null;
  /** It was live, so it can be lost; notified once until it is live again. */
  let canBeLost = false;

  function noteToken({ problem }: Snapshot): void {
    const hadEnded = before.problem?.problem.kind === "token-ended";
    if (problem?.problem.kind === "token-ended" && !hadEnded) onTokenEnded();
  }

  function noteTimers(snapshot: Snapshot): void {
    const notification = timerNotification(before, snapshot);
    const { absence } = snapshot;
    const wasPaused = before.absence?.kind === "paused" && before.absence.from === absence?.from;
    before = snapshot;
    if (absence?.kind === "paused" && !wasPaused) onPausedWhenLeft(absence);
    if (notification === null) return;
    cancelTimer?.();
    cancelTimer = clock.setTimeout(() => {
      // What seemed to be done elsewhere may turn out to be our own pause, whose answer was lost.
      const isOurs = before.absence?.project.id === notification.project.id;
      if (settings().notifyTimerChanges && !isOurs) onTimer(notification);
    }, settleMilliseconds);
  }

  function noteLink({ account, link }: Snapshot): void {
    if (account.kind !== "signed-in" || link.state === "live") {
      cancelLoss?.();
      cancelLoss = null;
      canBeLost = account.kind === "signed-in";
      return;
    }
    if (!canBeLost) return;
    canBeLost = false;
    cancelLoss = clock.setTimeout(() => {
      if (settings().notifyLinkLost) onLinkLost(before.link);
    }, lossMilliseconds);
  }

  return {
    note(snapshot) {
      noteToken(snapshot);
      noteTimers(snapshot);
      noteLink(snapshot);
    },
    stop() {
      cancelTimer?.();
      cancelLoss?.();
    },
  };
}
