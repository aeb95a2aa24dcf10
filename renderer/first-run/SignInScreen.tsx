import { useState } from "react";
import type { SignInResult } from "../../app/contract/requests.ts";
import type { Snapshot } from "../../app/contract/snapshot.ts";
import { firstRunTexts } from "../../app/texts/first-run.ts";
import { productName } from "../../app/texts/product-name.ts";
import type { Problem } from "../../app/contract/problem.ts";
import { SignInForm } from "./SignInForm.tsx";
import { useWindowPorts } from "../bridge/window-ports.ts";

interface SignInScreenProps {
  readonly snapshot: Snapshot;
  /** True when a token is about to be tried, false when it was refused or the demo is tried instead. */
  readonly onTokenTried: (tried: boolean) => void;
}

/** The first screen: a token, or the demo account. Keeps what went wrong while it shows the progress of another try. */
export function SignInScreen({ snapshot, onTokenTried }: SignInScreenProps) {
  const { bridge } = useWindowPorts();
  const [attempt, setAttempt] = useState<"token" | "demo" | null>(null);
  const [failure, setFailure] = useState<Problem | null>(null);

  async function tryTo(kind: "token" | "demo", request: Promise<SignInResult>): Promise<void> {
    setAttempt(kind);
    setFailure(null);
    onTokenTried(kind === "token");
    const failed = await failureOf(request);
    if (failed !== null) onTokenTried(false);
    setFailure(failed);
    setAttempt(null);
  }

  const { account } = snapshot;
  if (account.kind === "signing-in" && attempt === null) return <Progress demo={account.demo} />;
  return (
    <SignInForm
      attempt={attempt}
      problem={failure ?? snapshot.problem?.problem ?? null}
      onToken={(token) => void tryTo("token", bridge.signIn({ token }))}
      onHelp={() => void bridge.openHelp("noko-tokens").catch(() => undefined)}
      onDemo={() => void tryTo("demo", bridge.startDemo())}
      onForget={() => void bridge.signOut().catch(() => undefined)}
    />
  );
}

/** A request that was refused before it left can only mean text that no token consists of. */
async function failureOf(request: Promise<SignInResult>): Promise<Problem | null> {
  try {
    const result = await request;
    return result.kind === "failed" ? result.problem : null;
  } catch {
    return { kind: "token-rejected" };
  }
}

/** Signing in by itself, with the token of last time. */
function Progress({ demo }: { readonly demo: boolean }) {
  return (
    <main className="screen screen-centred">
      <div className="empty">
        <div className="ring ring-busy" aria-hidden="true" />
        <h1 className="visually-hidden">{productName}</h1>
        <output className="empty-title">{demo ? firstRunTexts.openingDemo : firstRunTexts.signingIn}</output>
      </div>
    </main>
  );
}
