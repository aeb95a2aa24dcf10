import { useState } from "react";
import type { ShownProblem } from "../../app/contract/snapshot.ts";
import { problemText } from "../../app/texts/problems.ts";
import { statusTexts } from "../../app/texts/status.ts";
import { timersTexts } from "../../app/texts/timers.ts";
import { windowTexts } from "../../app/texts/window.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import { aboutTags } from "../sheets/about-tags.ts";
import type { View } from "../navigation/view.ts";
import { useWindowPorts } from "../bridge/window-ports.ts";
import { BusyButton } from "../ui/BusyButton.tsx";
import { CommandButton } from "../ui/CommandButton.tsx";

/** What went wrong, what it means, and the next action. */
export function ProblemBanner({ shown }: { readonly shown: ShownProblem }) {
  const { title, remedy } = problemText(shown.problem);
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
  const action = nextAction(shown);
  switch (action.kind) {
    case "retry":
      return (
        <CommandButton variant="outlined" command={{ kind: "refresh" }} pending={false} focusKey="problem-retry">
          {windowTexts.retry}
        </CommandButton>
      );
    case "sign-in-again":
      return <SignInAgain />;
    case "go":
      return (
        <BusyButton variant="outlined" busy={false} onPress={() => go(action.view)}>
          {action.text}
        </BusyButton>
      );
    case "none":
      return null;
    default:
      return assertNever(action, "next action");
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
  | { readonly kind: "go"; readonly view: View; readonly text: string };

/** Asking again helps only where the answer may be another one. */
function nextAction({ problem, projectId }: ShownProblem): NextStep {
  switch (problem.kind) {
    case "offline":
    case "proxy-wants-credentials":
    case "certificate-refused":
    case "timeout":
    case "rate-limited":
    case "account-locked":
    case "server-failed":
    case "unreadable-answer":
    case "redirected-elsewhere":
      return { kind: "retry" };
    case "token-ended":
    case "token-rejected":
      return { kind: "sign-in-again" };
    case "not-reachable":
      return { kind: "go", view: { kind: "preferences" }, text: windowTexts.fix };
    case "invalid":
      if (aboutTags(problem) === null || projectId === null) return { kind: "none" };
      return { kind: "go", view: { kind: "describe", projectId }, text: timersTexts.editDescription };
    case "forbidden":
    case "not-found":
    case "entry-gone":
    case "entry-changed":
    case "entry-unclear":
    case "timer-in-the-way":
    case "signed-out":
    case "broadcasts-forbidden":
    case "secrets-not-kept":
    // Of signing in alone, which is on another screen.
    case "unexpected":
      return { kind: "none" };
    default:
      return assertNever(problem, "problem");
  }
}
