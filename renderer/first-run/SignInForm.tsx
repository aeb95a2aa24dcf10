import { type FormEvent, useEffect, useRef, useState } from "react";
import { firstRunTexts } from "../../app/texts/first-run.ts";
import { signInProblemText } from "../../app/texts/problems.ts";
import { productName } from "../../app/texts/product-name.ts";
import type { Problem } from "../../app/contract/problem.ts";
import { BusyButton } from "../ui/BusyButton.tsx";

interface SignInFormProps {
  readonly attempt: "token" | "demo" | null;
  readonly problem: Problem | null;
  readonly onToken: (token: string) => void;
  readonly onDemo: () => void;
  readonly onHelp: () => void;
}

export function SignInForm({ attempt, problem, onToken, onDemo, onHelp }: SignInFormProps) {
  const field = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const failed = problem !== null || missing;
  // Only a refused token is the field's fault.
  const invalid = missing || problem?.kind === "token-rejected";

  useEffect(() => {
    if (invalid && attempt === null) field.current?.focus();
  }, [invalid, attempt]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const input = field.current;
    if (input === null || attempt !== null) return;
    const token = input.value.trim();
    // The field is not React state, and is emptied at once: the page keeps no copy of the token.
    input.value = "";
    setMissing(token === "");
    if (token !== "") onToken(token);
  }

  return (
    <main className="screen screen-centred sign-in">
      <header className="sign-in-head">
        <div className="ring" aria-hidden="true" />
        <h1>{productName}</h1>
        <p>{firstRunTexts.worksWith}</p>
      </header>
      <form className="sign-in-form" onSubmit={submit} noValidate>
        <label htmlFor="token">{firstRunTexts.tokenLabel}</label>
        <input
          ref={field}
          id="token"
          className="input"
          type="password"
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          aria-describedby={failed ? "token-problem token-hint" : "token-hint"}
          aria-invalid={invalid}
        />
        {failed && (
          <p id="token-problem" className="sign-in-problem" role="alert">
            <ProblemSentence problem={missing ? null : problem} />
          </p>
        )}
        <p id="token-hint" className="hint">
          {firstRunTexts.tokenHint}{" "}
          <button type="button" className="link" onClick={onHelp}>
            {firstRunTexts.whereToFind}
          </button>
        </p>
        <button
          type="submit"
          className="button button-primary button-wide"
          aria-busy={attempt === "token"}
          aria-disabled={attempt !== null}
        >
          {attempt === "token" ? firstRunTexts.signingIn : firstRunTexts.signIn}
        </button>
      </form>
      <div className="or" aria-hidden="true">
        {firstRunTexts.or}
      </div>
      <div className="sign-in-demo">
        <BusyButton
          busy={attempt === "demo"}
          disabled={attempt !== null}
          onPress={() => {
            setMissing(false);
            onDemo();
          }}
        >
          {attempt === "demo" ? firstRunTexts.openingDemo : firstRunTexts.tryDemo}
        </BusyButton>
        <p className="hint">{firstRunTexts.tryDemoHint}</p>
      </div>
    </main>
  );
}

function ProblemSentence({ problem }: { readonly problem: Problem | null }) {
  if (problem === null) return <>{firstRunTexts.tokenMissing}</>;
  const { title, remedy } = signInProblemText(problem);
  return (
    <>
      <strong>{title}</strong> {remedy}
    </>
  );
}
