import { memo } from "react";
import type { PendingCommand } from "../../app/contract/snapshot.ts";
import { expectedTimer } from "../../app/contract/expected-timer.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import type { Timer } from "../../app/model/timer.ts";
import { timerMark } from "../../app/model/timer-mark.ts";
import { useTicking } from "../ui/use-ticking.ts";
import { isPending } from "../bridge/is-pending.ts";

import { useWindowPorts } from "../bridge/window-ports.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { Clock } from "../ui/Clock.tsx";
import { CommandButton } from "../ui/CommandButton.tsx";
import { Description } from "./Description.tsx";
import { LogLabel } from "../sheets/LogLabel.tsx";
import { ProjectDot } from "../ui/ProjectDot.tsx";
import { TimerMenu } from "./TimerMenu.tsx";

const adjustMinutes = 5;

interface RunningTimerProps {
  readonly timer: Timer;
  /** The user's present day; null while it is not known. */
  readonly today: string | null;
  readonly pending: readonly PendingCommand[];
}

/** The timer that is on air, and what can be done with it. */
export const RunningTimer = memo(function RunningTimer({ timer, today, pending }: RunningTimerProps) {
  const { go } = useWindowPorts();
  const { projectId, project, description } = timer;
  return (
    <section className="now" aria-labelledby="now-heading">
      <div className="who">
        <ProjectDot color={project.color} />
        <h2 id="now-heading" className="name" dir="auto" title={project.name}>
          {project.name}
        </h2>
        <span className="lamp">{timersTexts.running}</span>
      </div>
      <Clock timer={timer} />
      <Mark timer={timer} today={today} />
      <button
        type="button"
        className="description"
        dir="auto"
        title={description === "" ? undefined : description}
        data-focus-key={`describe-${projectId}`}
        onClick={() => go({ kind: "describe", projectId })}
      >
        {description.trim() === "" ? (
          timersTexts.addDescription
        ) : (
          <>
            <span className="visually-hidden">{timersTexts.editDescription} </span>
            <span className="description-lines" dir="auto">
              <Description text={description} />
            </span>
          </>
        )}
      </button>
      <div className="verbs">
        <CommandButton
          variant="primary"
          command={{ kind: "pause", projectId }}
          pending={isPending(pending, projectId, "pause")}
          focusKey={`timer-${projectId}`}
        >
          {timersTexts.pause}
        </CommandButton>
        <BusyButton
          busy={isPending(pending, projectId, "log")}
          focusKey={`log-${projectId}`}
          onPress={() => go({ kind: "log", projectId })}
        >
          <LogLabel timer={timer} />
        </BusyButton>
        <span className="spring" />
        <AdjustButtons timer={timer} pending={isPending(pending, projectId, "adjust")} />
        <TimerMenu timer={timer} pending={pending} />
      </div>
    </section>
  );
});

/** Quiet: seen by who looks, announced to nobody. */
function Mark({ timer, today }: Pick<RunningTimerProps, "timer" | "today">) {
  const mark = useTicking(timer.anchor, (now) => timerMark(timer, today, now) ?? "none");
  return mark === "none" ? null : <p className="hint">{timersTexts.mark[mark]}</p>;
}

function AdjustButtons({ timer, pending }: { readonly timer: Timer; readonly pending: boolean }) {
  const { monotonicNow } = useWindowPorts();
  const seconds = adjustMinutes * 60;
  const canRemove = useTicking(timer.anchor, (now) => elapsedSeconds(timer, now) >= seconds);
  const adjustBy = (change: number) => () =>
    ({
      kind: "adjust",
      projectId: timer.projectId,
      seconds: change,
      expected: expectedTimer(timer, monotonicNow()),
    }) as const;
  return (
    <>
      <CommandButton
        variant="quiet"
        command={adjustBy(-seconds)}
        pending={pending}
        disabled={!canRemove}
        label={timersTexts.removeMinutesLabel(adjustMinutes)}
      >
        {timersTexts.removeMinutes(adjustMinutes)}
      </CommandButton>
      <CommandButton
        variant="quiet"
        command={adjustBy(seconds)}
        pending={pending}
        label={timersTexts.addMinutesLabel(adjustMinutes)}
      >
        {timersTexts.addMinutes(adjustMinutes)}
      </CommandButton>
    </>
  );
}
