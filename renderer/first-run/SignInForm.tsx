import { type FormEvent, useEffect, useRef, useState } from "react";
import { firstRunTexts } from "../../app/texts/first-run.ts";
import { signInProblemText } from "../../app/texts/problems.ts";
import { productName } from "../../app/texts/product-name.ts";
import type { Problem } from "../../app/contract/problem.ts";
import { assertNever } from "../../app/model/assert-never.ts";
import { type PastedToken, readToken } from "../../app/model/token.ts";
import { BusyButton } from "../ui/BusyButton.tsx";

interface SignInFormProps {
  readonly attempt: "token" | "demo" | null;
  readonly problem: Problem | null;
  readonly onToken: (token: string) => void;
  readonly onDemo: () => void;
  readonly onHelp: () => void;
  /** The token that the account accepts no longer is kept until then. */
  readonly onForget: () => void;
}

export function SignInForm({ attempt, problem, onToken, onDemo, onHelp, onForget }: SignInFormProps) {
  const field = useRef<HTMLInputElement>(null);
  /** What is wrong with what was typed, before anything is sent. */
  const [unusable, setUnusable] = useState<string | null>(null);
  const failed = problem !== null || unusable !== null;
  // Only a refused token is the field's fault.
  const invalid = unusable !== null || problem?.kind === "token-rejected";

  useEffect(() => {
    if (invalid && attempt === null) field.current?.focus();
  }, [invalid, attempt]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const input = field.current;
    if (input === null || attempt !== null) return;
    const read = readToken(input.value);
    // The field is not React state, and is emptied at once: the page keeps no copy of the token.
    input.value = "";
    setUnusable(unusableText(read));
    if (read.kind === "token") onToken(read.token);
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
            <ProblemSentence unusable={unusable} problem={problem} />
          </p>
        )}
        {problem?.kind === "token-ended" && (
          <button type="button" className="link" onClick={onForget}>
            {firstRunTexts.forgetToken}
          </button>
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
            setUnusable(null);
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

function unusableText(read: PastedToken): string | null {
  switch (read.kind) {
    case "token":
      return null;
    case "empty":
      return firstRunTexts.tokenMissing;
    case "foreign-character":
      return firstRunTexts.tokenForeign(read.character);
    default:
      return assertNever(read, "pasted token");
  }
}

interface ProblemSentenceProps {
  readonly unusable: string | null;
  readonly problem: Problem | null;
}

function ProblemSentence({ unusable, problem }: ProblemSentenceProps) {
  if (unusable !== null || problem === null) return <>{unusable}</>;
  const { title, remedy } = signInProblemText(problem);
  return (
    <>
      <strong>{title}</strong> {remedy}
    </>
  );
}
