import { useState } from "react";
import type { ShownProblem } from "../../app/contract/snapshot.ts";
import { problemText, strings } from "../../app/contract/strings.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import type { Problem } from "../../app/model/problem.ts";
import { useWindowPorts } from "../window-ports.ts";
import { BusyButton } from "./BusyButton.tsx";
import { CommandButton } from "./CommandButton.tsx";

/** What went wrong, what it means, and the next action. */
export function ProblemBanner({ shown }: { readonly shown: ShownProblem }) {
  const { title, remedy } = problemText(shown.problem);
  return (
    <section className="banner" role="alert" aria-label={strings.window.problemHeading}>
      <p className="banner-text">
        <strong>{title}</strong> {remedy}
      </p>
      <div className="banner-verbs">
        <NextAction problem={shown.problem} />
        <CommandButton look="outlined" command={{ kind: "dismiss-problem" }} pending={false}>
          {strings.window.dismiss}
        </CommandButton>
      </div>
    </section>
  );
}

function NextAction({ problem }: { readonly problem: Problem }) {
  const action = nextAction(problem);
  switch (action) {
    case "retry":
      return (
        <CommandButton look="outlined" command={{ kind: "refresh" }} pending={false}>
          {strings.window.retry}
        </CommandButton>
      );
    case "sign-in-again":
      return <SignInAgain />;
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
      look="outlined"
      busy={leaving}
      onPress={() => {
        setLeaving(true);
        bridge.signOut().then(
          () => setLeaving(false),
          () => setLeaving(false),
        );
      }}
    >
      {strings.window.signInAgain}
    </BusyButton>
  );
}

/** Asking again helps only where the answer may be another one. */
function nextAction(problem: Problem): "retry" | "sign-in-again" | "none" {
  switch (problem.kind) {
    case "offline":
    case "timeout":
    case "rate-limited":
    case "account-locked":
    case "server-failed":
    case "unreadable-answer":
    case "redirected-elsewhere":
      return "retry";
    case "token-rejected":
      return "sign-in-again";
    case "forbidden":
    case "not-found":
    case "invalid":
    case "broadcasts-forbidden":
    case "not-reachable":
    case "secrets-not-kept":
      return "none";
    default:
      return assertNever(problem, "problem");
  }
}
