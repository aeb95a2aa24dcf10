import type { PendingCommand } from "../../app/contract/snapshot.ts";
import { expectedTimer } from "../../app/contract/expected-timer.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { useCommand } from "../bridge/use-command.ts";
import { isPending } from "../bridge/is-pending.ts";

import { useWindowPorts } from "../bridge/window-ports.ts";
import { FavouriteEntry } from "../switcher/FavouriteEntry.tsx";
import { LogLabel } from "../sheets/LogLabel.tsx";
import { MenuEntry, MenuLine, MoreDots, PopupMenu } from "../ui/PopupMenu.tsx";

interface TimerMenuProps {
  readonly timer: Timer;
  readonly pending: readonly PendingCommand[];
}

/** What is done with a timer less often than pausing and resuming it. */
export function TimerMenu({ timer, pending }: TimerMenuProps) {
  const { go, monotonicNow } = useWindowPorts();
  const { send } = useCommand();
  const { projectId, project } = timer;
  return (
    <PopupMenu
      label={timersTexts.more(project.name)}
      trigger={<MoreDots />}
      triggerClass="timer-menu"
      focusKey={`more-${projectId}`}
    >
      {!isRunning(timer) && (
        <MenuEntry onPick={() => go({ kind: "log", projectId })}>
          <LogLabel timer={timer} />
        </MenuEntry>
      )}
      <MenuEntry onPick={() => go({ kind: "adjust", projectId })}>{timersTexts.adjustTime}</MenuEntry>
      <MenuEntry onPick={() => go({ kind: "describe", projectId })}>{timersTexts.editDescription}</MenuEntry>
      <FavouriteEntry projectId={projectId} />
      <MenuLine />
      <MenuEntry
        disabled={isPending(pending, projectId, "discard")}
        onPick={() => void send({ kind: "discard", projectId, expected: expectedTimer(timer, monotonicNow()) })}
      >
        {timersTexts.discard}
      </MenuEntry>
    </PopupMenu>
  );
}
