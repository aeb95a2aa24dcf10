import type { PendingCommand } from "../../app/contract/snapshot.ts";
import { strings } from "../../app/contract/strings.ts";
import { elapsedSeconds } from "../../app/model/elapsed.ts";
import type { Timer } from "../../app/model/timer.ts";
import { useTicking } from "../hooks/use-ticking.ts";
import { isPending } from "../is-pending.ts";
import { Clock } from "./Clock.tsx";
import { CommandButton } from "./CommandButton.tsx";
import { Description } from "./Description.tsx";
import { ProjectDot } from "./ProjectDot.tsx";

const adjustMinutes = 5;

interface RunningTimerProps {
  readonly timer: Timer;
  readonly pending: readonly PendingCommand[];
}

/** The timer that is on air, and what can be done with it. */
export function RunningTimer({ timer, pending }: RunningTimerProps) {
  const { projectId, project, description } = timer;
  return (
    <section className="now" aria-labelledby="now-heading">
      <div className="who">
        <ProjectDot color={project.color} />
        <h2 id="now-heading" className="name" dir="auto" title={project.name}>
          {project.name}
        </h2>
        <span className="lamp">{strings.window.running}</span>
      </div>
      <Clock timer={timer} />
      <p className="description" dir="auto" title={description}>
        <Description text={description} />
      </p>
      <div className="verbs">
        <CommandButton
          look="primary"
          command={{ kind: "pause", projectId }}
          pending={isPending(pending, projectId, "pause")}
          focusKey={`timer-${projectId}`}
        >
          {strings.window.pause}
        </CommandButton>
        <span className="spring" />
        <AdjustButtons timer={timer} pending={isPending(pending, projectId, "adjust")} />
      </div>
    </section>
  );
}

function AdjustButtons({ timer, pending }: { readonly timer: Timer; readonly pending: boolean }) {
  const seconds = adjustMinutes * 60;
  const canRemove = useTicking(timer.anchor, (now) => elapsedSeconds(timer, now) >= seconds);
  return (
    <>
      <CommandButton
        look="quiet"
        command={{ kind: "adjust", projectId: timer.projectId, seconds: -seconds }}
        pending={pending}
        disabled={!canRemove}
        label={strings.window.removeMinutesLabel(adjustMinutes)}
      >
        {strings.window.removeMinutes(adjustMinutes)}
      </CommandButton>
      <CommandButton
        look="quiet"
        command={{ kind: "adjust", projectId: timer.projectId, seconds }}
        pending={pending}
        label={strings.window.addMinutesLabel(adjustMinutes)}
      >
        {strings.window.addMinutes(adjustMinutes)}
      </CommandButton>
    </>
  );
}
