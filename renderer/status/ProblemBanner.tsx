import { useState } from "react";
import type { ShownProblem } from "../../app/contract/snapshot.ts";
import { problemDefinition } from "../../app/texts/problems.ts";
import { statusTexts } from "../../app/texts/status.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { CommandButton } from "../ui/CommandButton.tsx";

/** What went wrong, what it means, and the next action. */
export function ProblemBanner({ shown }: { readonly shown: ShownProblem }) {
  const { title, remedy } = problemDefinition(shown.problem);
  return (
    <section className="banner" role="alert" aria-label={statusTexts.problemHeading}>
      <p className="banner-text">
        <strong>{title}</strong> {remedy}
      </p>
      <div className="banner-verbs">
        <NextAction shown={shown} />
        <CommandButton
          variant="outlined"
          command={{ kind: "dismiss-problem" }}
          pending={false}
          focusKey="problem-dismiss"
        >
          {windowTexts.dismiss}
        </CommandButton>
      </div>
    </section>
  );
}

function NextAction({ shown }: { readonly shown: ShownProblem }) {
  const { go } = useWindowPorts();
  const step = nextStep(shown);
  switch (step.kind) {
    case "retry":
      return (
        <CommandButton variant="outlined" command={{ kind: "refresh" }} pending={false} focusKey="problem-retry">
          {windowTexts.retry}
        </CommandButton>
      );
    case "sign-in-again":
      return <SignInAgain />;
    case "edit-description":
      return (
        <BusyButton variant="outlined" busy={false} onPress={() => go({ kind: "describe", projectId: step.projectId })}>
          {timersTexts.editDescription}
        </BusyButton>
      );
    case "none":
      return null;
    default:
      return assertNever(step, "next step");
  }
}

function SignInAgain() {
  const { bridge } = useWindowPorts();
  const [leaving, setLeaving] = useState(false);
  return (
    <BusyButton
      variant="outlined"
      busy={leaving}
      onPress={() => {
        setLeaving(true);
        bridge.signOut().then(
          () => setLeaving(false),
          () => setLeaving(false),
        );
      }}
    >
      {statusTexts.signInAgain}
    </BusyButton>
  );
}

type NextStep =
  | { readonly kind: "retry" | "sign-in-again" | "none" }
  | { readonly kind: "edit-description"; readonly projectId: number };

function nextStep({ problem, projectId }: ShownProblem): NextStep {
  const { action } = problemDefinition(problem);
  if (action !== "edit-description") return { kind: action };
  return projectId === null ? { kind: "none" } : { kind: action, projectId };
}
