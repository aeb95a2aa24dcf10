import { memo } from "react";
import type { PendingCommand } from "../../app/contract/snapshot.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import { isRunning, type Timer } from "../../app/model/timer.ts";
import { useDuration } from "../ui/use-duration.ts";
import { useTicking } from "../ui/use-ticking.ts";
import { isPending } from "../bridge/is-pending.ts";
import { CommandButton } from "../ui/CommandButton.tsx";
import { Description } from "./Description.tsx";
import { ProjectDot } from "../ui/ProjectDot.tsx";
import { TimerMenu } from "./TimerMenu.tsx";

interface TimerListProps {
  readonly heading: string;
  readonly timers: readonly Timer[];
  readonly pending: readonly PendingCommand[];
}

/** Timers that hold time. */
export const TimerList = memo(function TimerList({ heading, timers, pending }: TimerListProps) {
  if (timers.length === 0) return null;
  return (
    <section aria-labelledby="paused-heading">
      <h2 id="paused-heading" className="list-heading">
        {heading}
      </h2>
      <ul className="rows">
        {timers.map((timer) => (
          <TimerRow key={timer.projectId} timer={timer} pending={pending} />
        ))}
      </ul>
    </section>
  );
});

function TimerRow({ timer, pending }: { readonly timer: Timer; readonly pending: readonly PendingCommand[] }) {
  const { projectId, project, description } = timer;
  // One timer runs at most, says the account; should it ever name two, the second keeps its clock and its button.
  const running = isRunning(timer);
  const duration = useDuration();
  const time = useTicking(running ? timer.anchor : null, (now) => duration(elapsedSeconds(timer, now)));
  return (
    <li className="row timer-row">
      <ProjectDot color={project.color} />
      <div className="row-text">
        <span className="row-name" dir="auto" title={project.name}>
          {project.name}
        </span>
        <span className="row-detail" dir="auto" title={description}>
          <Description text={description} />
        </span>
      </div>
      <span className="row-verbs">
        <CommandButton
          variant="outlined"
          command={{ kind: running ? "pause" : "start", projectId }}
          pending={isPending(pending, projectId, running ? "pause" : "start")}
          label={running ? timersTexts.pauseProject(project.name) : timersTexts.resumeProject(project.name)}
          focusKey={`timer-${projectId}`}
        >
          {running ? timersTexts.pause : timersTexts.resume}
        </CommandButton>
        <TimerMenu timer={timer} pending={pending} />
      </span>
      <span className={running ? "row-time row-time-running" : "row-time"}>{time}</span>
    </li>
  );
}
