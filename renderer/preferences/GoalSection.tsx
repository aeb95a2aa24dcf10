import { type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from "react";
import { goalProblemText, preferencesTexts } from "../../app/texts/preferences.ts";
import { type GoalProblem, parseGoal } from "../../app/model/day-goal.ts";
import { useDuration } from "../ui/use-duration.ts";
import { usePreferences } from "../bridge/preferences-port.ts";
import { Section } from "./Section.tsx";
import { useChange } from "./use-change.ts";

/** The day's goal, written as people write time; taken with Enter or on leaving the field. */
export function GoalSection() {
  const id = useId();
  const duration = useDuration();
  const { dayGoalMinutes } = usePreferences().settings;
  const { change, failed } = useChange();
  /** What is being typed; null while the field shows what holds. */
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<GoalProblem | null>(null);
  const holds = dayGoalMinutes === null ? "" : duration(dayGoalMinutes * 60);

  function show(text: string | null): void {
    setTyped(text);
    setProblem(null);
  }

  async function take(): Promise<void> {
    if (typed === null) return;
    const goal = parseGoal(typed);
    if (goal.kind === "problem") return setProblem(goal.problem);
    // A fraction that was cut to be shown must not become the goal when it is merely shown.
    if (typed !== holds && goal.minutes !== dayGoalMinutes) await change({ dayGoalMinutes: goal.minutes });
    show(null);
  }

  // A shortcut may replace the page: then no field gets a blur event.
  const takeAtEnd = useEffectEvent(() => void take());
  useEffect(() => () => takeAtEnd(), []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter") void take();
    if (event.key !== "Escape" || typed === null) return;
    // One step back is what held before, not the timers.
    event.preventDefault();
    show(null);
  }

  const { goal, goalDetail, goalTime, goalHint, noGoal } = preferencesTexts;
  return (
    <Section title={goal} detail={goalDetail} failed={failed}>
      <div className="pref-row-group">
        <div className="pref-row">
          <label htmlFor={id} className="pref-label">
            {goalTime}
          </label>
          <input
            id={id}
            className="input pref-time"
            type="text"
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            placeholder={noGoal}
            value={typed ?? holds}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-note`}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => show(event.currentTarget.value)}
            onBlur={() => void take()}
            onKeyDown={onKeyDown}
          />
        </div>
        <p
          key={problem ?? "hint"}
          id={`${id}-note`}
          className={problem === null ? "hint" : "field-problem"}
          role={problem === null ? undefined : "alert"}
        >
          {problem === null ? goalHint : goalProblemText(problem)}
        </p>
      </div>
    </Section>
  );
}
